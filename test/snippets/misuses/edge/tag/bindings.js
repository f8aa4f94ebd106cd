// ---- a method that KV does not have
const value = await params.infra.CACHE.fetch('a');
                                       ^^^^^ 2339
await params.infra.SESSIONS.set('a', 'b');
                            ^^^ 2339

// ---- a method written a little wrong
const { CACHE: cache } = params.infra;
await cache.getWithMetaData('k');
            ^^^^^^^^^^^^^^^ 2551
await cache.deleteAll();
            ^^^^^^^^^ 2551

// ---- a database asked directly
const rows = await params.infra.DB.query('SELECT 1');
                                   ^^^^^ 2339
const one = await params.infra.DB.first('SELECT 1');
                                  ^^^^^ 2339

// ---- a statement that is missing its prepare
await params.infra.DB.run('DELETE FROM t');
                      ^^^ 2339

// ---- a method that a statement does not have
const row = await params.infra.DB.prepare('SELECT 1').get();
                                                      ^^^ 2339
const list = await params.infra.DB.prepare('SELECT ?').bind(1).fetchAll();
                                                               ^^^^^^^^ 2339

// ---- a file read as if it were KV
const text = await params.infra.FILES.getWithMetadata('a.txt');
                                      ^^^^^^^^^^^^^^^ 2339
await params.infra.FILES.upload('a.txt', 'a');
                         ^^^^^^ 2339

// ---- a queue is pushed to
await params.infra.QUEUE.push({ a: 1 });
                         ^^^^ 2339
const jobs = params.infra.QUEUE;
await jobs.sendMessage('x');
           ^^^^^^^^^^^ 2339

// ---- data points by another name
params.infra.EVENTS.write({ blobs: [] });
                    ^^^^^ 2339
params.infra.EVENTS.writeDatapoint({ blobs: [] });
                    ^^^^^^^^^^^^^^ 2551

// ---- a durable object without its stub
await params.infra.COUNTER.increment();
                           ^^^^^^^^^ 2339
await params.infra.COUNTER.fetch('https://counter');
                           ^^^^^ 2339

// ---- a limit is checked
const { success } = await params.infra.LIMIT.check({ key: params.userId });
                                             ^^^^^ 2339

// ---- a model is called
const answer = await params.infra.AI.complete('hello');
                                     ^^^^^^^^ 2339
const other = await params.infra.AI.generate({ prompt: 'a' });
                                    ^^^^^^^^ 2339

// ---- vectors are searched
const found = await params.infra.VECTORS.search([1, 2]);
                                         ^^^^^^ 2339

// ---- a workflow is started
await params.infra.IMPORT.start({ id: 'a' });
                          ^^^^^ 2339

// ---- a method below an alias of an alias
const env = params.infra;
const db = env.DB;
const { results } = await db.prepareStatement('SELECT 1').all();
                             ^^^^^^^^^^^^^^^^ 2339

// ---- a binding within a helper
async function load(key) {
  const kv = params.infra.CACHE;
  return (await kv.getJSON(key)).items;
                   ^^^^^^^ 2339
}
return load('a');

// ---- an option with another name
await params.infra.CACHE.put('k', 'v', { ttl: 3600 });
                                         ^^^ 2353

// ---- an option written a little wrong
await params.infra.CACHE.put('k', 'v', { expirationTTL: 3600 });
                                         ^^^^^^^^^^^^^ 2561

// ---- options of another binding
await params.infra.FILES.put('k', 'v', { expirationTtl: 3600 });
                                         ^^^^^^^^^^^^^ 2769

// ---- metadata in the wrong place
await params.infra.FILES.put('a.json', '{}', { contentType: 'application/json' });
                                               ^^^^^^^^^^^ 2769

// ---- list options of a database
const page = await params.infra.CACHE.list({ offset: 10, limit: 10 });
                                             ^^^^^^ 2353

// ---- a delay with another name
await params.infra.QUEUE.send({ a: 1 }, { delay: 60 });
                                          ^^^^^ 2353

// ---- a limit without a key
await params.infra.LIMIT.limit({ id: params.userId });
                                 ^^ 2353

// ---- fields of a data point
params.infra.EVENTS.writeDataPoint({ blobs: ['a'], index: ['b'] });
                                                   ^^^^^ 2561

// ---- a statement within the options
await params.infra.IMPORT.create({ id: 'a', payload: { n: 1 } });
                                            ^^^^^^^ 2353

// ---- a type that KV does not know
const config = await params.infra.CACHE.get('config', 'object');
                                                      ^^^^^^^^ 2769

// ---- an object is stored as it is
await params.infra.CACHE.put('user', { id: params.userId });
                                       ^^ 2353

// ---- a list is stored as it is
const names = ['a', 'b'];
await params.infra.CACHE.put('names', names);
                                      ^^^^^ 2345

// ---- a response is stored instead of its body
const feed = await fetch('https://feeds.example/a.xml');
await params.infra.FILES.put('a.xml', feed);
                                      ^^^^ 2769

// ---- an object is stored in a file
const report = { day: 1, total: 2 };
await params.infra.FILES.put('report.json', report);
                                            ^^^^^^ 2769

// ---- a time to live without its name
await params.infra.CACHE.put('k', 'v', 3600);
                                       ^^^^ 2559

// ---- a key instead of an object with a key
await params.infra.LIMIT.limit(params.userId);
                               ^^^^^^^^^^^^^ 2345

// ---- SQL in a batch, not prepared
await params.infra.DB.batch(['SELECT 1', 'SELECT 2']);
                             ^^^^^^^^^^ 2322
                                         ^^^^^^^^^^ 2322

// ---- values beside the SQL
await params.infra.DB.prepare('SELECT * FROM t WHERE id = ?', params.userId).first();
                                                              ^^^^^^^^^^^^^ 2554

// ---- a key is missing
await params.infra.CACHE.get();
                         ^^^ 2554
await params.infra.CACHE.put('only a key');
                         ^^^ 2554

// ---- an SQL text is missing
await params.infra.DB.prepare().all();
                      ^^^^^^^ 2554

// ---- a message too many
await params.infra.QUEUE.send('a', 'b', 'c');
                                        ^^^ 2554

// ---- messages without their envelope
await params.infra.QUEUE.sendBatch(['a', 'b']);
                                   ^^^^^^^^^^ 2345

// ---- a data point that is a text
params.infra.EVENTS.writeDataPoint('purchase');
                                   ^^^^^^^^^^ 2559

// ---- indexes without their list
params.infra.EVENTS.writeDataPoint({ blobs: ['a'], indexes: { a: 1 } });
                                                              ^ 2353

// ---- a name where an id belongs
const stub = params.infra.COUNTER.get('global');
                                      ^^^^^^^^ 2345

// ---- a prefix without its options
const keys = await params.infra.CACHE.list('cart:');
                                           ^^^^^^^ 2559

// ---- a row is a promise, not a key
const row = params.infra.DB.prepare('SELECT k FROM t').first();
await params.infra.CACHE.get(row);
                             ^^^ 2769

// ---- the third argument of get
const v = await params.infra.CACHE.get('k', 'json', { cacheTtl: 60 });
                                                    ^^^^^^^^^^^^^^^^ 2554

// ---- an unsafe text for a vector
await params.infra.VECTORS.query('red shoes', { topK: 3 });
                                 ^^^^^^^^^^^ 2345
