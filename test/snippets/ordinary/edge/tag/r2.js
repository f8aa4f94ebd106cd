// ---- a file of the day
const day = new Date().toISOString().substring(0, 10);
const name = `events/${day}/${params.payload.eventId}.json`;
await params.infra.FILES.put(name, JSON.stringify(params.payload), {
  httpMetadata: { contentType: 'application/json', cacheControl: 'max-age=60' },
  customMetadata: { shop: params.domain, user: params.userId },
});

// ---- a body read in every way
const object = await params.infra.FILES.get('feeds/products.json');
if (!object) return;
const feed = await object.json();
params.logger.log(feed.products.length, object.size, object.etag, object.customMetadata.version);
const text = await (await params.infra.FILES.get('a.csv')).text();
const lines = text.split(/\r?\n/).map((l) => l.split(';'));
const bytes = new Uint8Array(await (await params.infra.FILES.get('b.bin')).arrayBuffer());
params.logger.log(lines[0][1], bytes[0] ^ bytes[1], object.uploaded.getTime() < Date.now() - 1000);

// ---- append by reading first
const file = 'log.txt'
const old = await params.infra.FILES.get(file)
let content = old ? await old.text() : ''
content += [Date.now(), params.payload.eventName, params.userId].join('\t') + '\n'
await params.infra.FILES.put(file, content)

// ---- a range, and a condition
const part = await params.infra.FILES.get('video.mp4', { range: { offset: 0, length: 1024 } });
const tail = await params.infra.FILES.get('video.mp4', { range: { suffix: 10 } });
const fresh = await params.infra.FILES.get('feed.xml', { onlyIf: { etagDoesNotMatch: params.payload.data.etag } });
if (fresh && fresh.body) params.logger.log(await fresh.text());
params.logger.log(part.range, tail.size, (await part.arrayBuffer()).byteLength);

// ---- a download is kept
const download = await fetch('https://feeds.example/products.xml');
await params.infra.FILES.put('feed.xml', download.body, { httpMetadata: download.headers });
const again = await fetch('https://feeds.example/other.xml');
const options = { httpMetadata: { contentType: again.headers.get('content-type') }, sha256: params.payload.data.hash };
await params.infra.FILES.put('other.xml', await again.blob(), options);

// ---- all files, page by page, and old ones away
let truncated = true, cursor, removed = 0;
while (truncated) {
  const page = await params.infra.FILES.list({ prefix: 'events/', cursor, include: ['customMetadata'] });
  const old = page.objects.filter((o) => o.uploaded < new Date(Date.now() - 7 * 864e5)).map((o) => o.key);
  if (old.length) await params.infra.FILES.delete(old);
  removed += old.length;
  truncated = page.truncated;
  cursor = page.cursor;
}
params.logger.log(`${removed} removed`);

// ---- list options from a variable, keys from the database
const listOptions = { limit: 500, include: ['httpMetadata'], delimiter: '/' };
const { objects, delimitedPrefixes } = await params.infra.FILES.list(listOptions);
params.logger.log(objects.map((o) => o.httpMetadata.contentType), delimitedPrefixes.length);
const { results } = await params.infra.DB.prepare('SELECT file FROM files WHERE expired = 1').all();
await params.infra.FILES.delete(results.map((row) => row.file));
for (const row of results) await params.infra.FILES.delete(row.file);

// ---- a file in parts
const upload = await params.infra.FILES.createMultipartUpload('big.bin');
const parts = [];
const chunk = new Uint8Array(5 * 1024 * 1024);
for (let i = 1; i <= 2; i++) {
  parts.push(await upload.uploadPart(i, chunk));
}
try {
  const finished = await upload.complete(parts);
  params.logger.log(finished.httpEtag, upload.key);
} catch (e) {
  await upload.abort();
  throw e;
}

// ---- metadata of other types than text
await params.infra.FILES.put('a.txt', params.payload.pageTitle, {
  customMetadata: { items: params.payload.data.contents.length, value: 12, vip: true, at: Date.now() },
});
const head = await params.infra.FILES.head('a.txt');
if (head.customMetadata.items > 3) params.logger.log(head.key, head.version);
const extra = { customMetadata: { count: 3 }, httpMetadata: { cacheExpiry: new Date() } };
await params.infra.FILES.put('b.txt', 'b', extra);
