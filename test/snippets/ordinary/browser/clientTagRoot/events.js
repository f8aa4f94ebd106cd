// ---- the page says more than the event
const payload = structuredClone(params.payload);
payload.data.theme = document.documentElement.getAttribute('data-theme') || window.theme?.name;
payload.data.items = window.dataLayer.filter((e) => e.event === 'cart').pop().items;
return { payload, skipEvent: navigator.doNotTrack === '1' };

// ---- doubles within a second are dropped
window.__last = window.__last || {};
const last = window.__last[params.payload.eventName];
window.__last[params.payload.eventName] = Date.now();
if (last && Date.now() - last < 1000) return { skipEvent: true };
