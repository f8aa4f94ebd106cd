// ---- only for admins
if (params.currentUser.role !== 'admin') return Response.json({ error: 'forbidden' }, { status: 403 });
const { results } = await params.infra.DB.prepare('SELECT * FROM users WHERE team = ?').bind(params.currentUser.teamId).all();
return Response.json(results.map(({ password, ...user }) => ({ ...user, mine: user.email === params.currentUser.email })));

// ---- settings, read and written
const key = 'settings:' + params.currentUser.teamId;
if (params.method === 'GET') {
  return Response.json(JSON.parse(await params.infra.CACHE.get(key)) ?? {});
}
const settings = await params.request.json();
settings.updatedBy = params.currentUser.userId;
settings.history = (settings.history || []).slice(0, 9);
await params.infra.CACHE.put(key, JSON.stringify(settings));
return new Response(null, { status: 204 });

// ---- a page of rows, with what the query says
const q = new URL(params.request.url).searchParams, limit = Math.min(q.get('limit') || 20, 100), offset = (q.get('page') - 1) * limit || 0;
const order = ['name', 'created'].includes(q.get('sort')) ? q.get('sort') : 'id';
const [rows, count] = await params.infra.DB.batch([
  params.infra.DB.prepare(`SELECT * FROM orders ORDER BY ${order} LIMIT ? OFFSET ?`).bind(limit, offset),
  params.infra.DB.prepare('SELECT COUNT(*) AS n FROM orders'),
]);
return Response.json({ rows: rows.results, pages: Math.ceil(count.results[0].n / limit) });

// ---- an export as CSV
const { results } = await params.infra.DB.prepare('SELECT * FROM orders').all();
const quote = (v) => (/[";\n]/.test(v) ? '"' + String(v).replace(/"/g, '""') + '"' : v);
const lines = [Object.keys(results[0] || {}).join(';'), ...results.map((r) => Object.values(r).map(quote).join(';'))];
return new Response('\ufeff' + lines.join('\r\n'), {
  headers: { 'content-type': 'text/csv', 'content-disposition': `attachment; filename="orders-${new Date().toISOString().slice(0, 10)}.csv"` },
});

// ---- an answer from a model, streamed
const { question, history = [] } = await params.request.json();
const stream = await params.infra.AI.run('@cf/meta/llama-3.1-8b-instruct', { messages: [...history, { role: 'user', content: question }], stream: true });
return new Response(stream, { headers: { 'content-type': 'text/event-stream' } });

// ---- a picture is made smaller
const file = (await params.request.formData()).get('file');
if (!file || !file.type.startsWith('image/')) return new Response('no image', { status: 415 });
const width = parseInt(new URL(params.request.url).searchParams.get('w')) || 320;
const result = await params.infra.IMAGES.input(file.stream()).transform({ width, fit: 'cover' }).output({ format: 'image/webp', quality: 80 });
const response = result.response();
await params.infra.FILES.put(`${params.currentUser.userId}/${file.name}`, response.clone().body);
return response;

// ---- a job is started, and asked about
const job = new URL(params.request.url).searchParams.get('job')
if (job) {
  try {
    const { status, output } = await (await params.infra.IMPORT.get(job)).status()
    return Response.json({ status, rows: output && output.rows })
  } catch (e) { return Response.json({ error: e.message }, { status: 404 }) }
}
const { id } = await params.infra.IMPORT.create({ params: await params.request.json() })
return Response.json({ id }, { status: 202 })

// ---- a table of actions
const actions = new Map([
  ['clear', async () => { for (const { name } of (await params.infra.CACHE.list()).keys) await params.infra.CACHE.delete(name); return 'cleared' }],
  ['count', async () => (await params.infra.DB.prepare('SELECT COUNT(*) AS n FROM events').first('n')) + ' events'],
]);
const { action } = await params.request.json();
const run = actions.get(action);
if (!run) return new Response('unknown action', { status: 400 });
return new Response(await run());
