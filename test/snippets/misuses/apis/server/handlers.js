// ---- the user by another name
if (params.user.role !== 'admin') return new Response('no', { status: 403 });
           ^^^^ 2339
return new Response('ok');

// ---- saved without a binding that is declared
await params.infra.SETTINGS.put(params.currentUser.teamId, await params.request.text());
                   ^^^^^^^^ undeclared-binding
return new Response(null, { status: 204 });

// ---- a promise of an object
const rows = await params.infra.DB.prepare('SELECT 1').all();
return rows.results;
       ^^^^^^^^^^^^ missing-response
