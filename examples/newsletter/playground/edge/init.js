// A session starts: remember where the visitor came from, so that a subscription
// a few pages later can be credited to it.

const MONTH = 30 * 24 * 60 * 60;

const source = /(?:^|;\s*)letter_source=([^;]+)/.exec(params.cookies || '');
const key = `source:${params.userId}`;

if (source) {
  await params.infra.CACHE.put(key, decodeURIComponent(source[1]), { expirationTtl: MONTH });
}

const known = source ? decodeURIComponent(source[1]) : await params.infra.CACHE.get(key);

params.infra.EVENTS.writeDataPoint({
  blobs: ['session', known || 'direct', params.hostData.country],
  doubles: [params.isNewUser ? 1 : 0],
  indexes: [params.userId],
});

if (params.session && params.session.isNewSession) {
  params.logger.log('New session', params.session.sessionId, 'from', known || 'direct');
}
