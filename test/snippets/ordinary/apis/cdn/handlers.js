// ---- JSON in, JSON out
const body = await params.request.json();
if (!body.email) {
  return Response.json({ error: 'email is missing' }, { status: 400 });
}
await params.infra.CACHE.put(`lead:${body.email}`, JSON.stringify(body));
return Response.json({ ok: true, name: body.name.trim() });

// ---- the short one
return new Response('pong')

// ---- CORS, with its preflight
const origin = params.request.headers.get('Origin');
const allowed = params.secrets.ALLOWED_ORIGINS.split(',');
const headers = {
  'Access-Control-Allow-Origin': allowed.includes(origin) ? origin : allowed[0],
  'Access-Control-Allow-Methods': 'GET, POST, OPTIONS',
  'Access-Control-Max-Age': 86400,
};
if (params.method === 'OPTIONS') return new Response(null, { status: 204, headers });
if (params.method !== 'POST') return new Response('Method not allowed', { status: 405, headers });
const form = await params.request.formData();
await params.infra.QUEUE.send({ mail: form.get('email').toLowerCase(), file: form.get('file')?.name });
return new Response(JSON.stringify({ ok: 1 }), { headers: { ...headers, 'content-type': 'application/json' } });

// ---- a switch over methods
const id = new URL(params.request.url).searchParams.get('id');
switch (params.request.method) {
  case 'GET': {
    const row = await params.infra.DB.prepare('SELECT * FROM notes WHERE id = ?').bind(id).first();
    return row ? Response.json(row) : new Response('Not found', { status: 404 });
  }
  case 'PUT':
  case 'POST':
    await params.infra.DB.prepare('INSERT INTO notes VALUES (?, ?)').bind(id, await params.request.text()).run();
    return new Response(null, { status: 201 });
  case 'DELETE':
    await params.infra.DB.prepare('DELETE FROM notes WHERE id = ?').bind(id).run();
    return new Response(null, { status: 204 });
  default:
    return new Response('No', { status: 405, headers: { Allow: 'GET, PUT, POST, DELETE' } });
}

// ---- try, catch and finally, each with a say
const started = Date.now();
let status = 200;
try {
  const { query = '', page = 1 } = await params.request.json();
  const { results } = await params.infra.DB.prepare('SELECT * FROM p WHERE t LIKE ? LIMIT 10 OFFSET ?').bind(`%${query}%`, (page - 1) * 10).all();
  return Response.json({ results, next: results.length === 10 ? +page + 1 : null });
} catch (error) {
  status = error.status || 500;
  return Response.json({ message: error.message, ...(error.details || {}) }, { status });
} finally {
  params.infra.EVENTS.writeDataPoint({ blobs: [params.endpoint], doubles: [status, Date.now() - started], indexes: ['api'] });
}

// ---- helpers that make responses
function json(data, status) {
  return new Response(JSON.stringify(data, null, 2), { status: status || 200, headers: { 'content-type': 'application/json' } });
}
const fail = (message, status = 400) => json({ error: message }, status);
const url = new URL(params.request.url);
const sku = url.searchParams.get('sku');
if (!sku) return fail('sku is missing');
const product = await params.infra.CACHE.get('product:' + sku, 'json');
return product ? json(product) : fail('unknown ' + sku.toUpperCase(), 404);

// ---- a router made of an object
const routes = {
  'GET /items': async () => Response.json((await params.infra.DB.prepare('SELECT * FROM items').all()).results),
  'POST /items': async (request) => {
    const item = await request.json();
    await params.infra.DB.prepare('INSERT INTO items VALUES (?)').bind(item.id).run();
    return new Response(null, { status: 201, headers: { location: '/items/' + item.id } });
  },
  'GET /health': () => new Response('ok'),
};
const { pathname } = new URL(params.request.url);
const route = routes[`${params.method} ${pathname.slice(pathname.lastIndexOf('/'))}`];
return route ? route(params.request) : new Response('Not found', { status: 404 });

