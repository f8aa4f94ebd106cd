// Every five minutes: remind people of the cart they left, and once a day write the
// file of new subscribers.

const HOUR = 60 * 60 * 1000;
const now = params.scheduledTime.getTime();

// Carts
const reminders = [];
const carts = await params.infra.CACHE.list({ prefix: 'cart:', limit: 100 });
for (const { name } of carts.keys) {
  const userId = name.slice('cart:'.length);
  const cart = JSON.parse((await params.infra.CACHE.get(name)) || '{}');
  if (!cart.at || now - cart.at < 4 * HOUR) {
    continue;
  }
  const subscriber = await params.infra.DB.prepare(
    'SELECT email FROM subscribers WHERE user_id = ? AND confirmed_at IS NOT NULL',
  )
    .bind(userId)
    .first();
  if (subscriber) {
    reminders.push({ body: { template: 'cart', email: subscriber.email, items: cart.items } });
  }
  await params.infra.CACHE.delete(name);
}
if (reminders.length > 0) {
  await params.infra.WELCOME.sendBatch(reminders);
}
params.logger.log(`${reminders.length} cart reminders`);

// The daily file. The import on the other side expects one every day, also without rows.
const day = new Date(now - 24 * HOUR).toISOString().slice(0, 10);
const file = `subscribers/${day}.csv`;
if (await params.infra.EXPORTS.head(file)) {
  return;
}

const { results } = await params.infra.DB.prepare(
  'SELECT email, source, confirmed_at FROM subscribers WHERE date(confirmed_at) = ? ORDER BY confirmed_at',
)
  .bind(day)
  .all();

const rows = results.map((row) => [row.email, row.source, row.confirmed_at].map(quote).join(','));
await params.infra.EXPORTS.put(file, ['email,source,confirmed_at', ...rows].join('\r\n'), {
  httpMetadata: { contentType: 'text/csv; charset=utf-8' },
  customMetadata: { rows: String(rows.length) },
});
params.logger.log(`${file}: ${rows.length} new subscribers`);

function quote(value) {
  return `"${String(value ?? '').replaceAll('"', '""')}"`;
}
