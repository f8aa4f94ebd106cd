// ---- pixels are told who it is
if (window.ttq) ttq.identify({ email: params.data.email, phone_number: params.data.phone });
if (window.fbq) fbq('init', params.manifestVariables.PIXEL_ID, { em: (params.data.email || '').trim().toLowerCase(), fn: params.data.firstName });
window.dataLayer?.push({ event: 'identify', user: { id: params.userId, ...params.data } });

// ---- hashed in the browser
const hash = async (s) => {
  const d = await crypto.subtle.digest('SHA-256', new TextEncoder().encode(s));
  return Array.from(new Uint8Array(d), (b) => b.toString(16).padStart(2, '0')).join('');
};
const em = params.data.email && (await hash(params.data.email.toLowerCase()));
gtag('set', 'user_data', { sha256_email_address: em, address: { city: params.data.city } });

// ---- a chat widget is filled in
var Chat = window.Chat || function () { (Chat.q = Chat.q || []).push(arguments) };
window.Chat = Chat;
Chat('update', { name: params.data.firstName + ' ' + params.data.lastName, email: params.data.email });
Chat.user = params.userId;
var $crisp = window.$crisp || [];
window.intercomSettings = { app_id: params.manifestVariables.APP_ID, ...window.intercomSettings, email: params.data.email };

// ---- a form is filled in for them
['email', 'firstName', 'lastName'].forEach(function (field) {
  var input = document.querySelector('input[name="' + field + '"]');
  if (input && !input.value) { input.value = params.data[field] || ''; input.dispatchEvent(new Event('input', { bubbles: true })) }
});