// ---- a router with patterns and a class
class Router {
  routes = [];
  on(method, pattern, handler) { this.routes.push({ method, pattern: new URLPattern({ pathname: pattern }), handler }); return this; }
  async handle(request) {
    for (const { method, pattern, handler } of this.routes) {
      const match = pattern.exec(request.url);
      if (match && method === request.method) return handler(match.pathname.groups, request);
    }
    return new Response('Not found', { status: 404 });
  }
}
const router = new Router()
  .on('GET', '/*/files/:name', async ({ name }) => {
    const file = await params.infra.FILES.get(name);
    return new Response(file.body, { headers: { etag: file.httpEtag } });
  })
  .on('DELETE', '/*/files/:name', async ({ name }) => { await params.infra.FILES.delete(name); return new Response(null, { status: 204 }) });
return router.handle(params.request);

// ---- a file, with its headers and a range
const key = new URL(params.request.url).pathname.split('/').pop();
const object = await params.infra.FILES.get(key, { range: params.request.headers, onlyIf: params.request.headers });
if (object === null) return new Response('Not found', { status: 404 });
const headers = new Headers();
object.writeHttpMetadata(headers);
headers.set('etag', object.httpEtag);
if (object.range) headers.set('content-range', `bytes ${object.range.offset}-${object.range.end ?? object.size - 1}/${object.size}`);
return new Response(object.body, { headers, status: object.body ? (params.request.headers.get('range') !== null ? 206 : 200) : 304 });

// ---- an upload
const { request, infra, secrets } = params;
if (request.headers.get('authorization') !== `Bearer ${secrets.API_KEY}`) return new Response('Unauthorized', { status: 401 });
if (request.headers.get('content-length') > 1e6) return new Response('Too large', { status: 413 });
const name = crypto.randomUUID() + '.' + request.headers.get('content-type').split('/')[1];
const stored = await infra.FILES.put(name, request.body, { httpMetadata: request.headers });
return Response.json({ name, size: stored.size, etag: stored.etag }, { status: 201 });

// ---- a stream
const { readable, writable } = new TransformStream();
const writer = writable.getWriter();
const encoder = new TextEncoder();
(async () => {
  const { results } = await params.infra.DB.prepare('SELECT * FROM big').all();
  for (const row of results) await writer.write(encoder.encode(JSON.stringify(row) + '\n'));
  await writer.close();
})().catch((e) => writer.abort(e));
return new Response(readable, { headers: { 'content-type': 'application/x-ndjson' } });

// ---- a stream of events, made by hand
let n = 0, timer;
const stream = new ReadableStream({
  start(controller) {
    timer = setInterval(() => {
      controller.enqueue(new TextEncoder().encode(`data: ${n++}\n\n`));
      if (n > 10) { clearInterval(timer); controller.close() }
    }, 100);
  },
  cancel() { clearInterval(timer) },
});
return new Response(stream, { headers: { 'Content-Type': 'text/event-stream', 'Cache-Control': 'no-cache' } });

// ---- redirects
const target = await params.infra.CACHE.get('link:' + params.endpoint);
if (target) return Response.redirect(target, 302);
const url = new URL(params.request.url);
url.hostname = 'www.shop.example';
if (url.searchParams.has('legacy')) return new Response(null, { status: 301, headers: { Location: url } });
return Response.redirect(url.toString(), '307');

// ---- passed on to others
const { pathname, search } = new URL(params.request.url);
if (pathname.endsWith('/score')) return params.infra.OTHER.fetch(params.request);
if (pathname.endsWith('/room')) return params.infra.COUNTER.get(params.infra.COUNTER.idFromName('room')).fetch(params.request);
if (pathname.endsWith('/bill')) return params.infra.BILLING.page(search);
const upstream = await fetch(params.secrets.API_URL + pathname + search, params.request);
const response = new Response(upstream.body, upstream);
response.headers.set('x-proxied', 'true');
response.headers.delete('set-cookie');
return response;

