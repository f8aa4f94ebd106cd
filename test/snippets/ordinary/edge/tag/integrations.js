// ---- a purchase for GA4's measurement protocol
const { payload, secrets, userId, hostData } = params;
if (payload.eventName !== 'Purchase') return;
const gaCookie = /_ga=GA1\.\d\.(\d+\.\d+)/.exec(params.cookies || '');
const body = {
  client_id: gaCookie ? gaCookie[1] : userId,
  timestamp_micros: Date.now() * 1000,
  user_properties: { country: { value: hostData.country } },
  events: [{ name: 'purchase', params: { transaction_id: payload.data.orderId, currency: payload.data.currency, value: +payload.data.value } }],
};
if (payload.data.sessionId) body.events[0].params.session_id = payload.data.sessionId;
body.events[0].params.items = (payload.data.contents || []).map((c, i) => ({ item_id: c.id, item_name: c.title, index: i, quantity: c.quantity, price: c.item_price }));
const res = await params.requestHandler('https://www.google-analytics.com/mp/collect?measurement_id=' + secrets.GA_ID + '&api_secret=' + secrets.GA_SECRET, { method: 'POST', body: JSON.stringify(body) });
params.logger.log('GA4', res && res.status);

// ---- hashed user data for Meta's Conversions API
async function sha256(value) {
  if (!value) return undefined;
  const data = new TextEncoder().encode(String(value).trim().toLowerCase());
  const digest = await crypto.subtle.digest('SHA-256', data);
  return [...new Uint8Array(digest)].map((b) => b.toString(16).padStart(2, '0')).join('');
}
const { user, payload, providerData, hostData, secrets } = params;
const user_data = {
  client_ip_address: hostData.ip,
  client_user_agent: hostData.userAgent,
  fbp: providerData.fbp,
  fbc: providerData.fbc || (payload.pageUrl.match(/fbclid=([^&]+)/) || [])[1],
};
const fields = { em: 'email', ph: 'phone', fn: 'firstName', ln: 'lastName', ct: 'city', st: 'state', zp: 'zip' };
for (const key in fields) {
  const v = user[fields[key]];
  if (v) user_data[key] = [await sha256(key == 'ph' ? v.replace(/\D/g, '') : v)];
}
if (user.dateOfBirth) user_data.db = user.dateOfBirth.split('-').join('');
await params.requestHandler(`https://graph.facebook.com/v19.0/${secrets.PIXEL_ID}/events`, {
  method: 'POST',
  headers: { 'Content-Type': 'application/json' },
  body: JSON.stringify({ data: [{ event_name: payload.eventName, event_id: payload.eventId, event_time: Math.floor(new Date() / 1000), action_source: 'website', user_data }], access_token: secrets.CAPI_TOKEN }),
});

// ---- TikTok events, a map of names and a bail-out
var MAP = { PageView: 'Pageview', AddToCart: 'AddToCart', Purchase: 'CompletePayment', ViewContent: 'ViewContent' };
var name = MAP[params.payload.eventName];
if (!name) { return; }
var d = params.payload.data || {};
var ttclid = new URL(params.payload.pageUrl).searchParams.get('ttclid');
var event = { event: name, event_id: params.payload.eventId, timestamp: new Date().toISOString(), properties: {} };
event.context = { page: { url: params.payload.pageUrl, referrer: params.payload.referrer }, ip: params.hostData.ip };
if (ttclid) event.context.ad = { callback: ttclid };
event.properties.contents = d.contents && d.contents.map(function (c) {
  return { content_id: c.id || c.sku, quantity: c.quantity | 0, price: parseFloat(c.item_price) };
});
event.properties.value = parseFloat(d.value);
event.properties.currency = (d.currency || 'USD').toUpperCase();
await params.requestHandler('https://business-api.tiktok.com/open_api/v1.3/pixel/track/', { method: 'POST', headers: { 'Access-Token': params.secrets.TIKTOK_TOKEN }, body: JSON.stringify(event) });

