// ---- an event sent from Node.js's crypto
const crypto2 = require('crypto');
                        ^^^^^^^^ 2591
await params.infra.CACHE.put('h', crypto2.createHash('sha256').update(params.user.email).digest('hex'));

// ---- a signature in base64 with Buffer
const mac = await crypto.subtle.digest('SHA-256', new TextEncoder().encode(params.user.email));
params.logger.log(Buffer.from(mac).toString('base64'));
                  ^^^^^^ 2591

// ---- the cached token is used before it is there
const token = params.infra.CACHE.get('token');
await params.requestHandler('https://example.com', { headers: { Authorization: 'Bearer ' + token.trim() } });
                                                                                                 ^^^^ 2339

// ---- a class that drops its write
class Store {
  async save(k, v) {
    params.infra.CACHE.put(k, v);
    ^^^^^^^^^^^^^^^^^^^^^^ unawaited-binding-call
  }
}
await new Store().save('a', 'b');

// ---- a purchase queued under a name that is not declared
const { QUEUES } = params.infra;
        ^^^^^^ undeclared-binding
await QUEUES.send(params.payload);

// ---- the email hashed into the shared payload
const { payload } = params;
payload.data.em = params.user.email.toLowerCase();
^^^^^^^^^^^^^^^ payload-mutation

// ---- the cookie of the page
const fbp = document.cookie.match(/_fbp=([^;]+)/);
            ^^^^^^^^ 2584
if (fbp) await params.infra.CACHE.put('fbp', fbp[1]);

// ---- an upsert of another database
await params.infra.DB.query('INSERT INTO t VALUES (?)', [params.userId]);
                      ^^^^^ 2339
