// Every tracked event: count it, keep what the letter needs, tell the mail service.

const DAY = 24 * 60 * 60;
const { userId, user, logger } = params;

// The payload is shared with other Destinations: change a copy.
const payload = structuredClone(params.payload);
const { eventName, data } = payload;
payload.pageUrl = payload.pageUrl ? payload.pageUrl.split('?')[0] : '';

const contents = data.contents || [];
const value = Number(data.value ?? 0);
const currency = data.currency || 'EUR';

params.infra.EVENTS.writeDataPoint({
  blobs: [eventName, payload.pageUrl, params.platform],
  doubles: [value, contents.length],
  indexes: [userId],
});

if (eventName === 'PageView') {
  // The letter opens with the kind of tea that somebody looked at last.
  const category = data.category || payload.pageTitle;
  if (category) {
    await params.infra.CACHE.put(`interest:${userId}`, category, { expirationTtl: 90 * DAY });
  }
  return;
}

if (eventName === 'AddToCart') {
  const cart = { items: contents.map((item) => item.id), value, currency, at: Date.now() };
  await params.infra.CACHE.put(`cart:${userId}`, JSON.stringify(cart), { expirationTtl: 2 * DAY });
  return;
}

if (eventName !== 'Purchase') {
  return;
}

const boughtAt = new Date().toISOString();
const insert = params.infra.DB.prepare(
  `INSERT INTO purchases (order_id, product_id, user_id, quantity, price, currency, bought_at)
   VALUES (?, ?, ?, ?, ?, ?, ?) ON CONFLICT DO NOTHING`,
);
if (contents.length > 0) {
  await params.infra.DB.batch(
    contents.map((item) =>
      insert.bind(data.orderId, item.id, userId, item.quantity ?? 1, item.item_price ?? 0, currency, boughtAt),
    ),
  );
}
await params.infra.CACHE.delete(`cart:${userId}`);

const email = user?.email?.trim().toLowerCase();
if (!email) {
  logger.log('Order', data.orderId, 'has no e-mail address: nothing to tell the mail service');
  return;
}

// Anybody who buys for the first time gets one welcome, whether they subscribed or not.
const welcomed = await params.infra.CACHE.get(`welcomed:${userId}`);
if (!welcomed) {
  const interest = await params.infra.CACHE.get(`interest:${userId}`);
  await params.infra.WELCOME.send({ template: 'first-order', email, name: user.firstName, interest });
  await params.infra.CACHE.put(`welcomed:${userId}`, boughtAt);
}

const response = await params.requestHandler(`${params.secrets.MAIL_API}/events`, {
  method: 'POST',
  headers: {
    'Content-Type': 'application/json',
    Authorization: `Bearer ${params.secrets.MAIL_API_KEY}`,
  },
  body: JSON.stringify({
    list: params.secrets.LIST_ID,
    subscriber: await sha256(email),
    event: 'order',
    orderId: data.orderId,
    items: contents.reduce((sum, item) => sum + (item.quantity ?? 1), 0),
    value,
    currency,
    page: payload.pageUrl,
  }),
});
if (!response.ok) {
  logger.error('The mail service refused order', data.orderId, response.status);
}

async function sha256(text) {
  const digest = await crypto.subtle.digest('SHA-256', new TextEncoder().encode(text));
  return [...new Uint8Array(digest)].map((byte) => byte.toString(16).padStart(2, '0')).join('');
}
