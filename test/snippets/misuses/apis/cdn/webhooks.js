// ---- a webhook that answers only when it is verified
const ok = params.request.headers.get('x-signature') === params.secrets.HOOK_URL;
if (ok) {
^^ missing-response
  await params.infra.QUEUE.send(await params.request.json());
  return new Response('ok');
}
