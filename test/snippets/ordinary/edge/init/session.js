// ---- a new visitor
if (!params.isNewUser) return;
const { ip, country, userAgent } = params.hostData;
await params.userSave(params.userId, { country, firstSeen: Date.now(), bot: /bot|crawl|spider/i.test(userAgent), ip });

// ---- cookies, by hand
const cookies = params.cookies.split(';').reduce((all, pair) => {
  const [name, ...value] = pair.trim().split('=');
  all[name] = decodeURIComponent(value.join('='));
  return all;
}, {});
const fbc = cookies._fbc || (cookies.fbclid && `fb.1.${Date.now()}.${cookies.fbclid}`);
if (fbc) await params.providerSave(params.userId, 'facebook', { fbc, fbp: cookies._fbp });

// ---- the session may be null
if (params.session?.isNewSession) {
  await params.infra.SESSIONS.put(params.session.sessionId, JSON.stringify({ user: params.userId, at: Date.now() }));
}
const id = params.session.sessionId || 'none';
params.logger.log(id.length, params.session && params.session.pageCount + 1);

// ---- user data from elsewhere
const user = await params.userGet(params.userId)
if (!user || !user.email) return
const res = await params.requestHandler(`${params.secrets.API_URL}/customers?email=${encodeURIComponent(user.email)}`, {
  headers: { Authorization: `Bearer ${params.secrets.ACCESS_TOKEN}` },
})
const customer = typeof res.body === 'string' ? JSON.parse(res.body)[0] : res.body[0]
await params.userSave(params.userId, { segment: customer.segment, orders: customer.orders_count | 0 })

// ---- one line per thought
const m = params.cookies.match(/(?:^|; )gclid=([^;]+)/)
m && await params.providerSave(params.userId, 'google', { gclid: m[1] })
const p = params.hostData.postalCode
p && /^\d{5}$/.test(p) && (await params.userSave(params.userId, { zip: p }))
params.isNewUser || params.logger.log('again', params.userId)

// ---- consent of the region
const EU = new Set('AT BE BG CY CZ DE DK EE ES FI FR GR HR HU IE IT LT LU LV MT NL PL PT RO SE SI SK'.split(' '));
const inEU = EU.has(params.hostData.country);
const key = inEU ? 'eu' : params.hostData.region || 'other';
const seen = (await params.infra.CACHE.get(`region:${key}`)) * 1 || 0;
await params.infra.CACHE.put(`region:${key}`, `${seen + 1}`);
this.inEU = inEU;

// ---- a nightly list in memory
globalThis.__known = globalThis.__known || new Set();
if (__known.has(params.userId)) return;
__known.add(params.userId);
const { n = 0 } = (await params.infra.DB.prepare('SELECT COUNT(*) n FROM visitors').first()) || {};
params.logger.log(`visitor ${n + 1}`, globalThis.__known.size);

// ---- Besucher zählen (alter Code, nicht anfassen)
var heute = new Date(), schluessel = 'besucher-' + heute.getDate() + heute.getMonth();
var zahl = await params.infra.CACHE.get(schluessel);
if (zahl == null || zahl == '') zahl = 0;
zahl++;
await params.infra.CACHE.put(schluessel, zahl + '', { expirationTtl: 24 * 60 * 60 });
if (zahl % 100 == 0) params.requestHandler(params.secrets.WEBHOOK_URL, { method: 'POST', body: JSON.stringify({ text: zahl + ' Besucher' }) });