// ---- line items of a Shopify order
const order = params.payload.data.order || params.payload.data;
const lines = order.line_items || order.contents || [];
let subtotal = 0, tax = 0;
lines.forEach(function (line) {
  subtotal += line.price * line.quantity;
  tax += (line.tax_lines || []).reduce((sum, t) => sum + Number(t.price), 0);
  line.properties?.forEach?.((p) => { line['_' + p.name] = p.value; });
});
const gid = String(order.admin_graphql_api_id || '').split('/').pop();
await params.infra.DB.prepare('INSERT OR REPLACE INTO orders (id, subtotal, tax) VALUES (?, ?, ?)')
  .bind(gid || order.id, subtotal.toFixed(2), tax.toFixed(2))
  .run();

// ---- the day in the shop's time zone, with Intl
const tz = params.hostData.timezone || 'Europe/Berlin';
const fmt = new Intl.DateTimeFormat('en-CA', { timeZone: tz, year: 'numeric', month: '2-digit', day: '2-digit' });
const parts = Object.fromEntries(fmt.formatToParts(new Date()).map((p) => [p.type, p.value]));
const day = parts.year + '-' + parts.month + '-' + parts.day;
const money = new Intl.NumberFormat(params.payload.locale, { style: 'currency', currency: params.payload.data.currency });
const n = parseInt(await params.infra.CACHE.get('sales:' + day)) || 0;
await params.infra.CACHE.put('sales:' + day, n + 1, { expirationTtl: 60 * 60 * 24 * 7 });
params.logger.log(day, money.format(params.payload.data.value), n + 1);

// ---- dates subtracted, compared and put back together
let firstSeen = await params.infra.CACHE.get('first:' + params.userId);
if (!firstSeen) {
  firstSeen = new Date();
  await params.infra.CACHE.put('first:' + params.userId, firstSeen.toISOString());
}
const age = Math.round((new Date() - new Date(firstSeen)) / 864e5);
const d = new Date(firstSeen);
d.setDate(d.getDate() + 30);
if (d < Date.now() || age > 30) params.logger.log('returning after', age, 'days');

// ---- a retry with a growing delay and an abort signal
const sleep = (ms) => new Promise((r) => setTimeout(r, ms));
async function post(url, data, tries = 3) {
  let lastError;
  for (let i = 0; i < tries; i++) {
    const ctl = new AbortController();
    const timer = setTimeout(() => ctl.abort(), 5000);
    try {
      const r = await params.requestHandler(url, { method: 'POST', body: JSON.stringify(data), signal: ctl.signal });
      if (r.status < 500) return r;
      lastError = new Error('HTTP ' + r.status);
      lastError.response = r;
    } catch (e) {
      lastError = e;
    } finally {
      clearTimeout(timer);
    }
    await sleep(2 ** i * 250 + Math.random() * 100);
  }
  throw lastError;
}
try {
  await post('https://hooks.example.com/in', params.payload);
} catch (err) {
  params.logger.error(err.message, err.response && err.response.status, err.code);
}

