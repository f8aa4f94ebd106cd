// ---- rows of the last hour go out
const since = new Date(params.scheduledTime.getTime() - 60 * 60 * 1000);
const { results } = await params.infra.DB.prepare('SELECT * FROM events WHERE at >= ?').bind(since.toISOString()).all();
if (!results.length) return params.logger.log('nothing to do');
const csv = results.map((r) => [r.id, r.name, r.value].join(';')).join('\n');
await params.infra.FILES.put(`export/${+params.scheduledTime}.csv`, csv);
await params.requestHandler(params.secrets.WEBHOOK_URL, { method: 'POST', body: { text: `${results.length} rows` } });

// ---- only at night
const hour = params.scheduledTime.getUTCHours();
if (hour !== 3 || params.scheduledTime.getMinutes() >= 5) return;
const rows = await params.reporting.getFromDatabase('SELECT * FROM stats WHERE day = ?', [params.scheduledTime.toISOString().slice(0, 10)]);
for (const row of rows.results || rows) {
  await params.reporting.saveInDatabase('INSERT INTO archive VALUES (?, ?)', [row.day, row.total * 1]);
}
await params.reporting.saveBatchInDatabase('INSERT INTO log VALUES (?, ?)', rows.map((r) => [r.day, r.n]));

// ---- spend is fetched from an ad platform
const day = (offset) => { const d = new Date(params.scheduledTime); d.setDate(d.getDate() - offset); return d.toISOString().slice(0, 10) };
const res = await params.requestHandler(
  'https://ads.example/insights?' + new URLSearchParams({ fields: 'spend,clicks', since: day(7), until: day(0) }),
  { headers: { 'access-token': params.secrets.ACCESS_TOKEN } },
);
const insights = (res.body.data || []).map(({ date_start: date, spend, clicks }) => [date, parseFloat(spend), clicks | 0]);
const total = insights.reduce((sum, [, spend]) => sum + spend, 0);
params.logger.log(total.toFixed(2), insights[0][1] / insights[0][2]);

// ---- in groups of a hundred
const chunk = (list, size) => list.length ? [list.slice(0, size), ...chunk(list.slice(size), size)] : [];
const { results: users } = await params.infra.DB.prepare('SELECT id, email FROM users WHERE dirty = 1').all();
for (const [index, group] of chunk(users, 100).entries()) {
  const statements = group.map((u) => params.infra.DB.prepare('UPDATE users SET dirty = 0 WHERE id = ?').bind(u.id));
  await params.infra.DB.batch(statements);
  await params.infra.QUEUE.sendBatch(group.map((u) => ({ body: { id: u.id, mail: u.email } })));
  params.logger.log(`group ${index + 1}: ${group.length}`);
}

// ---- a lock against two runs at once
const lock = await params.infra.CACHE.get('lock');
if (lock && Date.now() - lock < 10 * 60 * 1000) return;
await params.infra.CACHE.put('lock', Date.now().toString(), { expirationTtl: 600 });
try {
  const instance = await params.infra.IMPORT.create({ params: { day: params.scheduledTime } });
  params.logger.log('started', instance.id);
} finally {
  await params.infra.CACHE.delete('lock');
}

// ---- visitors behind keys
const keys = (await params.infra.FILES.get('keys.txt').then((o) => o.text())).split('\n')
const users = []
for (let k of keys) {
  k = k.trim()
  if (!k) continue
  const user = await params.userKey.byRouteKey(k)
  if (user && user.email) users.push({ ...user, k })
}
users.sort((a, b) => a.email.localeCompare(b.email))
await params.infra.CACHE.put('first', users[0].email || '')

// ---- a report as HTML
let html = '<table>';
const { results } = await params.infra.DB.prepare('SELECT name, COUNT(*) AS n, SUM(value) AS v FROM events GROUP BY name').all();
results.forEach(function ({ name, n, v }) {
  html += '<tr><td>' + name + '</td><td>' + n + '</td><td>' + (v || 0).toFixed(2) + ' €</td></tr>';
});
html += '</table>';
await params.infra.FILES.put('report.html', html, { httpMetadata: { contentType: 'text/html; charset=utf-8' } });
await params.infra.MAIL.send({ from: 'a@example.com', to: ['b@example.com'], subject: `Report ${params.scheduledTime.toDateString()}`, html });

// ---- old things are thrown away, with a limit on time
const deadline = Date.now() + 20e3;
let cursor = null, gone = 0, page;
do {
  page = await params.infra.SESSIONS.list({ cursor, limit: 100 });
  for (const { name, metadata } of page.keys) {
    if (metadata && metadata.at < deadline - 30 * 864e5) { await params.infra.SESSIONS.delete(name); gone += 1; }
    if (Date.now() > deadline) break;
  }
  cursor = page.cursor;
} while (!page.list_complete && Date.now() < deadline);
params.logger.log('gone', gone);

// ---- health of services
const services = { api: params.secrets.API_URL, hook: params.secrets.WEBHOOK_URL };
const report = {};
for (const [name, url] of Object.entries(services)) {
  const t0 = performance.now();
  const r = await params.requestHandler(url).catch((e) => ({ status: 0, error: e.message }));
  report[name] = { status: r.status, ms: Math.round(performance.now() - t0), error: r.error };
  params.infra.EVENTS.writeDataPoint({ blobs: [name, r.error || ''], doubles: [r.status, report[name].ms], indexes: [name] });
}
if (Object.values(report).some((r) => r.status !== 200)) params.logger.error(JSON.stringify(report));
