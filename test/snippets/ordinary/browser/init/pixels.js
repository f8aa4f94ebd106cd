// ---- a pixel is loaded the way its documentation says
!function(w,d,s,u,n,q,e){if(w.pix)return;q=w.pix=function(){q.call?q.call.apply(q,arguments):q.queue.push(arguments)};
q.queue=[];q.version='2.0';e=d.createElement(s);e.async=!0;e.src=u;n=d.getElementsByTagName(s)[0];
n.parentNode.insertBefore(e,n)}(window,document,'script','https://cdn.example/pix.js');
pix('init', params.manifest.variables.PIXEL_ID, { external_id: params.userId });
pix('track', 'PageView');

// ---- gtag
window.dataLayer = window.dataLayer || [];
function gtag() { dataLayer.push(arguments) }
window.gtag = window.gtag || gtag;
gtag('js', new Date());
gtag('config', params.manifest.variables.MEASUREMENT_ID, { send_page_view: false, user_id: params.userId });
const script = document.createElement('script');
script.src = 'https://www.example.com/gtag/js?id=' + params.manifest.variables.MEASUREMENT_ID;
script.async = 'true';
script.onload = function () { window.gtagLoaded = true };
document.head.appendChild(script);

// ---- nothing without consent
const { consent, categories } = params.consentData;
if (!consent || !categories.advertising) return { skipEvent: true };
if (categories.share_pii && window.fbq) fbq('consent', 'grant');
if (params.consentData.consentSettings?.gpc ?? navigator.globalPrivacyControl) fbq('dataProcessingOptions', ['LDU'], 0, 0);

// ---- ids of the page go to the edge
var clickId = new URLSearchParams(location.search).get('ttclid') || (document.cookie.match(/ttclid=([^;]+)/) || [])[1];
if (clickId) {
  document.cookie = 'ttclid=' + clickId + ';path=/;max-age=' + 30 * 24 * 3600;
  params.sendEdgeData({ ttclid: clickId, ttp: localStorage.ttp }, ['tiktok'], { async: true });
}
params.getEdgeData(['ttclid'], function (data) { if (data && data.ttclid) window.ttq.identify(data.ttclid) });

// ---- shared by the stages of a page
const ctx = params.executionContext;
if (ctx.get('ready')) return;
ctx.set('ready', true).set('start', performance.now());
ctx.set('queue', []);
ctx.get('queue').push({ tag: params.manifest.tagName, geo: params.manifest.geoRegions[0], pkg: params.manifest.package });
if (ctx.size > 3) console.warn(ctx, params.keyName, params.destination);

// ---- clicks are tracked with jQuery, when it is there
if (window.jQuery) {
  jQuery(function ($) {
    $(document).on('click', '.add-to-cart', function (e) {
      e.preventDefault();
      params.sendTag({ eventName: 'AddToCart', data: { value: $(this).data('price'), id: this.dataset.id } });
    });
    $('form[name=newsletter]').submit(function () { params.sendTag({ eventName: 'Lead', email: $('#email', this).val() }) });
  });
}

// ---- clicks without jQuery
document.addEventListener('click', (event) => {
  const link = event.target.closest('a[href^="tel:"]');
  if (!link) return;
  params.sendTag({ eventName: 'Contact', data: { phone: link.href.slice(4), text: link.innerText } });
});
document.querySelectorAll('[data-product]').forEach((el) => el.addEventListener('mouseenter', () => { el.style.opacity = 0.9; el.tracked = true }));
document.getElementById('search').onchange = function () { params.sendTag({ eventName: 'Search', data: { q: this.value } }) };

// ---- scrolling and time on the page
let max = 0, sent = {};
window.addEventListener('scroll', function () {
  const h = document.documentElement, percent = (h.scrollTop || document.body.scrollTop) / (h.scrollHeight - h.clientHeight) * 100;
  max = Math.max(max, percent);
  [25, 50, 75].forEach((p) => { if (max > p && !sent[p]) { sent[p] = 1; params.sendTag({ eventName: 'Scroll', data: { p } }) } });
}, { passive: true });
const t = setTimeout(() => params.sendTag({ eventName: 'Engaged' }), 3e4);
window.onbeforeunload = () => clearTimeout(t);
new IntersectionObserver((e) => e[0].isIntersecting && params.sendTag({ eventName: 'Seen' })).observe(document.querySelector('footer'));

// ---- the shop's own objects
var shop = window.Shopify || {}, cart = window.cartData ? JSON.parse(window.cartData) : null;
if (shop.checkout && shop.checkout.order_id) {
  params.sendTag({ eventName: 'Purchase', data: { orderId: shop.checkout.order_id, value: shop.checkout.total_price / 100 } });
} else if (cart && cart.items.length) {
  params.sendTag({ eventName: 'ViewCart', data: { contents: cart.items.map(function (i) { return { id: i.sku } }) } });
}
Shopify.analytics && Shopify.analytics.subscribe('all_events', (e) => console.log(e.name));

// ---- an image pixel and a beacon
var img = new Image(1, 1);
img.onerror = img.onload = function () { img.parentNode.removeChild(img) };
img.src = 'https://px.example/i.gif?u=' + params.userId + '&n=' + (params.isNewUser ? 1 : 0) + '&s=' + params.session.sessionId;
document.body.appendChild(img);
navigator.sendBeacon && navigator.sendBeacon(params.baseUrl + '/beacon', JSON.stringify({ w: screen.width, tz: new Date().getTimezoneOffset() }));
var xhr = new XMLHttpRequest();
xhr.open('GET', '/cart.js'); xhr.onreadystatechange = function () { if (xhr.readyState == 4) window.__cart = JSON.parse(xhr.responseText) }; xhr.send();

// ---- a small library loader
const loadScript = (src) => new Promise((resolve, reject) => {
  const el = Object.assign(document.createElement('script'), { src, async: true, onload: resolve, onerror: reject });
  (document.head || document.body).append(el);
});
loadScript('https://cdn.example/lib.js').then(() => window.lib.init(params.manifest.variables.SITE_KEY)).catch(console.error);
const loading = loadScript('https://cdn.example/b.js');
loading.name = 'b';
await loading; console.log(loading.name);
