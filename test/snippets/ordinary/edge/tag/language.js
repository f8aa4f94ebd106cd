// ---- groups in an empty object
const groups = (params.payload.data.contents || []).reduce(function (all, item) {
  const brand = item.brand || 'none';
  (all[brand] = all[brand] || []).push(item);
  all[brand].total = (all[brand].total || 0) + item.item_price * item.quantity;
  return all;
}, {});
for (const brand in groups) params.logger.log(brand, groups[brand].length, groups[brand].total.toFixed(2));
const first = groups.none[0] || groups['x'];
first.seen = true;

// ---- an object that grows
var event = {};
event.name = params.payload.eventName;
event.user = {};
event.user.mail = params.user.email;
event.user['consent'] = true;
if (params.payload.data.value > 0) { event.revenue = +params.payload.data.value; event.meta = { net: event.revenue / 1.19 } }
const list = [];
list.total = 0;
list.push(event, { name: 'copy', ...event });
list.total += list[1].revenue;
delete event.user.mail;
params.logger.log(event.meta.net.toFixed(2), event.late, list.total);

// ---- late initialisation
let result;
let config = null, found, tries = 0;
while (!result && tries++ < 3) {
  if (tries > 1) result = { id: tries };
}
config = { currency: params.payload.data.currency || params.secrets.CURRENCY };
config.rate = config.currency === 'EUR' ? 1 : 1.1;
[1, 2].forEach((n) => { if (n === result.id) found = { n } });
if (found.n > 1) params.logger.log(found.n, config.rate.toFixed(1));

// ---- dates
const now = new Date();
const ordered = new Date(params.payload.data.date || now);
const days = Math.floor((now - ordered) / (1000 * 60 * 60 * 24));
const age = now.getFullYear() - params.user.dateOfBirth.split('-')[0];
const midnight = new Date(+now); midnight.setHours(24, 0, 0, 0);
if (now > ordered && days <= '14') params.logger.log(days + ' days', age, midnight - now);
const stamp = now.getFullYear() + '-' + ('0' + (now.getMonth() + 1)).slice(-2) + '-' + String(now.getDate()).padStart(2, 0);
params.logger.log(stamp, now.toLocaleDateString('de-DE', { weekday: 'long', timeZone: params.hostData.timezone }));

// ---- var soup
var i, j = 0, out = '', data = params.payload.data, c = data.contents
for (i = 0; i < c.length; i++) {
  var item = c[i], price = item.item_price * 1
  if (isNaN(price)) continue
  for (var j = 0; j < item.quantity; j++) out += (out ? ',' : '') + item.id
}
if (j > 3) var big = true
params.logger.log(out, i, j, big, item && item.id)

// ---- minified by someone
var a=params,b=a.payload,d=b.data||{},e=!!d.value&&0<d.value,f=function(g,h){return h?g[h]:g},k;(k=f(d,"contents"))&&k.length?a.logger.log(k.map(function(l){return l.id}).join()):e&&a.logger.log(d.value);
for(var m=[],n=0;n<3;n++)m[n]=n*n;!e||m.push(f(m,1)),a.logger.log(m+"");

// ---- arguments, call, apply, bind
function sum() {
  var total = 0;
  for (var i = 0; i < arguments.length; i++) total += arguments[i];
  return total;
}
function greet(greeting, name, mark) { return greeting + ' ' + (name || this.name) + (mark || '!') }
const hello = greet.bind({ name: 'Eva' }, 'Hallo');
params.logger.log(sum(1, 2, 3), sum.apply(null, [4, 5]), hello(), greet.call({ name: 'x' }, 'a'), greet('only one'));
params.logger.log(Math.max.apply(Math, params.payload.data.contents.map((c) => c.item_price)));
const rest = Array.prototype.slice.call(arguments);
params.logger.log(rest.length, arguments[0] === params);

// ---- generators and iterators
function* pages(total, size = 50) {
  for (let at = 0; at < total; at += size) yield { at, size, last: at + size >= total };
}
for (const { at, last } of pages(120)) params.logger.log(at, last);
async function* rows() {
  let cursor = 0, batch;
  do {
    batch = (await params.infra.DB.prepare('SELECT * FROM t LIMIT 10 OFFSET ?').bind(cursor).all()).results;
    yield* batch;
    cursor += 10;
  } while (batch.length);
}
for await (const row of rows()) { if (row.stop) break; params.logger.log(row.id) }
const range = { *[Symbol.iterator]() { yield 1; yield 2 } };
params.logger.log([...range].length, Array.from(pages(1))[0].size);

