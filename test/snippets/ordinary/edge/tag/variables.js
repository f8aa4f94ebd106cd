// ---- a promise, then what it resolved to, in one variable
let n = params.infra.CACHE.get('n');
n = await n;
if (n) params.logger.log(n + 1, n === '3', n * 2);
var rows = params.infra.DB.prepare('SELECT * FROM t').all();
rows = (await rows).results;
for (const row of rows) params.logger.log(row.id);
const [head] = rows, copy = [...rows];
params.logger.log(head.id, copy.length, rows.length > 3 ? rows[0] : null);

// ---- two promises are told apart
const a = params.infra.CACHE.get('a'), b = params.infra.FILES.get('b');
const winner = await Promise.race([a.then(() => a), b.then(() => b)]);
if (a == b || winner === 'a') params.logger.log('same');
const maybe = (hit) => (hit ? params.infra.CACHE.get('x') : 'x');
const p = maybe(params.payload.data.hit);
if (p && typeof p.then === 'function') params.logger.log(await p);
const job = params.payload.data.job ? params.infra.QUEUE.send({ a: 1 }) : null;
if (job) await job;

// ---- a promise is made once
const state = {};
state.config ||= params.infra.CACHE.get('config', 'json');
const config = await state.config;
let pending;
function load() {
  if (pending) return pending;
  pending = params.infra.CACHE.get('load', 'json');
  return pending;
}
const loaded = await load();
if (loaded.ready && (await load()).ready) params.logger.log(config.color, loaded.n + 1);

// ---- params are extended by a copy
params = { ...params, source: 'edge', now: new Date() };
params.logger.log(params.source.length, params.now.getTime(), params.payload.eventName);
const { source, now } = params;
params.logger.log(source, now - 1);

// ---- a property is defined on params
Object.defineProperty(params, 'total', { get: () => params.payload.data.contents.length });
const p = params;
p.label = 'order ' + p.total;
params.logger.log(p.label, params.total, (params || {}).label, /** @type {any} */ (params).whatever);

// ---- a default is a store, a caller may hand on another
function read(key, store = params.infra.CACHE) {
  return store.read ? store.read(key) : store.get(key);
}
const memory = { data: { a: '1' }, read(key) { return this.data[key] }, peek: (key) => memory.data[key] };
const peek = ({ from = params.infra.SESSIONS } = {}) => from.peek('a');
params.logger.log(await read('a'), await read('a', memory), peek({ from: memory }));

// ---- bindings in a class
class Api {
  constructor({ infra, secrets }) { Object.assign(this, { infra, secrets }); this.kv = infra.CACHE; this.hits = 0 }
  async load(key) { this.hits++; return JSON.parse(await this.kv.get(key)) || (await this.infra.DB.prepare('SELECT 1').first()) }
  store(key, value) { return this.kv.put(key, JSON.stringify(value)).then(() => value) }
}
const api = new Api(params);
api.debug = true;
const value = await api.load('a');
params.logger.log(value.b, (await api.store('c', { d: 1 })).d, api.debug, api.secrets.API_KEY);

// ---- all bindings, whatever they are
const { CACHE, ...others } = params.infra;
const env = { ...params.infra, extra: 1 };
params.logger.log(Object.keys(params.infra).length, 'DB' in params.infra, env.extra, await env.CACHE.get('a'));
for (const [name, binding] of Object.entries(others)) if (binding.prepare) params.logger.log(name, await binding.prepare('SELECT 1').first());
for (const name in params.infra) params.logger.log(name, typeof params.infra[name].get);
await CACHE.get('a');

// ---- does a binding exist in this environment?
if (params.infra.hasOwnProperty('CACHE')) await params.infra.CACHE.delete('a');
const has = (name) => Object.prototype.hasOwnProperty.call(params.infra, name);
if (has('QUEUE')) await params.infra.QUEUE.send('a');
if (params.infra.AI) params.logger.log(params.infra.toString());
await params.infra.SESSIONS?.get?.('a');

// ---- classes and objects with names of the platform
class RateLimit {
  constructor(max) { this.max = max; this.count = 0 }
  async limit() { return { success: ++this.count <= this.max } }
}
class Queue { async send(message) { await params.requestHandler(params.secrets.WEBHOOK_URL, { body: message }) } }
const queue = new Queue();
queue.send('not waited for');
queue.priority = 1;
const { success } = await new RateLimit(3).limit({ key: 'a' }, 'b');
const limiter = new RateLimit(1);
if (limiter.unset || queue.missing) params.logger.log(success, queue.priority, limiter.limit('x'));

// ---- parts of the payload are copied before they change
const { data: { contents: items = [], ...data } } = params.payload;
const sorted = items.slice().sort((x, y) => x.price - y.price).reverse();
let { value } = params.payload.data;
value = value || 0; value += 3;
data.value = value;
const fields = { ...params.payload.data, extra: [] };
fields.extra.push(value); fields.value++; delete fields.contents;
let part = params.payload.data; part = structuredClone(part); part.value = 1;
params.logger.log(sorted.at(-1), params.payload.data.contents.toSorted().length, params.payload.pageTitle.split('').reverse().join(''));
params.user.email = params.user.email.toLowerCase(); params.customData.seen = true;

// ---- strings that hold our words
const note = "params.infra.STORE is gone, see params.secrets.OLD_KEY"; // params.infra.GONE
const code = `params.infra.${'STORE'}`, pattern = /params\.infra\.STORE/;
const request = { params: { infra: { STORE: 1 }, secrets: { X: 2 } } };
params.logger.log(note, code, pattern.test(code), request.params.infra.STORE, request.params.secrets.X);
const window = { location: 'here' }, document = null;
params.logger.log(window.location, document?.title, { process: 1, module: 2, global: 3 }.process);

// ---- parameters by other names
const handle = async (p, { infra, logger }) => { logger.log((await infra.CACHE.get(p.id)).length) };
await handle({ id: 'a' }, params);
const each = (list, f) => list.map((x, i) => f(x, i, list));
await Promise.all(each(['a', 'b'], (key) => params.infra.CACHE.delete(key)));
const keys = ['c', 'd'];
await Promise.all(keys.map(params.infra.CACHE.delete, params.infra.CACHE));
(function (infra) { infra.EVENTS.writeDataPoint({ indexes: [this && this.id] }) }).call({ id: 'x' }, params.infra);

// ---- a helper object with a params of its own
const api = {
  async query(params) { return (await fetch(params.url, { method: 'POST', body: JSON.stringify({ query: params.query, variables: params.variables }) })).json() },
  find: function (params) { return api.query({ ...params, url: params.endpoint, manifest: params.manifest.variables }) },
};
const { data } = await api.query({ url: 'https://a.example', query: '{ a }', variables: {} });
params.logger.log(data.a);
