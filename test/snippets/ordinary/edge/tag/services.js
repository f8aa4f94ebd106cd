// ---- a queue, by message and by batch
await params.infra.QUEUE.send({ type: params.payload.eventName, at: Date.now(), user: params.user });
await params.infra.QUEUE.send('text', { contentType: 'text', delaySeconds: 60 });
const messages = params.payload.data.contents.map((item, index) => ({ body: item, delaySeconds: index * 5 }));
if (messages.length > 0) await params.infra.QUEUE.sendBatch(messages.slice(0, 100));
await params.infra.QUEUE.sendBatch([{ body: null }, { body: { a: undefined } }]);

// ---- a queue with options from elsewhere
const options = { contentType: 'json' };
if (params.payload.data.later) options.delaySeconds = 300;
await params.infra.QUEUE.send({ id: params.payload.eventId }, options);
const batch = [];
for (const item of params.payload.data.contents) batch.push({ body: item, contentType: 'json' });
await params.infra.QUEUE.sendBatch(batch);

// ---- a data point
params.infra.EVENTS.writeDataPoint({
  blobs: [params.payload.eventName, params.payload.data.currency, params.hostData.country, null],
  doubles: [params.payload.data.value || 0, params.payload.data.contents?.length ?? 0],
  indexes: [params.userId],
});

// ---- a data point of mixed values
const items = params.payload.data.contents || [];
const value = parseFloat(params.payload.data.value);
params.infra.EVENTS.writeDataPoint({
  blobs: [params.payload.eventName, items.length, value, params.user.email ? 'known' : undefined],
  doubles: [value, items.length.toString(), Date.now()],
  indexes: [params.payload.eventName],
});
const blobs = ['a', 1, null, params.platform];
params.infra.EVENTS.writeDataPoint({ blobs, doubles: [] });

// ---- a durable object with methods and with fetch
const id = params.infra.COUNTER.idFromName(params.userId);
const stub = params.infra.COUNTER.get(id);
const count = await stub.increment(1);
const { total, limit = 10 } = await stub.state();
const res = await stub.fetch('https://counter/add', { method: 'POST', body: JSON.stringify({ total, limit }) });
const json = await res.json();
params.logger.log(count > limit, json.total.toFixed(1), id.toString(), stub.name);
const near = params.infra.COUNTER.get(params.infra.COUNTER.newUniqueId(), { locationHint: 'weur' });
await near.reset();

// ---- a durable object by name
const counter = params.infra.COUNTER.getByName('global');
await counter.add({ event: params.payload.eventName, value: params.payload.data.value });
const top = await counter.top(3);
top.forEach((t) => params.logger.log(t.name, t.n));
const where = { locationHint: params.hostData.country === 'US' ? 'enam' : 'weur' };
const regional = params.infra.COUNTER.get(params.infra.COUNTER.idFromName('x'), where);
await regional.ping();

// ---- another worker, over RPC and over HTTP
const customer = await params.infra.BILLING.customerOf(params.userId);
const invoice = await params.infra.BILLING.invoices.create({ customer: customer.id, lines: params.payload.data.contents });
params.logger.log(invoice.number, (await params.infra.BILLING.total(invoice.number)).amount);
const answer = await params.infra.OTHER.fetch('https://other/score', { method: 'POST', body: JSON.stringify(params.payload) });
if (answer.status === 200) params.logger.log((await answer.json()).score > 0.5);
using session = await params.infra.OTHER.open();
await session.close();

// ---- text generation
const answer = await params.infra.AI.run('@cf/meta/llama-3.1-8b-instruct', {
  messages: [
    { role: 'system', content: 'You sort products.' },
    { role: 'user', content: params.payload.data.contents.map((c) => c.title).join('\n') },
  ],
  temperature: 0.2,
  max_tokens: 200,
});
const category = answer.response.trim().split('\n')[0];
await params.infra.CACHE.put('category:' + params.payload.eventId, category);

