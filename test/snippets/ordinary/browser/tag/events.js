// ---- an event for each name
switch (params.eventName) {
  case 'Purchase':
    fbq('track', 'Purchase', { value: params.data.value, currency: params.data.currency || 'EUR' }, { eventID: params.eventId });
    break;
  case 'PageView':
  case 'ViewContent':
    fbq('track', params.eventName, {}, { eventID: params.eventId });
    break;
  default:
    return { skipEvent: true };
}

// ---- a map of names
const names = { Purchase: 'purchase', AddToCart: 'add_to_cart', InitiateCheckout: 'begin_checkout' };
const name = names[params.eventName];
if (!name) return;
gtag('event', name, {
  transaction_id: params.data.orderId,
  value: params.data.value,
  items: (params.data.contents || []).map((c, index) => ({ item_id: c.id, item_name: c.title, index, price: c.item_price })),
});

// ---- ttq may come late
(function wait(n) {
  if (window.ttq && ttq.track) return ttq.track(params.eventName, { content_id: params.data.contents[0].id });
  if (n < 50) setTimeout(function () { wait(n + 1) }, 100);
})(0);

// ---- the data layer, cleared first
dataLayer.push({ ecommerce: null });
dataLayer.push({
  event: params.eventName.replace(/([a-z])([A-Z])/g, '$1_$2').toLowerCase(),
  ecommerce: { ...params.data, tax: params.data.tax * 1 || 0 },
  user_id: params.userId,
  session: params.sessionId,
});

// ---- elements that may not be there
const el = document.querySelector('.total');
const total = parseFloat(el.textContent.replace(/[^\d,.]/g, '').replace(',', '.'));
const input = document.getElementById('email');
if (input.value && input.checked !== false) params.sendTag({ eventName: 'Lead', data: { total, email: input.value, name: document.forms[0].elements.name.value } });
document.querySelector('meta[name=sku]').content.split('-').forEach((s) => console.log(s));

// ---- values from the edge
params.getEdgeData(['segment'], (data) => {
  var segment = data.segment || 'none';
  document.documentElement.dataset.segment = segment;
  window._segment = segment;
  document.body.className += ' segment-' + segment;
});
if (window._segment.length > 3) localStorage['segment'] = window._segment;

// ---- what the pixels of the shop have put on the page
const uet = window.uetq = window.uetq || [];
uet.push('event', params.eventName, { revenue_value: params.data.value });
if (typeof snaptr === 'function') snaptr('track', params.eventName.toUpperCase());
if (window.pintrk) pintrk('track', 'checkout', { order_id: params.data.orderId });
if (typeof _learnq !== 'undefined') _learnq.push(['track', params.eventName, params.data]);
try { klaviyo.track(params.eventName, params.data) } catch (e) { console.log(e.message) }
window.criteo_q = window.criteo_q || []; criteo_q.push({ event: 'setAccount', account: params.manifestVariables.PARTNER_ID });

// ---- once per order
var key = 'sent_' + params.data.orderId;
if (sessionStorage.getItem(key)) return { skipEvent: true };
sessionStorage.setItem(key, 1);
sessionStorage.setItem('at', Date.now());
const times = JSON.parse(localStorage.getItem('times')) || [];
times.push(Date.now()); localStorage.setItem('times', JSON.stringify(times.slice(-10)));
return { skipEvent: times.length > 100 };

// ---- fetch from the page
fetch('/cart.js').then((r) => r.json()).then((cart) => {
  fbq('trackCustom', 'Cart', { n: cart.item_count, value: cart.total_price / 100 });
});
const recommendations = await (await fetch('/recommendations.json?product=' + params.data.contents[0].id)).json();
window.recommendations = recommendations.products.filter((p) => p.available);
$.getJSON('/x.json', function (d) { $('#x').html(d.html).fadeIn() }).fail(function (xhr) { console.log(xhr.status) });

// ---- custom events and a shadow of the old browser
var ev;
try { ev = new CustomEvent('tracked', { detail: params.data }) } catch (e) { ev = document.createEvent('Event'); ev.initEvent('tracked', true, true); ev.detail = params.data }
document.dispatchEvent(ev);
document.addEventListener('tracked', (e) => console.log(e.detail.value));
window.attachEvent && window.attachEvent('onload', function () {});
const ie = !!document.all && !window.atob, ms = navigator.msSaveBlob;
var w = window.innerWidth || document.documentElement.clientWidth;
console.log(ie, ms, w, window.event, top.location == self.location, event && event.type);
