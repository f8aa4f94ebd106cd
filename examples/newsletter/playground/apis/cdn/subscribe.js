// POST email=…      a visitor subscribes; they get a mail with a link to confirm
// GET  ?token=…     that link

const { request, secrets, logger } = params;
const url = new URL(request.url);

if (params.method === 'POST') {
  const form = new URLSearchParams(await request.text());
  const email = (form.get('email') || '').trim().toLowerCase();
  if (!/^[^@\s]+@[^@\s]+\.[^@\s]+$/.test(email)) {
    return Response.json({ error: 'Please give an e-mail address.' }, { status: 400 });
  }

  const userId = form.get('userId');
  const source = userId ? await params.infra.CACHE.get(`source:${userId}`) : null;
  await params.infra.DB.prepare(
    `INSERT INTO subscribers (email, user_id, source, created_at) VALUES (?, ?, ?, ?)
     ON CONFLICT (email) DO UPDATE SET user_id = excluded.user_id`,
  )
    .bind(email, userId, source ?? 'website', new Date().toISOString())
    .run();

  const token = crypto.randomUUID();
  await params.infra.CACHE.put(`confirm:${token}`, email, { expirationTtl: 48 * 60 * 60 });
  await params.infra.WELCOME.send({
    template: 'confirm',
    email,
    shop: secrets.SHOP_NAME,
    link: `${url.origin}${url.pathname}?token=${token}`,
  });
  params.infra.EVENTS.writeDataPoint({ blobs: ['subscribe', source ?? 'website'], indexes: ['subscribe'] });
  return Response.json({ ok: true }, { status: 202 });
}

const token = url.searchParams.get('token');
if (!token) {
  return new Response('This address is for the sign-up form.', { status: 400 });
}

const email = await params.infra.CACHE.get(`confirm:${token}`);
if (!email) {
  logger.log('Unknown or expired link');
  return new Response('This link is too old. Please subscribe again.', { status: 410 });
}

await params.infra.DB.prepare('UPDATE subscribers SET confirmed_at = ? WHERE email = ? AND confirmed_at IS NULL')
  .bind(new Date().toISOString(), email)
  .run();
await params.infra.CACHE.delete(`confirm:${token}`);
return new Response(`Thank you! The next letter of ${secrets.SHOP_NAME} is yours.`);