// ---- a cache in front
const cache = caches.default;
const key = new Request(params.request.url, params.request);
let response = await cache.match(key);
if (!response) {
  response = Response.json(await params.infra.CACHE.get('feed', { type: 'json', cacheTtl: 60 }));
  response.headers.append('Cache-Control', 's-maxage=60');
  const stored = cache.put(key, response.clone());
  stored.catch(() => {});
}
return response;

// ---- a response that is filled in on the way
let response;
if (params.method === 'GET') response = new Response('read');
else if (params.method === 'POST') { await params.infra.QUEUE.send(await params.request.json()); response = new Response('queued', { status: 202 }) }
else response = new Response('no', { status: 405 });
response.headers.set('x-time', Date.now());
response.elapsed = 3;
return response;

// ---- one that is set in a callback
let answer = null;
const tried = [];
await Promise.all(['a', 'b'].map(async (name) => {
  tried.push(name);
  const value = await params.infra.CACHE.get(name);
  if (value && !answer) answer = new Response(value);
}));
return answer;

// ---- errors that are responses
const guard = (ok, status, message) => { if (!ok) throw new Response(message, { status }) };
try {
  guard(params.method === 'POST', 405, 'POST only');
  const { token } = await params.request.json();
  guard(token && token.length > 10, 400, 'token');
  const { success } = await params.infra.LIMIT.limit({ key: token });
  guard(success, 429, 'slow down');
  return new Response('fine');
} catch (e) {
  return e instanceof Response ? e : new Response(e.message, { status: 500 });
}

// ---- it always fails in the end
function fail(status, message) {
  throw Object.assign(new Error(message), { status });
}
const action = new URL(params.request.url).searchParams.get('action');
if (action === 'a') return new Response('a');
if (action === 'b') return new Response('b');
fail(400, 'unknown action ' + action);

// ---- tried three times
for (let attempt = 1; attempt <= 3; attempt++) {
  try {
    const res = await fetch(params.secrets.API_URL, { method: 'POST', body: params.endpoint });
    if (res.status < 500 || attempt === 3) return res;
  } catch (e) {
    if (attempt === 3) return new Response(e.message, { status: 502 });
  }
}

// ---- asked until it is there
let tries = 0;
while (true) {
  const value = await params.infra.CACHE.get('job:' + params.endpoint);
  if (value) return new Response(value);
  if (++tries > 20) throw new Error('too late');
  await new Promise((r) => setTimeout(r, 250));
}

// ---- one or the other
const isPost = params.method === 'POST';
if (isPost) {
  const text = await params.request.text();
  return new Response(text.split('').reverse().join(''), { headers: [['x-length', text.length]] });
}
if (!isPost) {
  return new Response('<h1>Hallo</h1>', { headers: { 'content-type': 'text/html;charset=UTF-8' } });
}

// ---- a promise chain to a response
return params.request.json()
  .then(({ ids }) => Promise.all(ids.map((id) => params.infra.CACHE.get('p:' + id, 'json'))))
  .then((list) => list.filter(Boolean).map((p) => ({ id: p.id, price: p.price * 1.19 })))
  .then((list) => Response.json(list))
  .catch((e) => new Response(e.message, { status: 400 }))

// ---- a response of our own kind
class Json extends Response {
  constructor(value, init = {}) { super(JSON.stringify(value), { ...init, headers: { 'content-type': 'application/json' } }) }
}
const NotFound = () => new Json({ error: 'not found' }, { status: 404 });
const value = await params.infra.CACHE.get(params.endpoint, 'json');
if (value == null) return NotFound();
return new Json({ value, at: new Date() });

// ---- handlers by method, with this
const api = {
  db: params.infra.DB,
  async get(url) { return Response.json(await this.db.prepare('SELECT * FROM t WHERE id = ?').bind(url.searchParams.get('id')).first()) },
  async post(url, request) { const row = await request.json(); row.url = url.href; return Response.json(row) },
};
const run = api[params.method.toLowerCase()];
if (typeof run !== 'function') return new Response('no', { status: 405 });
return run.call(api, new URL(params.request.url), params.request);

