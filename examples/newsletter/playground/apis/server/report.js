// For signed-in colleagues: how many subscribers there are, and the files to download.
// ?file=subscribers/2026-06-01.csv returns one of them.

const url = new URL(params.request.url);
const file = url.searchParams.get('file');

if (file) {
  const stored = await params.infra.EXPORTS.get(file);
  if (!stored) {
    return new Response(`There is no ${file}.`, { status: 404 });
  }
  params.logger.log(params.currentUser.email, 'downloads', file);
  return new Response(stored.body, {
    headers: {
      'Content-Type': stored.httpMetadata?.contentType ?? 'text/csv',
      'Content-Disposition': `attachment; filename="${file.split('/').pop()}"`,
    },
  });
}

const days = Math.min(Number(url.searchParams.get('days')) || 30, 365);
const since = new Date(Date.now() - days * 24 * 60 * 60 * 1000).toISOString();

const [bySource, total] = await Promise.all([
  params.infra.DB.prepare(
    `SELECT source, count(*) AS subscribers FROM subscribers
     WHERE confirmed_at >= ? GROUP BY source ORDER BY subscribers DESC`,
  )
    .bind(since)
    .all(),
  params.infra.DB.prepare('SELECT count(*) AS count FROM subscribers WHERE confirmed_at IS NOT NULL').first('count'),
]);
const exports = await params.infra.EXPORTS.list({ prefix: 'subscribers/', limit: 31 });

return Response.json({
  since,
  total: total ?? 0,
  bySource: bySource.results,
  files: exports.objects.map(({ key, size, uploaded }) => ({ key, size, uploaded })),
});
