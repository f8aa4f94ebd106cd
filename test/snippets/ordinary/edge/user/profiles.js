// ---- names put in order and merged with what is known
const titleCase = (s) => (s || '').toLowerCase().replace(/(^|[\s'-])(\p{L})/gu, (_, a, b) => a + b.toUpperCase());
const known = (await params.infra.CACHE.get(`user:${params.userId}`, { type: 'json' })) || {};
const merged = Object.assign({}, known, params.payload, { firstName: titleCase(params.user.firstName), seen: [].concat(known.seen || [], Date.now()).slice(-5) });
merged.phone = merged.phone && merged.phone.replace(/^00/, '+').replace(/[^\d+]/g, '');
if (JSON.stringify(known) != JSON.stringify(merged)) {
  await params.infra.CACHE.put(`user:${params.userId}`, JSON.stringify(merged), { metadata: { v: 2 } });
  await params.userSave(params.userId, { firstName: merged.firstName, phone: merged.phone });
}
