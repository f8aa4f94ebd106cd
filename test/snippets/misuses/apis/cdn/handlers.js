// ---- nothing is returned
const body = await params.request.json();
await params.infra.QUEUE.send(body);
^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ missing-response

// ---- an object is returned
const row = await params.infra.DB.prepare('SELECT 1 AS n').first('n');
return { ok: true, row };
       ^^^^^^^^^^^^^^^^^ missing-response

// ---- a text is returned
return 'pong';
       ^^^^^^ missing-response

// ---- JSON as text is returned
const list = await params.infra.CACHE.list();
return JSON.stringify(list.keys);
       ^^^^^^^^^^^^^^^^^^^^^^^^^ missing-response

// ---- an empty return for what is wrong
if (params.method !== 'POST') return;
                              ^^^^^^^ missing-response
return new Response('ok');

// ---- a method without an answer
if (params.method === 'GET') {
^^ missing-response
  return new Response('read');
} else if (params.method === 'POST') {
  return new Response('written');
}

// ---- a switch without a default
switch (params.method) {
^^^^^^^^^^^^^^^^^^^^^^^^ missing-response
  case 'GET':
    return new Response('a');
  case 'POST':
    return new Response('b');
}

// ---- an error that is only logged
try {
^^^^^ missing-response
  return Response.json(await params.request.json());
} catch (e) {
  params.logger.error(e.message);
}

// ---- a response in a callback
const ids = await params.request.json();
ids.forEach((id) => {
^^^^^^^^^^^^^^^^^^^^^ missing-response
  return new Response(id);
});

// ---- a list of responses
return [new Response('a')];
       ^^^^^^^^^^^^^^^^^^^ missing-response

// ---- a number is returned
return 404;
       ^^^ missing-response

// ---- requests of the edge stages
const res = await params.requestHandler('https://api.example');
                         ^^^^^^^^^^^^^^ 2339
return Response.json(res.body);

// ---- who asks is not known without authentication
return new Response(params.currentUser.email);
                           ^^^^^^^^^^^ 2339

// ---- the event of a tag
await params.infra.CACHE.put(params.userId, JSON.stringify(params.payload));
                                    ^^^^^^ 2339
                                                                  ^^^^^^^ 2339
return new Response('ok');

// ---- parts of the request at the wrong place
const name = params.query.name;
                    ^^^^^ 2339
return new Response(params.body.name + params.headers.host + name);
                           ^^^^ 2339
                                              ^^^^^^^ 2339

// ---- an answer as Express has it
params.response.send('ok');
       ^^^^^^^^ 2339
return new Response('ok');

// ---- Node.js in a handler
const sent = Buffer.from(await params.request.arrayBuffer());
             ^^^^^^ 2591
return new Response(sent);

// ---- a found value is used without waiting
const hit = params.infra.CACHE.get(params.endpoint);
if (hit) return new Response('hit');
    ^^^ 2801
return new Response('miss');

// ---- a file's body without waiting
const file = params.infra.FILES.get('a.html');
return new Response(file.body, { headers: { etag: file.httpEtag } });
                         ^^^^ 2339
                                                       ^^^^^^^^ 2339
