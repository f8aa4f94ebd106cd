// ---- a webhook of Shopify, verified and put on a queue
const { request, secrets, infra } = params;
if (request.method !== 'POST') return new Response(null, { status: 405, headers: { Allow: 'POST' } });
const raw = await request.text();
const key = await crypto.subtle.importKey('raw', new TextEncoder().encode(secrets.SHOPIFY_SECRET), { name: 'HMAC', hash: 'SHA-256' }, false, ['verify']);
const given = Uint8Array.from(atob(request.headers.get('x-shopify-hmac-sha256')), (c) => c.charCodeAt(0));
if (!(await crypto.subtle.verify('HMAC', key, given, new TextEncoder().encode(raw)))) return new Response('no', { status: 401 });
const body = JSON.parse(raw);
const note = (body.note_attributes || []).find((a) => a.name == 'cid');
await infra.QUEUE.send({ topic: request.headers.get('x-shopify-topic'), id: body.id, cid: note && note.value });
return Response.json({ ok: 1 });

// ---- a tiny router with regular expressions
const routes = [];
const on = (method, re, fn) => routes.push({ method, re, fn });
const json = (data, init = {}) => new Response(JSON.stringify(data), { ...init, headers: { 'content-type': 'application/json', ...init.headers } });
on('GET', /\/item\/(\w+)$/, async ([, id]) => json(await params.infra.DB.prepare('SELECT * FROM items WHERE id = ?').bind(id).first() ?? { error: 404 }));
on('POST', /\/item$/, async () => {
  const item = await params.request.json();
  item.id ||= crypto.randomUUID();
  await params.infra.CACHE.put('item:' + item.id, JSON.stringify(item));
  return json(item, { status: 201, headers: { location: '/item/' + item.id } });
});
const { pathname } = new URL(params.request.url);
for (const { method, re, fn } of routes) {
  const m = method === params.method && pathname.match(re);
  if (m) return fn(m);
}
return json({ error: 'not found' }, { status: 404 });

// ---- a form, an upload and a pixel
const GIF = Uint8Array.from([71, 73, 70, 56, 57, 97, 1, 0, 1, 0, 0, 0, 0, 33, 249, 4, 1, 0, 0, 0, 0, 44, 0, 0, 0, 0, 1, 0, 1, 0, 0, 2, 0, 59]);
switch (params.method) {
  case 'GET': {
    const q = Object.fromEntries(new URL(params.request.url).searchParams);
    params.infra.EVENTS.writeDataPoint({ blobs: [q.e, params.request.headers.get('referer')], doubles: [+q.v || 0], indexes: [q.u] });
    return new Response(GIF, { headers: { 'content-type': 'image/gif', 'cache-control': 'no-store' } });
  }
  case 'POST': {
    const form = await params.request.formData();
    const file = form.get('file');
    await params.infra.FILES.put('uploads/' + file.name, file.stream(), { httpMetadata: { contentType: file.type }, customMetadata: { by: form.get('email') } });
    return new Response('ok');
  }
  default:
    return new Response('method', { status: 405 });
}
