// ---- rows grouped into a csv with tagged templates
const csv = (s, ...v) => s.reduce((out, part, i) => out + part + (v[i] === undefined ? '' : `"${String(v[i]).replace(/"/g, '""')}"`), '');
const since = new Date(params.scheduledTime - 36e5).toISOString().slice(0, 19).replace('T', ' ');
const { results } = await params.infra.DB.prepare('SELECT country, SUM(value) AS total, COUNT(*) n FROM orders WHERE at > ? GROUP BY 1').bind(since).all();
let text = 'country,total,n\n';
for (let r of results) text += csv`${r.country},${r.total},${r.n}\n`;
const by = results.reduce((acc, r) => { (acc[r.country[0]] ||= []).push(r); return acc; }, {});
text += Object.keys(by).length;
await params.infra.FILES.put(`reports/${params.scheduledTime.getFullYear()}/${+params.scheduledTime}.csv`, text, { httpMetadata: { contentType: 'text/csv' } });

// ---- a lock with a key, released whatever happens
const lock = 'lock:sync';
if (await params.infra.CACHE.get(lock)) return;
await params.infra.CACHE.put(lock, Date.now(), { expirationTtl: 120 });
label: try {
  const hour = params.scheduledTime.getUTCHours();
  if (hour % 6) break label;
  const list = await params.infra.FILES.list({ prefix: 'queue/' });
  while (list.objects.length) {
    const o = list.objects.shift();
    const file = await params.infra.FILES.get(o.key);
    const json = await file.json();
    json.items.sort((a, b) => new Date(b.date) - new Date(a.date));
    await params.requestHandler(json.url, { method: 'POST', body: JSON.stringify(json.items) });
    await params.infra.FILES.delete(o.key);
  }
} finally {
  await params.infra.CACHE.delete(lock);
}
