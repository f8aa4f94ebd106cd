// ---- Shopify's cart, read with XMLHttpRequest
if (params.eventName !== 'AddToCart' || !window.Shopify) return;
var xhr = new XMLHttpRequest();
xhr.open('GET', (Shopify.routes ? Shopify.routes.root : '/') + 'cart.js');
xhr.onload = function () {
  var cart = JSON.parse(this.responseText);
  document.querySelector('.cart-count').innerText = cart.item_count;
  window._cart = cart;
  sessionStorage.cart = JSON.stringify(cart.items.map(function (i) { return i.variant_id; }));
};
xhr.send();
return { skipEvent: cartIsEmpty() };
function cartIsEmpty() { return !sessionStorage.cart || sessionStorage.getItem('cart').length < 3; }

// ---- an element's value, and a listener on what it finds
const input = document.getElementById('email');
if (input.value && input.checkValidity()) localStorage.lastEmail = input.value;
document.querySelectorAll('[data-sku]').forEach((el) => {
  el.onclick = (ev) => {
    fbq('trackCustom', 'SkuClick', { sku: el.dataset.sku, text: ev.target.closest('a').innerText }, { eventID: params.eventId });
    el.clicked = true;
  };
});
setTimeout("void 0", 10);