// ---- a class with fields named like bindings
class Queue {
  items = [];
  limit = 10;
  constructor(name) { this.name = name; this.DB = null; }
  send(message) { this.items.push(message); return this; }
  get length() { return this.items.length; }
  static of(...messages) { const q = new Queue('of'); messages.forEach((m) => q.send(m)); return q; }
}
const queue = Queue.of(1, 2);
queue.flushed = false;
queue.onFlush = () => { queue.flushed = true };
queue.send('a', 'b').send({ c: 1 });
queue.onFlush();
params.logger.log(queue.flushed, queue.length, queue.missing, queue.DB?.x);

// ---- old classes, by prototype
function Fetcher(base) { this.base = base; this.retries = 2 }
Fetcher.prototype.url = function (path) { return this.base + '/' + path };
Fetcher.prototype.get = function (path, callback) {
  var self = this;
  return params.requestHandler(self.url(path)).then(function (r) { callback(null, r, self) }, callback);
};
Fetcher.create = function (b) { return new Fetcher(b) };
var f = Fetcher.create(params.secrets.API_URL);
f.timeout = 100;
await f.get('items', function (err, res) { if (err) params.logger.error(err); else params.logger.log(res.body, f.timeout) }, 'ignored');

// ---- built-ins are extended
if (!Array.prototype.last) {
  Array.prototype.last = function () { return this[this.length - 1] };
}
String.prototype.toTitle = function () { return this.charAt(0).toUpperCase() + this.slice(1) };
Promise.prototype.done = function (f) { return this.then(f) };
params.logger.log([1, 2].last(), 'abc'.toTitle());
params.requestHandler('https://a.example').done((r) => params.logger.log(r.status));
Number.isInteger = Number.isInteger || function (n) { return typeof n === 'number' && n % 1 === 0 };
Object.entries || (Object.entries = (o) => Object.keys(o).map((k) => [k, o[k]]));

