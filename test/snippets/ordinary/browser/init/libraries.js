// ---- jQuery, if it is there, and a form
(function ($) {
  if (!$) return;
  $(document).on('submit', 'form[action*="contact"]', function (e) {
    var $form = $(this);
    var data = $form.serializeArray().reduce(function (o, f) { o[f.name] = f.value; return o; }, {});
    params.sendTag({ eventName: 'Lead', data: { email: data['contact[email]'], form: $form.attr('id') } });
    $form.data('sent', true);
    e.originalEvent && e.originalEvent.stopPropagation();
  });
  $.ajaxSetup({ beforeSend: function (xhr) { xhr.setRequestHeader('X-User', params.userId); } });
})(window.jQuery || window.$);

// ---- the data layer, wrapped
window.dataLayer = window.dataLayer || [];
function gtag() { dataLayer.push(arguments); }
var original = dataLayer.push;
dataLayer.push = function (entry) {
  if (entry && entry.event == 'purchase' && entry.ecommerce) {
    params.sendTag({ eventName: 'Purchase', data: { value: entry.ecommerce.value, currency: entry.ecommerce.currency, contents: entry.ecommerce.items } });
  }
  return original.apply(this, arguments);
};
gtag('consent', 'default', { ad_storage: params.consentData.categories && params.consentData.categories.advertising ? 'granted' : 'denied' });
gtag('js', new Date());

// ---- a snippet of a vendor, minified
!function(w,d,t){w.TiktokAnalyticsObject=t;var ttq=w[t]=w[t]||[];ttq.methods=["page","track","identify"],ttq.setAndDefer=function(t,e){t[e]=function(){t.push([e].concat(Array.prototype.slice.call(arguments,0)))}};for(var i=0;i<ttq.methods.length;i++)ttq.setAndDefer(ttq,ttq.methods[i]);ttq.load=function(e){var o=d.createElement("script");o.type="text/javascript",o.async=!0,o.src="https://analytics.example.com/i18n/pixel/events.js?sdkid="+e;var a=d.getElementsByTagName("script")[0];a.parentNode.insertBefore(o,a)};ttq.load(params.manifest.variables.TIKTOK_PIXEL);ttq.page()}(window,document,'ttq');
