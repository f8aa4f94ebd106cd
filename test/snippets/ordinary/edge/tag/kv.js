// ---- seen before?
const key = `seen:${params.payload.eventId}`;
if (await params.infra.CACHE.get(key)) return;
await params.infra.CACHE.put(key, '1', { expirationTtl: 3600 });

// ---- JSON in and out, nothing checked
const raw = await params.infra.CACHE.get('profile:' + params.userId)
const profile = raw ? JSON.parse(raw) : { visits: 0 }
profile.visits++
profile.lastSeen = new Date().toISOString()
profile.tags = [...new Set([...(profile.tags || []), params.payload.eventName])]
await params.infra.CACHE.put('profile:' + params.userId, JSON.stringify(profile))

// ---- null checks left out
const config = await params.infra.CACHE.get('config', 'json');
if (config.events.indexOf(params.payload.eventName) === -1) return;
for (const rule of config.rules) {
  if (rule.min > params.payload.data.value) continue;
  await params.requestHandler(rule.url, { method: rule.method || 'POST' });
}
const text = await params.infra.CACHE.get('greeting');
params.logger.log(text.trim().toUpperCase());

// ---- typed get, with options from a variable
const options = { type: 'json', cacheTtl: 300 };
const settings = await params.infra.CACHE.get('settings', options);
const kind = params.payload.data.binary ? 'arrayBuffer' : 'text';
const other = await params.infra.CACHE.get('other', kind);
const asJson = await params.infra.CACHE.get('third', { type: kind });
params.logger.log(settings.color, other.byteLength || other.length, asJson);

// ---- metadata beside the value
const { value, metadata } = await params.infra.SESSIONS.getWithMetadata(params.userId, { type: 'json' });
const hits = (metadata && metadata.hits) || 0;
await params.infra.SESSIONS.put(params.userId, JSON.stringify({ ...value, seen: true }), {
  metadata: { hits: hits + 1, at: Date.now(), tags: [null, 'x'], deep: { ok: true } },
  expiration: Math.round(Date.now() / 1000) + 60 * 60 * 24,
});

// ---- all keys of a prefix, page by page
let cursor;
const names = [];
do {
  const page = await params.infra.CACHE.list({ prefix: 'cart:', cursor });
  names.push(...page.keys.map((k) => k.name));
  cursor = page.list_complete ? undefined : page.cursor;
} while (cursor);
await Promise.all(names.map((n) => params.infra.CACHE.delete(n)));

// ---- keys listed the sloppy way
var list = await params.infra.CACHE.list({ prefix: params.userId, limit: '10' * 1 }), i = 0, k
for (; i < list.keys.length; i++) {
  k = list.keys[i]
  if (k.expiration && k.expiration < Date.now() / 1000 + 60) continue
  if (k.metadata.stale) await params.infra.CACHE.delete(k.name)
}
if (list.cursor) params.logger.log('more', list.cursor)

// ---- a small cache helper
const cached = async (key, ttl, make) => {
  const hit = await params.infra.CACHE.get(key, { type: 'json' });
  if (hit !== null) return hit;
  const fresh = await make();
  await params.infra.CACHE.put(key, JSON.stringify(fresh), { expirationTtl: ttl });
  return fresh;
};
const rates = await cached('rates', 600, async () => (await fetch('https://rates.example')).json());
params.logger.log(rates[params.payload.data.currency] * params.payload.data.value);

// ---- the namespace is chosen first
const store = params.payload.eventName === 'PageView' ? params.infra.SESSIONS : params.infra['CACHE'];
const name = params.payload.data.store ?? 'CACHE';
const dynamic = params.infra[name];
await dynamic.put('a', 'b');
const { CACHE: cache = store } = params.infra;
await cache.put('c', 'd');
await (store || cache)?.delete('e');

// ---- an object becomes its own JSON
let entry = { id: params.payload.eventId, at: Date.now() };
params.logger.log(entry.id);
entry = JSON.stringify(entry);
await params.infra.CACHE.put('last', entry);
var n = 0;
n = 'page:' + n;
await params.infra.CACHE.put(n, entry, { expirationTtl: 60 * 60 });

// ---- options that fill up on the way
const opts = {}
if (params.user.email) opts.metadata = { email: params.user.email }
if (!params.user.isKnown) opts.expirationTtl = 86400
await params.infra.CACHE.put(params.userId, 'x', opts)
const ttl = params.payload.data.days ? params.payload.data.days * 86400 : null
await params.infra.CACHE.put('k', 'v', { expirationTtl: ttl || undefined })
await params.infra.CACHE.put('k2', 'v', ttl ? { expirationTtl: ttl } : undefined)

// ---- a counter: numbers where text is meant
const count = parseInt((await params.infra.CACHE.get('count')) || '0', 10) + 1;
await params.infra.CACHE.put('count', count);
await params.infra.CACHE.put(`day:${new Date().getUTCDay()}`, String(count));
const orderNumber = Number(params.payload.data.orderId);
if (await params.infra.CACHE.get(orderNumber)) params.logger.log('again');

// ---- binary values
const bytes = new TextEncoder().encode(JSON.stringify(params.payload));
await params.infra.CACHE.put('bytes', bytes);
await params.infra.CACHE.put('buffer', bytes.buffer);
const response = await fetch('https://cdn.example/pixel.gif');
await params.infra.CACHE.put('pixel', response.body);
await params.infra.CACHE.put('copy', await (await fetch('https://cdn.example/x')).arrayBuffer(), { expirationTtl: 120 });
const stream = await params.infra.CACHE.get('pixel', 'stream');
const size = (await params.infra.CACHE.get('pixel', { type: 'arrayBuffer' })).byteLength;
params.logger.log(size, stream.locked);

// ---- several keys at once
const found = await params.infra.CACHE.get(['a', 'b', 'c']);
const a = found.get('a');
for (const [key, value] of found) params.logger.log(key, value.length);
const many = await Promise.all(['x', 'y'].map((k) => params.infra.CACHE.get(k).then(JSON.parse)));
const [x, y] = many;
const merged = Object.assign({}, x, y, { a });
params.logger.log(Object.keys(merged).length, merged.total);

// ---- work that nobody waits for, on purpose
const write = params.infra.CACHE.put('last:' + params.userId, params.payload.eventName);
write.catch((e) => params.logger.error('cache', e.message));
void params.infra.CACHE.delete('old:' + params.userId);
const background = [];
background.push(params.infra.CACHE.put('b', '1'), params.infra.SESSIONS.delete(params.userId));
await Promise.all(background);

// ---- a binding handed on, and given a method of our own
const kv = params.infra.CACHE;
kv.getJson = async (key, fallback) => JSON.parse((await kv.get(key)) || 'null') || fallback;
const cart = await kv.getJson('cart', { items: [] });
cart.items.push(params.payload.data.contents[0]);
params.infra.SESSIONS.touch = function (id) { return this.put(id, Date.now() + '') };
await params.infra.SESSIONS.touch(params.userId);

// ---- a feature is tested before it is used
const kv = params.infra.CACHE;
if (kv.getMany) {
  params.logger.log(await kv.getMany(['a']));
} else {
  params.logger.log(await kv.get('a'));
}
const read = typeof kv.getWithCache === 'function' ? kv.getWithCache : kv.get;
params.logger.log(await read.call(kv, 'b'));