// ---- regular expressions
const mail = /^[\w.+-]+@[\w-]+\.[\w.-]+$/;
const campaign = /[?&]utm_(\w+)=([^&#]*)/g;
const found = {};
let match;
while ((match = campaign.exec(params.payload.pageUrl))) found[match[1]] = decodeURIComponent(match[2].replace(/\+/g, ' '));
const { year } = /(?<year>\d{4})-\d\d/.exec(params.user.dateOfBirth || '').groups;
const phone = ('' + params.user.phone).replace(/[^\d+]/g, '').replace(/^00/, '+').replace(/^0(?=\d)/, '+49');
const template = 'Hi {{ name }}, {a} [b]'.replace(/{{\s*(\w+)\s*}}/g, (_, k) => params.user[k] || '');
params.logger.log(mail.test(params.user.email), found.source, year - 1, phone, template.match(/[\-\]]/)[0], /\//.test('/'), /]/.test(']'));
params.logger.log(/\p{Lu}/u.test('Ä'), 'a1b2'.split(/\d/), /^(?:https?:)?\/\//i.test(params.payload.referrer), /a{,2}/.test('a{,2}'));

// ---- different types are compared
if (params.payload.data.value == '0' || params.payload.data.orderId == null) return;
const status = 200, mode = 'live';
if (status == '200' && mode !== 'test' && params.platform != 'CUSTOM') params.logger.log([] + {}, '5' * 2, null >= 0);
if (params.payload.eventName === 1 || typeof params.userId == 'number') params.logger.log(params.userId - 1);
const size = '10', max = 9;
if (size > max && !(params.userId instanceof String)) params.logger.log(size - max, size / 2, -size, +size + 1, ~~size, size % 3);
switch (params.payload.data.contents.length) { case '1': break; case 2: params.logger.log('two'); }

// ---- labelled loops, sparse arrays, comma expressions
outer: for (var i = 0, found = null; i < params.payload.data.contents.length; i++) {
  for (const tag of params.payload.data.contents[i].tags || []) {
    if (tag === 'skip') continue outer;
    if (tag === 'stop') break outer;
    found = (params.logger.log(tag), tag);
  }
}
const sparse = [1, , 3];
sparse[10] = 'x';
const grid = new Array(3).fill().map(() => new Array(3).fill(0));
grid[1][1]++;
const [x, , y = 5] = sparse;
params.logger.log(found, sparse.length, grid.flat().join(''), x + y, (0, params.logger.log)('a') || void 0);

// ---- getters, setters, computed names, defineProperty
const state = {
  _n: 0,
  get n() { return this._n },
  set n(v) { this._n = v; this.changed = true },
  ['is' + params.payload.eventName]: true,
  toString() { return 'state ' + this.n },
};
state.n = 3;
Object.defineProperty(state, 'hidden', { value: 42, enumerable: false });
const frozen = Object.freeze({ a: 1, ...state });
params.logger.log(state.changed, state.isPurchase, `${state}`, state.hidden, frozen.extra, JSON.stringify(frozen, null, 2).length);
const proxy = new Proxy({}, { get: (t, p) => t[p] || p.toString().length });
params.logger.log(proxy.anything + 1);

// ---- destructuring with defaults, optional chaining
const {
  payload: { data: { contents = [], currency: cur = 'EUR', shipping: { price: shipping = 0, ...more } = {} } = {}, eventName: name },
  user: { email, address: [street, ...lines] = [] },
  hostData: { country = 'DE' } = {},
} = params;
const total = contents.map(({ item_price = 0, quantity = 1 }) => item_price * quantity).reduce((a, b) => a + b, shipping);
params.logger.log(name, cur, total, email?.toLowerCase?.(), street?.[0]?.trim(), lines.length, country, more.vat ?? 0);
const pick = ({ id, ...rest }, ...keys) => keys.reduce((o, k) => ({ ...o, [k]: rest[k] }), { id });
params.logger.log(pick({ id: 1, a: 2 }, 'a', 'b').b, params.user?.['e-mail'], params.customData?.x?.y?.());

// ---- JSDoc types
/**
 * @typedef {{ sku: string, price: number, note?: string }} Line
 * @typedef {Object} Totals
 * @property {number} net
 * @property {number} [gross]
 */
/** @type {Record<string, Line>} */
const lines = {};
/** @param {Line[]} list @returns {Totals} */
const totals = (list) => ({ net: list.reduce((s, l) => s + l.price, 0) });
/** @type {KVNamespace} */
const kv = params.infra.CACHE;
/** @param {Buffer | ArrayBuffer | null} bytes @param {Image=} image */
function size(bytes, image) { return bytes ? bytes.byteLength : image.width }
for (const c of params.payload.data.contents) lines[c.id] = { sku: c.id, price: Number(c.item_price) };
params.logger.log(totals(Object.values(lines)).gross?.toFixed(2), await kv.get('a'), size(new ArrayBuffer(8)));

// ---- JSDoc that does not tell the truth
/**
 * @param {number} id
 * @param {string} name
 * @return {Promise<Order>}
 */
async function load(id, name) {
  const row = await params.infra.DB.prepare('SELECT * FROM o WHERE id = ?').bind(id).first();
  return { ...row, name };
}
/** @type {string} */
let current = null;
const order = await load('17');
current = order.total + 1;
params.logger.log(order.anything, current.length);

// ---- an error class, thrown and told apart
class ApiError extends Error {
  constructor(message, status) { super(message); this.name = 'ApiError'; this.status = status; }
}
try {
  const res = await params.requestHandler(params.secrets.API_URL);
  if (!res.ok) throw new ApiError('bad', res.status);
  if (res.body.error) throw { code: 17, message: res.body.error };
  if (!res.body) throw 'nothing';
} catch (e) {
  if (e instanceof ApiError) params.logger.error(e.status);
  else if (e.code === 17) params.logger.error(e.message);
  else params.logger.error(e.stack || e);
  const err = new Error('wrapped'); err.code = 'E1'; err.cause = e; err.details = { at: Date.now() };
  throw err;
}

// ---- JSON of unknown shape
const parsed = JSON.parse(params.payload.data.raw || '{}');
const walk = (node, path = []) => {
  if (Array.isArray(node)) return node.flatMap((n, i) => walk(n, [...path, i]));
  if (node && typeof node === 'object') return Object.entries(node).flatMap(([k, v]) => walk(v, path.concat(k)));
  return [[path.join('.'), node]];
};
const flat = Object.fromEntries(walk(parsed));
params.logger.log(parsed.a.b.c[0].d, flat['a.b'].length, Object.values(flat)[0].x, parsed.list?.map((l) => l.id));
const copy = JSON.parse(JSON.stringify(parsed), (k, v) => (k === 'date' ? new Date(v) : v));
copy.date.setHours(0);

// ---- maps, sets, sorting, number formats
const seen = new Set(), counts = new Map();
for (const { id, quantity } of params.payload.data.contents) {
  if (seen.has(id)) continue;
  seen.add(id);
  counts.set(id, (counts.get(id) || 0) + quantity);
}
const top = [...counts].sort((a, b) => b[1] - a[1])[0];
const [id, n] = [...counts.entries()].sort(([, a], [, b]) => b - a).shift();
params.logger.log(top[0], id + n, counts.get('x').toFixed(), [3, 10, 1].sort().reverse().indexOf(10));
params.logger.log(new Intl.NumberFormat('de-DE', { style: 'currency', currency: 'EUR' }).format(params.payload.data.value), (12.5).toLocaleString('de'));
const weak = new WeakMap(); weak.set(params, 1); weak.get({}).x;

// ---- timers and old-style callbacks
function later(ms, callback) {
  var timer = setTimeout(function () { callback(null, ms); clearTimeout(timer); timer = null }, ms);
  timer.unref && timer.unref();
  return timer;
}
later(10, function (error, ms) {
  if (error) return params.logger.error(error.message);
  params.logger.log(ms + ' ms');
});
const handle = setInterval(() => {}, '1000');
clearInterval(handle);
await new Promise(later.bind(null, 20)).catch(() => {});
queueMicrotask(() => params.logger.log('soon'));

// ---- an HMAC, in hexadecimal
const encoder = new TextEncoder();
const key = await crypto.subtle.importKey('raw', encoder.encode(params.secrets.SIGNING_KEY), { name: 'HMAC', hash: 'SHA-256' }, false, ['sign']);
const signature = await crypto.subtle.sign('HMAC', key, encoder.encode(params.payload.eventId));
const hex = [...new Uint8Array(signature)].map((b) => b.toString(16).padStart(2, '0')).join('');
await params.requestHandler(params.secrets.WEBHOOK_URL, { method: 'POST', headers: { 'x-signature': hex } });

// ---- hashes of personal data
async function sha256(value) {
  if (!value) return undefined;
  var digest = await crypto.subtle.digest('SHA-256', new TextEncoder().encode(String(value).trim().toLowerCase()));
  return Array.prototype.map.call(new Uint8Array(digest), function (x) { return ('00' + x.toString(16)).slice(-2) }).join('');
}
const hashed = {};
for (const field of ['email', 'phone', 'firstName', 'lastName', 'zip']) {
  hashed[field] = await sha256(params.user[field]);
}
hashed.external_id = params.userId;
const base64 = btoa(String.fromCharCode(...new Uint8Array(await crypto.subtle.digest('MD5', new TextEncoder().encode('a')))));
params.logger.log(hashed.email, base64.replace(/=+$/, ''), crypto.randomUUID().split('-')[0]);

// ---- does the runtime have it?
const isBrowser = typeof window !== 'undefined' && typeof(document) !== "undefined";
const here = isBrowser ? window.location.href + document.title : params.payload.pageUrl;
const debug = typeof process !== 'undefined' && process.env && process.env.NODE_ENV !== 'production';
const toBase64 = (text) => ('Buffer' in globalThis ? Buffer.from(text).toString('base64') : btoa(text));
const fromBase64 = globalThis.Buffer ? (t) => Buffer.from(t, 'base64') : atob;
if (globalThis.localStorage) localStorage.setItem('x', here);
const root = typeof global === 'object' ? global : self;
if (typeof module === 'object' && module.exports) module.exports = { toBase64 };
params.logger.log(here, debug, toBase64('a'), fromBase64('YQ=='), root === globalThis, navigator.userAgent);

// ---- a fallback where something is missing
let encoded;
try { encoded = Buffer.from(params.userId).toString('base64') } catch (e) { encoded = btoa(params.userId) }
var process = { env: params.secrets, argv: [] };
if (process.env.DEBUG) params.logger.log(process.argv.length, encoded);
function require(name) { return { name, load: () => name.length } }
const lib = require('lib');
const location = new URL(params.payload.pageUrl);
params.logger.log(lib.load(), location.hostname, location.searchParams.get('gclid').length);

// ---- params gets members of our own
params.startedAt = Date.now();
params.hash = (s) => s.split('').reduce((a, c) => ((a << 5) - a + c.charCodeAt(0)) | 0, 0);
params.cache = params.cache || {};
params.cache[params.userId] = params.hash(params.userId);
Object.assign(params, { source: 'edge', retries: 2 });
params.logger.log(params.startedAt, params.hash('a').toString(36), params.source + params.retries, params['anything']);
delete params.cache;

// ---- the same code for several stages
const name = params.eventName || params.payload.eventName;
const data = params.data ?? params.payload.data;
const method = 'method' in params ? params.method : 'EVENT';
if (params.scheduledTime) params.logger.log('cron', params.scheduledTime.toISOString());
if (typeof params.currentUser !== 'undefined') params.logger.log(params.currentUser.email);
const session = params.session && params.session.sessionId;
const { request = null, consentData = {} } = params;
params.logger.log(name, data.value, method, session, request, consentData.categories?.advertising);

// ---- a copy of the payload is changed
const payload = structuredClone(params.payload);
payload.data.value = Math.round(payload.data.value * 100) / 100;
delete payload.data.internal;
payload.data.contents.forEach((c) => { c.quantity = c.quantity || 1; delete c.cost });
payload.data.contents.sort((a, b) => a.item_price - b.item_price).splice(10);
const shallow = { ...params.payload, data: { ...params.payload.data } };
shallow.eventName = shallow.eventName.toLowerCase();
shallow.data.count = (shallow.data.contents || []).length;
const sorted = [...params.payload.data.contents].sort().reverse();
const ids = params.payload.data.contents.map((c) => c.id); ids.push('x'); ids.shift();
await params.requestHandler(params.secrets.API_URL, { body: { payload, shallow, sorted, ids } });

// ---- the payload is replaced by a copy
params.payload = structuredClone(params.payload);
params.payload.data.net = params.payload.data.value / 1.19;
params.payload.data.contents.push({ id: 'shipping', quantity: 1 });
await params.requestHandler(params.secrets.API_URL, { method: 'POST', body: JSON.stringify(params.payload) });

// ---- params of a helper are something else
function build(url, params) {
  const query = Object.keys(params).map((k) => k + '=' + encodeURIComponent(params[k])).join('&');
  return params.format === 'json' ? url + '.json?' + query : url + '?' + query + '&page=' + params.page.number;
}
const request = (params) => fetch(build(params.url, params.query), { method: params.method, headers: params.headers });
const track = ({ params, event }) => request({ url: event.url, query: params, method: 'GET', headers: {} });
{
  const params = new URLSearchParams();
  params.append('a', 1);
  params.extra = params.toString();
}
await track({ params: { page: { number: 1 } }, event: { url: params.secrets.API_URL } });

// ---- early returns in a long chain
const n = params.payload.eventName
if (!n) return
else if (n === 'PageView' || n === 'ViewContent') {
  await params.infra.CACHE.put('view:' + params.userId, params.payload.pageUrl)
} else if (n === 'AddToCart') {
  const c = JSON.parse(await params.infra.CACHE.get('cart:' + params.userId))
  c.items = c.items.concat(params.payload.data.contents)
  await params.infra.CACHE.put('cart:' + params.userId, JSON.stringify(c))
} else if (n === 'Purchase') {
  if (params.payload.data.value <= 0) return false
  return await params.infra.CACHE.delete('cart:' + params.userId)
} else return { skipped: true }

// ---- handlers by event name
const handlers = {
  Purchase: async ({ data }, user) => ({ revenue: data.value, vip: user.orders > 3 }),
  AddToCart: ({ data }) => ({ items: data.contents.length }),
  PageView() { return this.default.apply(this, arguments) },
  default: () => ({}),
};
const handler = handlers[params.payload.eventName] || handlers.default;
const extra = await handler.call(handlers, params.payload, params.user, 'more');
const result = await handlers.Purchase(params.payload, params.user, 1);
params.logger.log(extra.revenue, extra.items + 1, result.revenue.toFixed(2), handlers.unknown?.());

// ---- module pattern
var tracker = (function () {
  var queue = [], self = {}, that = this;
  self.push = function (name, props) { queue.push({ name: name, props: props, n: queue.length }); return self };
  self.flush = async function () {
    while (queue.length) await params.requestHandler(params.secrets.API_URL, { method: 'POST', body: queue.shift() });
    self.flushedAt = new Date();
  };
  self.context = that;
  return self;
})();
await tracker.push(params.payload.eventName, params.payload.data).push('end').flush();
params.logger.log(tracker.flushedAt.getTime(), tracker.nothing);
