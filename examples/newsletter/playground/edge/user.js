// The visitor told us who they are: join their subscription, if they have one, to their visits.

const email = (params.payload.email || params.user.email || '').trim().toLowerCase();
if (!email) {
  return;
}

const subscriber = await params.infra.DB.prepare('SELECT email, user_id, confirmed_at FROM subscribers WHERE email = ?')
  .bind(email)
  .first();

if (!subscriber) {
  params.logger.log('Not a subscriber yet');
  return;
}

if (subscriber.user_id !== params.userId) {
  await params.infra.DB.prepare('UPDATE subscribers SET user_id = ? WHERE email = ?').bind(params.userId, email).run();
}

await params.providerSave(params.userId, 'newsletter', {
  list: params.secrets.LIST_ID,
  confirmed: subscriber.confirmed_at !== null,
});
