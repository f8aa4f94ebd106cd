// The code that is typed in: the body of an API handler, the same for every server, and the places in it that are asked about.

/** The bindings that are declared, in the order of the manifest. */
export const bindings = [
  { name: 'CACHE', kind: 'kv_namespaces', type: 'KVNamespace', field: 'id' },
  { name: 'SESSIONS', kind: 'kv_namespaces', type: 'KVNamespace', field: 'id' },
  { name: 'DB', kind: 'd1_databases', type: 'D1Database', field: 'database_name' },
  { name: 'FILES', kind: 'r2_buckets', type: 'R2Bucket', field: 'bucket_name' },
  { name: 'QUEUE', kind: 'queues.producers', type: 'Queue', field: 'queue' },
  { name: 'EVENTS', kind: 'analytics_engine_datasets', type: 'AnalyticsEngineDataset', field: 'dataset' },
  { name: 'OTHER', kind: 'r2_buckets', type: 'R2Bucket', field: 'bucket_name' },
];

/** The binding that is renamed for a while, to the name that code uses and the manifest does not declare. */
export const renamed = 'OTHER';
export const undeclared = 'LATER';

/** Digits of this length are what an edit replaces, so that no edit moves anything. */
const digits = 4;

/**
 * The body of a handler. `edited` is part of a local name and of a method that does not exist, so that answers show
 * whether they are of the text that was just typed.
 * @param {number} index which file: no two are alike
 */
export function handlerBody(index, edited = 0) {
  const number = edited.toString().padStart(digits, '0');
  return `const visit${number} = ${index};
const { request } = params;
const url = new URL(request.url);
const email = url.searchParams.get('email');
if (!email || !email.includes('@')) {
  return new Response('The email is missing', { status: 400 });
}
const key = \`subscriber:\${email}:${index}\`;
const known = await params.infra.SESSIONS.get(key, 'json');
if (known) {
  return Response.json({ known: true, file: ${index} });
}
const { results } = await params.infra.DB.prepare('SELECT id, name FROM subscribers WHERE email = ?1').bind(email).all();
for (const row of results) {
  params.logger.log('row', row.id, row.name, row['name']);
}
const digest = await crypto.subtle.digest('SHA-256', new TextEncoder().encode(email));
const total = [...new Uint8Array(digest)].reduce((sum, byte) => sum + byte, 0);
await params.infra.CACHE.put(key, JSON.stringify({ total, at: Date.now() }), { expirationTtl: 3600 });
await params.infra.QUEUE.send({ email, index: ${index} });
params.infra.EVENTS.writeDataPoint({ indexes: [email], blobs: [request.headers.get('user-agent')], doubles: [total] });
const stored = await params.infra.FILES.get(\`exports/\${key}.json\`);
if (stored) {
  params.logger.log(await stored.text(), stored.size);
}
await params.infra.CACHE.missing${number}('key');
await params.infra.${undeclared}.get('key');
return Response.json({ email, total, results });
`;
}

/** What is asked, where (the cursor is the bar), and what an answer must have in it. */
export const places = {
  binding: { marked: 'await params.infra.|CACHE.put', expected: bindings.map(({ name }) => name) },
  bindingHover: { marked: 'await params.infra.CA|CHE.put', expected: ['CACHE', 'KVNamespace'] },
  bindingMember: { marked: 'await params.infra.CACHE.|put', expected: ['get', 'put', 'list', 'delete'] },
  member: { marked: 'request.headers.|get', expected: ['append', 'delete', 'get', 'has', 'set'] },
  signature: { marked: 'await params.infra.CACHE.put(|key', expected: ['put(', 'value', 'options'] },
};

/**
 * The place of a bar in a text.
 * @param {string} text
 * @param {string} marked
 */
export function placeOf(text, marked) {
  const found = text.indexOf(marked.replace('|', ''));
  if (found < 0) {
    throw new Error(`There is no ${marked}`);
  }
  const before = text.slice(0, found + marked.indexOf('|')).split('\n');
  return { line: before.length - 1, character: before.at(-1)?.length ?? 0 };
}

/**
 * The edit that writes another number behind a name.
 * @param {string} text
 * @param {'visit' | 'missing'} name
 * @param {number} edited
 */
export function numberEdit(text, name, edited) {
  const { line, character } = placeOf(text, name === 'visit' ? 'const visit|' : 'CACHE.missing|');
  return { line, start: character, end: character + digits, text: edited.toString().padStart(digits, '0') };
}