// ---- middleware
const compose = (...layers) => (request) => layers.reduceRight((next, layer) => () => layer(request, next), () => new Response('end'))();
const timing = async (request, next) => { const t = Date.now(); const res = await next(); res.headers.set('x-ms', String(Date.now() - t)); return res };
const auth = (request, next) => (request.headers.get('x-key') === params.secrets.API_KEY ? next() : new Response('no', { status: 403 }));
return compose(timing, auth, async (request) => new Response(await request.text()))(params.request);

// ---- who asks, from where
const { cf, headers } = params.request;
const country = cf.country || headers.get('cf-ipcountry');
const cookie = Object.fromEntries((headers.get('cookie') || '').split('; ').map((c) => c.split('=')));
const lang = headers.get('accept-language').split(',')[0].substr(0, 2);
if (cf.botManagement && cf.botManagement.score < 30) return new Response(null, { status: 403 });
const html = (await (await params.infra.FILES.get(`pages/${lang}.html`)).text()).replace('{{country}}', country).replace('{{city}}', cf.city || '');
const res = new Response(html, { headers: { 'content-type': 'text/html', 'set-cookie': `visits=${(cookie.visits | 0) + 1}; Path=/` } });
res.headers.append('set-cookie', 'lang=' + lang);
return res;

// ---- a webhook with a signature
const raw = await params.request.arrayBuffer();
const given = Uint8Array.from(atob(params.request.headers.get('x-hmac')), (c) => c.charCodeAt(0));
const key = await crypto.subtle.importKey('raw', new TextEncoder().encode(params.secrets.SIGNING_KEY), { name: 'HMAC', hash: 'SHA-256' }, false, ['verify']);
if (!(await crypto.subtle.verify('HMAC', key, given, raw))) return new Response('bad signature', { status: 401 });
const order = JSON.parse(new TextDecoder().decode(raw));
await params.infra.DB.batch(order.line_items.map((l) => params.infra.DB.prepare('INSERT INTO l VALUES (?, ?)').bind(order.id, l.sku)));
return new Response();

// ---- rewritten HTML
const page = await fetch('https://www.shop.example/');
return new HTMLRewriter()
  .on('title', { element(el) { el.setInnerContent('Shop'); el.seen = true } })
  .on('a[href]', { element: (a) => { a.setAttribute('href', a.getAttribute('href').replace('http:', 'https:')) } })
  .transform(page);

// ---- a web socket
if (params.request.headers.get('Upgrade') !== 'websocket') return new Response('expected a web socket', { status: 426 });
const [client, server] = Object.values(new WebSocketPair());
server.accept();
server.addEventListener('message', async ({ data }) => {
  const message = JSON.parse(data);
  server.send(JSON.stringify({ echo: message.text, at: Date.now() }));
});
server.user = null;
return new Response(null, { status: 101, webSocket: client });

// ---- das Newsletter-Formular
const daten = Object.fromEntries(await params.request.formData());
const fehler = [];
if (!daten.email || !daten.email.includes('@')) fehler.push('E-Mail fehlt');
if (daten.alter && daten.alter < 18) fehler.push('zu jung');
if (fehler.length) return new Response(fehler.join('\n'), { status: 422 });
const { meta } = await params.infra.DB.prepare('INSERT INTO abos (email, quelle) VALUES (?, ?)').bind(daten.email, daten.quelle || null).run();
await params.infra.QUEUE.send({ typ: 'bestaetigung', an: daten.email });
return new Response(meta.changes ? 'Danke!' : 'Schon da', { headers: { 'content-type': 'text/plain; charset=utf-8', 'x-id': meta.last_row_id } });

// ---- arguments of Response that no type would like
const hits = await params.infra.CACHE.get('hits');
const options = { headers: { 'x-hits': hits, 'cache-control': null, 'x-n': 3 } };
if (hits > 100) return new Response(hits * 2, options);
if (params.endpoint === 'bytes') return new Response(new Uint8Array([1, 2]), { status: '200' });
return new Response(hits, { status: hits ? 200 : 404, statusText: undefined, headers: new Map([['a', 'b']]) });