// ---- models that are newer than the types
const model = params.payload.data.model || '@cf/shop/new-model-2';
const a = await params.infra.AI.run('@hf/someone/brand-new', { prompt: 'x', wild_option: true });
const b = await params.infra.AI.run(model, { text: ['a', 'b'] }, { gateway: { id: 'shop', skipCache: true } });
const c = await params.infra.AI.run('@cf/baai/bge-base-en-v1.5', { text: params.payload.data.title });
params.logger.log(a.response, b.data[0], c.data[0].length, a.usage.total_tokens);
const input = { image: [1, 2, 3], prompt: 'what is it', max_tokens: 10 };
params.logger.log((await params.infra.AI.run('@cf/llava-hf/llava-1.5-7b-hf', input)).description);

// ---- vectors
const embedding = await params.infra.AI.run('@cf/baai/bge-base-en-v1.5', { text: [params.payload.pageTitle] });
const found = await params.infra.VECTORS.query(embedding.data[0], { topK: 5, returnMetadata: 'all' });
const ids = found.matches.filter((m) => m.score > 0.8).map((m) => m.metadata.sku);
await params.infra.VECTORS.upsert([{ id: params.payload.eventId, values: embedding.data[0], metadata: { url: params.payload.pageUrl } }]);
const options = { topK: 3, returnValues: true, returnMetadata: 'indexed', filter: { shop: params.domain } };
const more = await params.infra.VECTORS.query([0.1, 0.2], options);
params.logger.log(ids, more.count, found.matches[0].metadata?.title);

// ---- a limit for each visitor
const { success } = await params.infra.LIMIT.limit({ key: params.userId || params.hostData.ip });
if (!success) { params.logger.log('too many events'); return; }
const legacy = await params.infra.LEGACY.limit({ key: params.userId });
if (!legacy.success) return;
const outcome = await params.infra.LIMIT.limit({ key: params.payload.data.accountNumber || 42 });
return outcome.success ? undefined : null;

// ---- a workflow is started and looked at
const instance = await params.infra.IMPORT.create({ id: params.payload.eventId, params: { user: params.user, n: 1 } });
params.logger.log(instance.id, (await instance.status()).status);
const old = await params.infra.IMPORT.get('import-1');
const status = await old.status();
if (status.status == 'errored') await old.restart();
await params.infra.IMPORT.createBatch(params.payload.data.contents.map((c) => ({ id: c.id, params: c })));
const started = await params.infra.IMPORT.create();
params.logger.log(started.id, status.output.rows, status.error?.message);

// ---- mail, images, a certificate, a secret of the store
await params.infra.MAIL.send({ from: 'shop@example.com', to: params.user.email, subject: 'Danke!', text: 'Ihre Bestellung …' });
const key = await params.infra.VAULT.get();
const secured = await params.infra.CERT.fetch('https://bank.example/rates', { headers: { 'x-key': key } });
const logo = await fetch('https://cdn.example/logo.png');
const small = (await params.infra.IMAGES.input(logo.body).transform({ width: 64 }).output({ format: 'image/webp' })).response();
await params.infra.STREAM.send([{ event: params.payload.eventName, status: secured.status }]);
params.logger.log(params.infra.VERSION.id, small.headers.get('content-type'), params.infra.PG.connectionString.length);

// ---- everything at once
const [cached, row, file, { success }] = await Promise.all([
  params.infra.CACHE.get('a', 'json'),
  params.infra.DB.prepare('SELECT * FROM a').first(),
  params.infra.FILES.get('a.json'),
  params.infra.LIMIT.limit({ key: 'a' }),
  params.infra.QUEUE.send({ a: 1 }),
]);
const { rules } = await file.json();
if (success && cached.enabled && row.enabled) rules.forEach((r) => params.logger.log(r.name));

// ---- bindings behind an object of our own
const stores = {
  cache: params.infra.CACHE,
  files: params.infra.FILES,
  get all() { return [this.cache, this.files] },
};
stores.memory = new Map();
stores.cache = { get: async (k) => stores.memory.get(k), set: async (k, v) => stores.memory.set(k, v) };
await stores.cache.set('a', 1);
params.logger.log(await stores.cache.get('a'), stores.all.length);

// ---- a binding is wrapped, under its own name
var db = params.infra.DB
db = wrap(db)
function wrap(inner) {
  return { query: async function (q) { return (await inner.prepare(q).all()).results } }
}
const rows = await db.query('select 1')
params.logger.log(rows.length)
let queue = params.infra.QUEUE;
if (params.secrets.DEBUG === 'true') queue = { push: async () => {}, send: async () => {} };
if (queue.push) await queue.push('x');
