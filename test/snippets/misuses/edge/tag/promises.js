// ---- results of what was not awaited
const total = params.infra.DB.prepare('SELECT * FROM t').all().results.length;
                                                               ^^^^^^^ 2339

// ---- destructured from a promise
const { results } = params.infra.DB.prepare('SELECT * FROM t').all();
        ^^^^^^^ 2339
const { value, metadata } = params.infra.CACHE.getWithMetadata('k');
        ^^^^^ 2339
               ^^^^^^^^ 2339

// ---- a variable that holds a promise
const cached = params.infra.CACHE.get('k');
params.logger.log(cached.length);
                         ^^^^^^ 2339
const user = params.userGet(params.userId);
if (user.email) return;
         ^^^^^ 2339

// ---- an answer that was not awaited
const res = params.requestHandler('https://api.example');
if (res.status !== 200) params.logger.error(res.body);
        ^^^^^^ 2339
                                                ^^^^ 2339

// ---- fetch is asynchronous too
const data = fetch('https://api.example').json();
                                          ^^^^ 2339

// ---- text of a file
const file = await params.infra.FILES.get('a.json');
const lines = file.text().split('\n');
                          ^^^^^ 2339

// ---- seen before, it seems always
if (params.infra.CACHE.get('seen')) return;
    ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ 2801

// ---- a promise chooses
const name = params.infra.CACHE.get('name') ? 'known' : 'new';
             ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ 2801

// ---- a variable with a promise as a condition
const limited = params.infra.LIMIT.limit({ key: params.userId });
if (limited) {
    ^^^^^^^ 2801
  return;
}

// ---- a promise and more
if (params.infra.FILES.head('a') && params.userId) return;
    ^^^^^^^^^^^^^^^^^^^^^^^^^^^^ 2801

// ---- a promise is parsed
const settings = JSON.parse(params.infra.CACHE.get('settings'));
                            ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ 2345

// ---- a promise is counted
const count = parseInt(params.infra.CACHE.get('count'), 10);
                       ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ 2345

// ---- one more than a promise
const next = params.infra.CACHE.get('count') + 1;
             ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ 2365

// ---- a promise is compared
const flag = params.infra.CACHE.get('flag');
if (flag === 'on') return;
    ^^^^^^^^^^^^^ 2367

// ---- a loop over a promise
for (const row of params.infra.DB.prepare('SELECT 1').all()) params.logger.log(row);
                  ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ 2488

// ---- a promise is spread
const list = [...params.infra.CACHE.list()];
                 ^^^^^^^^^^^^^^^^^^^^^^^^^ 2488

// ---- a promise within text
const url = encodeURIComponent(params.infra.CACHE.get('url'));
                               ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ 2345

// ---- a promise is stored
await params.infra.CACHE.put('copy', params.infra.CACHE.get('original'));
                                     ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ 2345
await params.infra.FILES.put('copy', params.infra.FILES.get('original'));
                                     ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ 2769

// ---- a write that nobody waits for
params.infra.CACHE.put('k', 'v');
^^^^^^^^^^^^^^^^^^^^^^ unawaited-binding-call

// ---- a query that nobody waits for
params.infra.DB.prepare('DELETE FROM t').run();
^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ unawaited-binding-call

// ---- a message that nobody waits for
const { QUEUE } = params.infra;
QUEUE.send({ a: 1 });
^^^^^^^^^^ unawaited-binding-call

// ---- one of many in a callback
params.payload.data.contents.forEach((item) => {
  params.infra.CACHE.delete(item.id);
  ^^^^^^^^^^^^^^^^^^^^^^^^^ unawaited-binding-call
});

// ---- a write that depends on something
params.payload.data.vip && params.infra.CACHE.put('vip', '1');
                           ^^^^^^^^^^^^^^^^^^^^^^ unawaited-binding-call

// ---- several writes, none awaited
params.infra.FILES.put('a', 'a'), params.infra.FILES.delete('b');
^^^^^^^^^^^^^^^^^^^^^^ unawaited-binding-call
                                  ^^^^^^^^^^^^^^^^^^^^^^^^^ unawaited-binding-call

// ---- await in a callback that is not async
params.payload.data.contents.forEach((item) => {
  await params.infra.CACHE.put(item.id, '1');
  ^^^^^ 1308
});

// ---- await in a function that is not async
function remember(id) {
  await params.infra.SESSIONS.put(id, '1');
  ^^^^^ 1308
}
remember(params.userId);