// ---- a class that collects and flushes
class Batcher {
  static SIZE = 25;
  #items = [];
  constructor(db, table) {
    this.db = db;
    this.table = table;
    this.flushed = 0;
  }
  get length() { return this.#items.length; }
  add(item) {
    this.#items.push(item);
    return this.length >= Batcher.SIZE ? this.flush() : null;
  }
  async flush() {
    if (!this.length) return 0;
    const statements = this.#items.splice(0).map((i) => this.db.prepare(`INSERT INTO ${this.table} (k, v) VALUES (?1, ?2)`).bind(i.k, i.v));
    const results = await this.db.batch(statements);
    this.flushed += results.reduce((n, r) => n + r.meta.changes, 0);
    return this.flushed;
  }
}
const batcher = new Batcher(params.infra.DB, 'facts');
for (const [k, v] of Object.entries(params.payload.data)) await batcher.add({ k, v: JSON.stringify(v) });
await batcher.flush();

// ---- constructor functions and prototypes
function Money(amount, currency) {
  if (!(this instanceof Money)) return new Money(amount, currency);
  this.amount = amount;
  this.currency = currency;
}
Money.prototype.add = function (other) { return new Money(this.amount + other.amount, this.currency); };
Money.prototype.toString = function () { return this.amount.toFixed(2) + ' ' + this.currency; };
Money.ZERO = Money(0, 'EUR');
var self = this;
var total = params.payload.data.contents.reduce(function (sum, c) { return sum.add(Money(c.item_price * c.quantity, 'EUR')); }, Money.ZERO);
await params.infra.CACHE.put('last-total', '' + total);

// ---- generators over pages of keys
async function* keys(prefix) {
  let cursor;
  do {
    const page = await params.infra.CACHE.list({ prefix, cursor });
    yield* page.keys;
    cursor = page.list_complete ? undefined : page.cursor;
  } while (cursor);
}
function* take(n, iterable) { for (const x of iterable) { if (n-- <= 0) return; yield x; } }
const names = [];
for await (const { name, metadata } of keys('cart:')) {
  if (metadata && metadata.expired) await params.infra.CACHE.delete(name);
  else names.push(name);
}
params.logger.log([...take(10, names)]);

// ---- regular expressions with groups, sticky and replacers
const url = params.payload.pageUrl;
const m = url.match(/^https?:\/\/(?<host>[^/]+)\/(?:(?<lang>[a-z]{2})\/)?products\/(?<handle>[\w-]+)/i);
const { host, lang = 'en', handle } = m?.groups ?? {};
const utm = {};
url.replace(/[?&](utm_\w+)=([^&#]*)/g, (_, k, v) => (utm[k] = decodeURIComponent(v.replace(/\+/g, ' '))));
const words = [...params.payload.pageTitle.matchAll(/\b(\w)(\w*)\b/gu)].map(([, a, b]) => a.toUpperCase() + b).join(' ');
if (handle) await params.infra.CACHE.put(`view:${host}:${handle}`, JSON.stringify({ lang, utm, words, at: RegExp.$1 }));

// ---- URLSearchParams from objects, and appended to
const q = new URLSearchParams({ v: 2, tid: params.secrets.GA_ID, cid: params.userId, en: params.payload.eventName });
for (const [k, v] of Object.entries(params.payload.data)) {
  if (v == null || typeof v == 'object') continue;
  q.append((typeof v == 'number' ? 'epn.' : 'ep.') + k, v);
}
if (params.customData.isFirst) q.set('_fv', 1);
await params.requestHandler('https://example.com/g/collect?' + q, { method: 'GET' });

// ---- an HMAC signature in base64
const enc = new TextEncoder();
const key = await crypto.subtle.importKey('raw', enc.encode(params.secrets.SIGNING_KEY), { name: 'HMAC', hash: 'SHA-256' }, false, ['sign', 'verify']);
const raw = JSON.stringify(params.payload);
const mac = await crypto.subtle.sign('HMAC', key, enc.encode(raw));
const sig = btoa(String.fromCharCode.apply(null, new Uint8Array(mac)));
await params.requestHandler(params.secrets.HOOK_URL, { method: 'POST', headers: { 'x-signature': sig, 'x-ts': Date.now() }, body: raw });

// ---- a lookup table of functions and this
var handlers = {
  count: 0,
  PageView: async function (p) { this.count++; await params.infra.CACHE.put('pv', JSON.stringify(p)); },
  Purchase(p) { return params.infra.DB.prepare('INSERT INTO p VALUES (?)').bind(p.orderId).run(); },
  default: () => {},
};
await (handlers[params.payload.eventName] || handlers.default).call(handlers, params.payload.data);
handlers.last = Date.now();

// ---- arguments, apply and a curried logger
function log() {
  var args = Array.prototype.slice.call(arguments);
  args.unshift('[' + new Date().toJSON() + ']');
  params.logger.log.apply(params.logger, args);
}
const at = (level) => (...rest) => level === 'error' ? params.logger.error(...rest) : log(...rest);
at('info')('event', params.payload.eventName);
if (!params.user.email) at('error')('no email', { user: params.userId });

// ---- a cache in front of the database, with Promise.allSettled
const cached = async (k, load, ttl = 300) => {
  const hit = await params.infra.CACHE.get(k, 'json');
  if (hit) return hit;
  const fresh = await load();
  if (fresh) await params.infra.CACHE.put(k, JSON.stringify(fresh), { expirationTtl: ttl });
  return fresh;
};
const ids = params.payload.data.contents.map(({ id }) => id);
const settled = await Promise.allSettled(ids.map((id) => cached('p:' + id, () => params.infra.DB.prepare('SELECT * FROM products WHERE id = ?').bind(id).first())));
const products = settled.filter((s) => s.status === 'fulfilled').map((s) => s.value);
const failed = settled.find((s) => s.status === 'rejected');
if (failed) params.logger.error(failed.reason.message);
params.logger.log(products.map((p) => p.title).join());
