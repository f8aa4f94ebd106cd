// ---- what was saved goes to a list
const { email, phone, firstName: first_name = '' } = params.payload;
if (!email) return;
await params.requestHandler(`https://a.example/lists/${params.secrets.LIST_ID}/members`, {
  method: 'PUT',
  headers: { Authorization: 'Bearer ' + params.secrets.ACCESS_TOKEN, 'Content-Type': 'application/json' },
  body: JSON.stringify({ email_address: email.toLowerCase(), merge_fields: { FNAME: first_name, PHONE: phone } }),
});

// ---- old and new data are joined
const old = (await params.infra.CACHE.get('user:' + params.userId, { type: 'json' })) || {};
const merged = { ...old, ...params.user, ...params.payload, updated: Date.now() };
Object.keys(merged).forEach((k) => (merged[k] === '' || merged[k] == null) && delete merged[k]);
if (old.email !== merged.email) merged.emails = [...(old.emails ?? []), old.email];
await params.infra.CACHE.put('user:' + params.userId, JSON.stringify(merged));

// ---- an upsert with the fields there are
const fields = ['email', 'phone', 'firstName', 'lastName', 'city'].filter((f) => params.payload[f]);
if (fields.length === 0) return;
const sql = `INSERT INTO users (id, ${fields.join(', ')}) VALUES (?, ${fields.map(() => '?').join(', ')})
  ON CONFLICT (id) DO UPDATE SET ${fields.map((f) => `${f} = excluded.${f}`).join(', ')}`;
await params.infra.DB.prepare(sql).bind(params.userId, ...fields.map((f) => params.payload[f])).run();

// ---- names are tidied up
function tidy(s) {
  return s && s.normalize('NFKD').replace(/[\u0300-\u036f]/g, '').replace(/\s+/g, ' ').trim();
}
var u = params.user, n = tidy(u.firstName + ' ' + u.lastName)
u.country == 'DE' ? params.logger.log('de') : params.logger.log(u.country)
var parts = n.split(' '), last = parts.pop(), out = { fn: parts[0], ln: last, initials: parts.map(function (p) { return p[0] }).join('') }
out.full = out.fn + ' ' + out.ln
await params.providerSave(params.userId, 'crm', out)

// ---- custom data of any kind
if (params.customData.loyalty && params.customData.loyalty.points > 1000) {
  const tier = params.customData.loyalty.points > 5000 ? 'gold' : 'silver';
  await params.userSave(params.userId, { tier, points: params.customData.loyalty.points });
  await params.infra.QUEUE.send({ kind: 'tier', tier, id: params.userId, ...params.customData });
}
for (const [key, value] of Object.entries(params.customData)) params.logger.log(key, value.length);

// ---- a welcome, once
const { keys } = await params.infra.SESSIONS.list({ prefix: `welcome:${params.userId}` });
if (keys.length > 0 || !params.user.email) return;
await params.infra.SESSIONS.put(`welcome:${params.userId}`, '');
await Promise.all([
  params.infra.QUEUE.send({ to: params.user.email, template: 'welcome', locale: params.hostData.country?.toLowerCase() }),
  params.infra.EVENTS.writeDataPoint({ blobs: ['welcome', params.hostData.city], doubles: [1], indexes: ['welcome'] }),
]);
