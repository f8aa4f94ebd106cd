// ---- everything in a function
async function main() {
  if (params.method === 'OPTIONS') return new Response(null, { status: 204 });
  const body = await params.request.json();
  if (body.ok) return Response.json(body);
}
return (await main().catch((e) => new Response(e.stack, { status: 500 }))) || new Response('nothing', { status: 404 });

// ---- a function that is called at once
return (async () => {
  const list = await params.infra.CACHE.get('list', 'json');
  if (!list) return new Response('[]');
  return Response.json(list.sort((a, b) => a.n - b.n));
})();

// ---- the method says which function
const get = async () => Response.json(await params.infra.CACHE.get('a', 'json'));
function post() { return params.request.json().then((b) => params.infra.CACHE.put('a', JSON.stringify(b))).then(() => new Response('ok')) }
return ({ GET: get, POST: post }[params.method] || (() => new Response('no', { status: 405 })))();

// ---- a default behind question marks
const handlers = { GET: () => new Response('a'), HEAD: null };
return handlers[params.method]?.() ?? new Response(null, { status: 405 });

// ---- one of many responses
const responses = await Promise.all(['https://a.example', 'https://b.example'].map((u) => fetch(u).catch(() => null)));
const good = responses.find((r) => r && r.ok);
if (good) return good;
const byStatus = new Map(responses.filter(Boolean).map((r) => [r.status, r]));
return byStatus.get(404) || responses[0] || new Response('bad gateway', { status: 502 });

// ---- a promise with a callback inside
function load(key, callback) {
  params.infra.CACHE.get(key).then((v) => callback(null, v), callback);
}
return new Promise(function (resolve, reject) {
  load(params.endpoint, function (err, value) {
    if (err) return reject(err);
    resolve(new Response(value));
  });
});

// ---- conditions as values
const ok = params.request.headers.get('x-key') === params.secrets.API_KEY;
const page = await params.infra.CACHE.get('page');
return (!ok && new Response('no', { status: 401 })) || (page && new Response(page)) || new Response('empty');

// ---- an else that throws
let status;
if (params.method === 'GET') status = 200;
else if (params.method === 'POST') status = 201;
else throw new Error('method ' + params.method);
work: {
  if (status === 201) break work;
  return new Response('read', { status });
}
do {
  const value = await params.infra.CACHE.get('x');
  if (value) return new Response(value);
} while (false);
return new Response('written', { status });

// ---- a text becomes a response
let out = await params.infra.CACHE.get('text');
if (out) out = new Response(out);
else out = new Response('none', { status: 404 });
return out;

// ---- JSDoc of helpers
/**
 * @param {*} value
 * @param {object} [init]
 * @returns {object} what goes back
 */
function reply(value, init) { return new Response(JSON.stringify(value), init) }
/** @return {Promise<Response>} */
const missing = async () => reply({ error: 'missing' }, { status: 404 });
if (params.endpoint === 'missing') return missing();
return reply({ ok: true });

// ---- an assertion that throws responses
const assert = (condition, message) => {
  if (!condition) throw new Error(message);
};
const fail = (message) => { throw new Response(message, { status: 400 }) };
try {
  assert(params.method === 'POST', 'POST only');
  const { id } = await params.request.json();
  if (id) return Response.json({ id });
  fail('id is missing');
} catch (e) {
  if (e instanceof Response) return e;
  return new Response(e.message, { status: 400 });
}

// ---- it waits, then fails in a method
const errors = { async raise(message) { await params.infra.QUEUE.send(message); throw new Error(message) } };
const value = await params.infra.CACHE.get('v');
if (value !== null) return new Response(value);
await errors.raise('no value');

// ---- an unknown answer of another worker
const answer = await params.infra.BILLING.invoice(params.endpoint);
if (answer instanceof Response) return answer;
const { ok, response = answer.fallback } = answer;
if (ok) return response;
return answer.error ? params.infra.BILLING.errorPage(answer.error) : params.infra.OTHER.fetch('https://other/error');

// ---- the last loop always returns
const sources = [params.infra.CACHE, params.infra.SESSIONS];
let left = sources.length;
while (left >= 0) {
  const source = sources[--left];
  if (!source) return new Response('not found', { status: 404 });
  const value = await source.get(params.endpoint);
  if (value) return new Response(value);
}
