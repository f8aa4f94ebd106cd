// ---- keys of all kinds
const day = new Date(), page = new URL(params.payload.pageUrl);
await params.infra.CACHE.put(day.toDateString(), page.href);
const hit = (await params.infra.CACHE.get(page)) || (await params.infra.CACHE.get(day)) || (await params.infra.CACHE.get(page.searchParams));
await params.infra.CACHE.delete(params.payload.data.contents.length);
await params.infra.CACHE.put(params.payload.eventId, hit === null);
await params.infra.CACHE.put([params.userId, 'x'].join(':'), 1 + 1);

// ---- options put together
const base = { type: 'json', cacheTtl: '60' };
const a = await params.infra.CACHE.get('a', { ...base, cacheTtl: 120 });
const b = await params.infra.CACHE.get('b', Object.assign({}, base));
const c = await params.infra.CACHE.get('c', params.payload.data.raw ? undefined : 'json');
const d = await params.infra.CACHE.get('d', null);
await params.infra.CACHE.list({ prefix: undefined, cursor: null, limit: params.payload.data.limit });
await params.infra.CACHE.put('e', 'v', { expirationTtl: '3600', metadata: [a, b, c, d] });
const ttl = params.secrets.DEBUG === 'true' ? 60 : 3600, meta = { expirationTtl: ttl, note: 'ignored' };
await params.infra.CACHE.put('f', 'v', meta);

// ---- arguments in a list
const entry = ['k', 'v', { expirationTtl: 60 }];
await params.infra.CACHE.put(...entry);
await params.infra.CACHE.put.apply(params.infra.CACHE, entry);
const put = (...args) => params.infra.CACHE.put(...args);
await put('a', 'b');
const [key, value] = Object.entries({ a: 1 })[0];
await params.infra.CACHE.put(key, value);
const statement = params.infra.DB.prepare('INSERT INTO t VALUES (?, ?, ?)');
await statement.bind(...entry.slice(0, 2), null).run();
await statement.bind.apply(statement, [1, 2, 3]).run();

// ---- statements, some of which are left out
const db = params.infra.DB;
const clear = params.payload.data.clear && db.prepare('DELETE FROM t');
const add = params.user.email ? db.prepare('INSERT INTO t VALUES (?)').bind(params.user.email) : null;
await db.batch([clear, add].filter(Boolean));
await db.batch([db.prepare('SELECT 1'), ...(add ? [add] : [])]);
await db.batch(new Array(3).fill(db.prepare('SELECT 1')));
const byName = { one: db.prepare('SELECT 1'), two: db.prepare('SELECT 2') };
const [one, two] = await db.batch(Object.values(byName));
await db.batch(Array.from(new Set([byName.one])));
params.logger.log(one.results[0].a, two.results.length);

// ---- what a file can be made of
const text = params.payload.data.text;
const body = text ? text : new TextEncoder().encode('none');
await params.infra.FILES.put('a', body);
await params.infra.FILES.put('b', params.payload.data.json ? JSON.stringify(params.payload) : new Uint8Array(3).buffer);
await params.infra.FILES.put('c', new Blob(['a', 'b'], { type: 'text/plain' }));
await params.infra.FILES.put('d', new DataView(new ArrayBuffer(8)), { httpMetadata: new Headers({ 'content-type': 'x' }) });
const object = await params.infra.FILES.get('d');
await params.infra.FILES.put('e', object.body, { httpMetadata: object.httpMetadata, customMetadata: { ...object.customMetadata, copied: true } });
await params.infra.FILES.put('f', null);
const hash = { md5: new Uint8Array(16) };
hash.customMetadata = { from: object.key };
await params.infra.FILES.put('g', (await fetch('https://a.example')).body, hash);

// ---- a data point is collected
const point = { blobs: [], doubles: [] };
point.blobs.push(params.payload.eventName, params.payload.data.contents.length, null);
for (const key of ['value', 'tax']) point.doubles.push(params.payload.data[key]);
point.indexes = [params.userId || 'none'];
params.infra.EVENTS.writeDataPoint(point);
params.infra.EVENTS.writeDataPoint({ blobs: Object.values(params.hostData), doubles: ['1', '2'].map(Number), indexes: [params.userId].filter(Boolean) });
params.infra.EVENTS.writeDataPoint({ blobs: Array.from({ length: 3 }, (_, i) => i), indexes: [Date.now()] });
params.infra.EVENTS.writeDataPoint();

// ---- messages from a generator
function* messages() { for (const item of params.payload.data.contents) yield { body: item } }
await params.infra.QUEUE.sendBatch(messages());
await params.infra.QUEUE.sendBatch(new Set([{ body: 1 }, { body: 'b', delaySeconds: 3 }]));
await params.infra.QUEUE.sendBatch(new Map([['a', { body: 1 }]]).values());
const later = { delaySeconds: '60' };
await params.infra.QUEUE.send([1, 'a', null], later);
await params.infra.QUEUE.send(new Date(), { delaySeconds: params.payload.data.delay ?? 0 });

// ---- ids and vectors
const counter = params.infra.COUNTER;
const hex = counter.idFromName(params.payload.data.contents.length).toString();
await counter.get(counter.idFromString(hex)).add(new Date(), { a: [1] });
const numbers = new Float32Array([0.1, 0.2]);
const ids = (await params.infra.VECTORS.query(numbers, { topK: '3' })).matches.map((m) => m.id);
await params.infra.VECTORS.deleteByIds(ids);
await params.infra.VECTORS.insert([{ id: 17, values: Array.from(numbers), metadata: { a: null, tags: ['x'] } }]);
const { results } = await params.infra.DB.prepare('SELECT id FROM v').all();
await params.infra.VECTORS.getByIds(results.map((r) => r.id));
await params.infra.IMPORT.create({ id: Date.now(), params: [1, 2] });

// ---- rows go straight on
const { results } = await params.infra.DB.prepare('SELECT * FROM jobs').all();
for (const job of results) {
  await params.infra.LIMIT.limit({ key: job.key });
  await params.infra.CACHE.put(job.key, job.value, { expirationTtl: job.ttl, metadata: job });
  await params.infra.FILES.put(job.file, job.body, { customMetadata: job.meta, httpMetadata: { contentType: job.type } });
  params.infra.EVENTS.writeDataPoint({ blobs: [job.name], doubles: [job.count], indexes: [job.id] });
}
await params.infra.CACHE.get(results.map((job) => job.key));
const options = { key: results[0].key };
await params.infra.LIMIT.limit(options);

// ---- JSDoc that says little
/**
 * @param {string} key
 * @param {object} options
 * @param {Function} [done]
 */
async function store(key, options, done) {
  await params.infra.CACHE.put(key, JSON.stringify(options), options);
  if (done) done(options.name);
}
/** @returns {object} */
const settings = () => ({ expirationTtl: 60 });
await store('a', { expirationTtl: 60 }, (name) => params.logger.log(name));
await params.infra.CACHE.put('b', 'b', settings());
/** @type {Array} */
const list = [];
await params.infra.QUEUE.sendBatch(list.map((x) => x.message));
