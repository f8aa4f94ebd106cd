// Every event, in the browser: previews of the theme are not visits.

if (new URLSearchParams(location.search).has('preview_theme_id')) {
  return { skipEvent: true };
}

if (params.eventName === 'Purchase') {
  // Other scripts on the thank-you page show the sign-up form when they hear this.
  window.dispatchEvent(new CustomEvent('tea-letter:offer', { detail: { orderId: params.data.orderId } }));
}
