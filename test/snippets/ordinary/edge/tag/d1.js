// ---- a row, and what it has
const row = await params.infra.DB.prepare('SELECT * FROM customers WHERE id = ?').bind(params.userId).first();
if (!row || row.opted_out === 1) return;
const name = row.first_name + ' ' + row.last_name;
const total = row.total * 1.19 + row['shipping'];
if (row.created_at < Date.now() - 864e5) row.isOld = true;
params.logger.log(name.trim(), total.toFixed(2), row.tags.split(','));

// ---- rows without a thought of types
const { results } = await params.infra.DB.prepare('SELECT id, price, qty FROM lines WHERE order_id = ?1')
  .bind(params.payload.data.orderId)
  .all();
const sum = results.reduce((s, r) => s + r.price * r.qty, 0);
const byId = results.reduce((acc, r) => { acc[r.id] = r; return acc; }, {});
results.sort((x, y) => y.price - x.price).forEach((r) => params.logger.log(r.id.toUpperCase()));
params.logger.log(sum / results.length, byId.abc.price, results[0].qty++);

// ---- insert or update
await params.infra.DB.prepare(`
  INSERT INTO events (id, name, value, user_id, at)
  VALUES (?, ?, ?, ?, ?)
  ON CONFLICT (id) DO UPDATE SET value = excluded.value
`).bind(
  params.payload.eventId,
  params.payload.eventName,
  params.payload.data.value ?? null,
  params.userId || null,
  new Date().toISOString(),
).run();

// ---- a batch of all items
const statement = params.infra.DB.prepare('INSERT INTO items (sku, qty) VALUES (?, ?)');
const contents = params.payload.data.contents || [];
if (contents.length) {
  const results = await params.infra.DB.batch(contents.map((c) => statement.bind(c.id, c.quantity)));
  params.logger.log(results.map((r) => r.meta.changes), results[0].success);
}
const statements = [];
statements.push(statement.bind('a', 1));
if (params.user.email) statements.push(params.infra.DB.prepare('UPDATE users SET email = ?').bind(params.user.email));
await params.infra.DB.batch(statements);

// ---- a query put together from what there is
let sql = 'SELECT count(*) AS n FROM orders WHERE 1 = 1';
const values = [];
if (params.payload.data.currency) { sql += ' AND currency = ?'; values.push(params.payload.data.currency) }
if (params.hostData.country) { sql += ' AND country = ?'; values.push(params.hostData.country) }
const { n } = await params.infra.DB.prepare(sql).bind(...values).first();
const alone = await params.infra.DB.prepare(sql).bind(...values).first('n');
if (n > 100 || alone == '100') params.logger.log('many', n, alone + 1);

// ---- an IN clause
const ids = params.payload.data.contents.map(c => c.id)
const marks = ids.map(() => '?').join(',')
const stmt = params.infra.DB.prepare('select * from products where id in (' + marks + ')')
const rows = (await stmt.bind(...ids).all()).results
const bySku = Object.fromEntries(rows.map(r => [r.sku, r]))
const margin = rows.map(({ price, cost = 0 }) => price - cost).reduce((a, b) => a + b, 0)
params.logger.log(bySku['x-1'].title, margin)

// ---- raw rows, plain statements, a session
const raw = await params.infra.DB.prepare('SELECT id, name FROM t').raw({ columnNames: true });
const [columns, ...rest] = raw;
for (const [id, name] of rest) params.logger.log(columns.length, id, name);
await params.infra.DB.exec('PRAGMA optimize');
const session = params.infra.DB.withSession('first-primary');
const latest = await session.prepare('SELECT max(at) AS at FROM t').first();
params.logger.log(new Date(latest.at).getTime(), session.getBookmark());

// ---- a helper that takes SQL and values
const db = params.infra.DB;
const query = (sql, ...args) => db.prepare(sql).bind(...args).all().then((r) => r.results);
const one = async (sql, ...args) => (await query(sql, ...args))[0];
const user = await one('SELECT * FROM users WHERE id = ?', params.userId);
const orders = await query('SELECT * FROM orders WHERE user_id = ? AND total > ?', user.id, 10);
params.logger.log(orders.length > 3 ? 'vip' : 'new', user.since.slice(0, 4));
db.prepare.call(db, 'SELECT 1');

// ---- a tagged template for SQL
function sql(strings, ...values) {
  return params.infra.DB.prepare(strings.join('?')).bind(...values);
}
const customer = await sql`SELECT * FROM customers WHERE email = ${params.user.email} AND shop = ${params.domain}`.first();
await sql`UPDATE customers SET seen = ${Date.now()} WHERE id = ${customer.id}`.run();

// ---- errors of the database
try {
  const info = await params.infra.DB.prepare('INSERT INTO once (id) VALUES (?)').bind(params.payload.eventId).run();
  if (info.meta.changes === 0 || !info.success) return;
  params.logger.log(info.meta.last_row_id, info.meta.duration + 'ms');
} catch (e) {
  if (e.message.includes('UNIQUE')) return;
  if (e.cause && e.cause.code == 'SQLITE_BUSY') params.logger.error('busy');
  throw e;
}

// ---- eine Bestellung wird gespeichert
const bestellung = {
  nummer: params.payload.data.orderId,
  betrag: (+params.payload.data.value).toFixed(2),
  positionen: params.payload.data.contents.length,
};
// Nur neue Bestellungen speichern
const vorhanden = await params.infra.DB.prepare('SELECT 1 AS da FROM bestellungen WHERE nummer = ?').bind(bestellung.nummer).first();
if (vorhanden?.da) { params.logger.log('Bestellung ' + bestellung.nummer + ' gibt es schon'); return }
await params.infra.DB.prepare('INSERT INTO bestellungen (nummer, betrag, positionen) VALUES (?, ?, ?)')
  .bind(...Object.values(bestellung))
  .run();

// ---- a repository class over the database
class Orders {
  #db;
  static table = 'orders';
  constructor(db) { this.#db = db; this.cache = {}; }
  async find(id) {
    if (this.cache[id]) return this.cache[id];
    const row = await this.#db.prepare(`SELECT * FROM ${Orders.table} WHERE id = ?`).bind(id).first();
    this.cache[id] = row;
    this.lastFound = row;
    return row;
  }
  get size() { return Object.keys(this.cache).length; }
}
const orders = new Orders(params.infra.DB);
const order = await orders.find(params.payload.data.orderId);
params.logger.log(order.total, orders.size, orders.lastFound.total);
