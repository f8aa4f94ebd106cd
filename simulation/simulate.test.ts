import { describe, expect, test } from 'vitest';
import { run } from '../test/support/sandbox';

const tag = 'playground/edge/tag.js';

describe('a run', () => {
  test('is numbered, starts once and ends once', async () => {
    const { events, ok } = await run("params.logger.log('hello');");
    expect(ok).toBe(true);
    expect(events.map(({ type }) => type)).toEqual(['run.start', 'log', 'return', 'run.end']);
    expect(events.map(({ seq }) => seq)).toEqual([1, 2, 3, 4]);
    expect(new Set(events.map(({ v, run: id }) => `${v} ${id}`)).size).toBe(1);
    expect(events[0]).toMatchObject({ stage: 'edge/tag', file: tag, engine: 'memory', event: 'Purchase' });
    expect(events[0]).not.toHaveProperty('missingLayers');
    expect(events.at(-1)).toMatchObject({ ok: true, durationMs: expect.any(Number), rssMb: expect.any(Number) });
  });

  test('shows where each event comes from', async () => {
    const { of } = await run("// first\n  params.logger.error('x');\nawait params.infra.CACHE.get('k');");
    expect(of('log')[0]).toMatchObject({ level: 'error', at: { file: tag, line: 1, character: 16 } });
    expect(of('binding')[0]).toMatchObject({ name: 'CACHE', op: 'get', at: { file: tag, line: 2, character: 25 } });
  });

  test('shows what the stage returns', async () => {
    const { of } = await run('return { count: 2n, at: new Date(0), none: undefined, tags: new Set(["a"]) };');
    expect(of('return')[0]?.value).toEqual({
      count: { $: 'bigint', value: '2' },
      at: { $: 'date', value: '1970-01-01T00:00:00.000Z' },
      none: { $: 'undefined' },
      tags: { $: 'set', values: ['a'] },
    });
  });

  test('does not wait for time to pass', async () => {
    const { of, ok } = await run(`
      const before = Date.now();
      await new Promise((resolve) => setTimeout(resolve, 3_600_000));
      await scheduler.wait(3_600_000);
      return Math.round((Date.now() - before) / 3_600_000);`);
    expect(ok).toBe(true);
    expect(of('return')[0]?.value).toBe(2);
  });

  test('ends when it is cancelled', async () => {
    const controller = new AbortController();
    const code = "params.logger.log('begun'); while (true) {}";
    const ending = run(code, { signal: controller.signal });
    setTimeout(() => controller.abort(), 300);
    const { events, ok } = await ending;
    expect(ok).toBe(false);
    expect(events.at(-1)).toMatchObject({ type: 'run.end', ok: false, cancelled: true });
  });

  test('ends when it was cancelled before it began', async () => {
    const { events } = await run('', { signal: AbortSignal.abort() });
    expect(events.map(({ type }) => type)).toEqual(['run.start', 'run.end']);
  });

  test('of what is no stage says so in one sentence', async () => {
    const { events, ok } = await run('', { stage: 'edge/other' });
    expect(ok).toBe(false);
    expect(events.map(({ type }) => type)).toEqual(['run.start', 'error', 'run.end']);
    expect(events[1]).toMatchObject({ message: 'edge/other is not a stage.' });
  });

  test('says that the workerd engine is not set up', async () => {
    const { of } = await run('', { engine: 'workerd' });
    expect(of('error')[0]?.message).toBe('The workerd engine was not set up.');
  });

  test('says that the sandbox is missing', async () => {
    const { of, events } = await run('', { sandbox: 'no/such/simulation.js' });
    expect(of('error')[0]?.name).toBe('SandboxError');
    expect(events.at(-1)).toMatchObject({ type: 'run.end', ok: false });
  });
});

describe('an error', () => {
  test('of syntax has its place', async () => {
    const { events } = await run('const a = 1;\n\tconst b = ;\n');
    expect(events.map(({ type }) => type)).toEqual(['run.start', 'error', 'run.end']);
    expect(events[1]).toMatchObject({
      phase: 'compile',
      name: 'SyntaxError',
      message: "Unexpected token ';'",
      at: { file: tag, line: 1, character: 11 },
      frames: [],
    });
  });

  test('at the end of the file is not one line too far', async () => {
    const { of } = await run('const a = 1;\nif (a) {\n  a;\n\n');
    expect(of('error')[0]).toMatchObject({
      message: 'Unexpected end of the file: its brackets, braces or quotes do not match',
      at: { line: 2, character: 4 },
    });
  });

  test('at run time has its place and the calls that led there', async () => {
    const { of, ok } = await run('function total(order) {\n  return order.items.length;\n}\n\nawait null;\ntotal({});');
    expect(ok).toBe(false);
    expect(of('error')[0]).toMatchObject({
      phase: 'run',
      name: 'TypeError',
      message: "Cannot read properties of undefined (reading 'length')",
      at: { file: tag, line: 1, character: 21 },
      frames: [
        { line: 1, character: 21, function: 'total' },
        { line: 5, character: 0, function: null },
      ],
    });
  });

  test.each([
    ['a byte order mark', '\ufeffnull.y', 0, 6],
    ['CRLF', 'const a = 1;\r\n\r\n  null.y;\r\n', 2, 7],
    ['characters of two units', "const a = '😀ü'; null.y", 0, 22],
    ['a line of 5 MB', `const a = '${'x'.repeat(5e6)}';\nnull.y`, 1, 5],
    ['a comment at the end', 'null.y // no line break', 0, 5],
    ['strict mode', "'use strict';\nundeclared = 1;", 1, 11],
  ])('is in its place after %s', async (_name, code, line, character) => {
    const { of } = await run(code);
    expect(of('error')[0]?.at).toEqual({ file: tag, line, character });
  });

  test.each([
    ['characters of two units', "const a = '😀ü'; const b = ];", 0, 27],
    ['CRLF', 'const a = 1;\r\n\r\n  let b = ];', 2, 10],
  ])('of syntax is in its place after %s', async (_name, code, line, character) => {
    const { of } = await run(code);
    expect(of('error')[0]).toMatchObject({ phase: 'compile', at: { line, character } });
  });

  test('is what code is that ends the function of the stage', async () => {
    const { of, logs } = await run("});\nconsole.log('out');\n(async function () {");
    expect(logs).toEqual([]);
    expect(of('error')[0]).toMatchObject({ phase: 'compile', name: 'SyntaxError', at: { line: 0, character: 1 } });
  });

  test('of the platform has the place of the call', async () => {
    const { of } = await run("\nnew URL('not a url');");
    expect(of('error')[0]).toMatchObject({ name: 'TypeError', message: 'Invalid URL', at: { line: 1, character: 0 } });
  });

  test('in a file whose name has spaces and letters from anywhere has its place', async () => {
    const file = 'käse (alt)/playground/edge/tag.js';
    const { of } = await run('\n  null.x', { file });
    expect(of('error')[0]?.at).toEqual({ file, line: 1, character: 7 });
  });

  test.each([
    ["'out of stock'", '"out of stock"'],
    ['404', '404'],
    ['undefined', 'undefined'],
    ['{ code: 1 }', '{"code":1}'],
  ])('may be no Error: %s', async (thrown, shown) => {
    const { of } = await run(`throw ${thrown}`);
    expect(of('error')[0]).toMatchObject({
      name: 'NonError',
      message: `The stage threw ${shown}, which is not an Error and has no place.`,
    });
    expect(of('error')[0]).not.toHaveProperty('at');
  });

  test('names its cause', async () => {
    const { of } = await run("throw new Error('outer', { cause: new RangeError('inner') })");
    expect(of('error')[0]?.cause).toEqual({ $: 'error', name: 'RangeError', message: 'inner' });
  });

  test('of a promise that nobody handles', async () => {
    const { of, ok } = await run("\nPromise.reject(new TypeError('lost'));\nreturn 1;");
    expect(ok).toBe(false);
    expect(of('return')[0]?.value).toBe(1);
    expect(of('error')[0]).toMatchObject({ phase: 'unhandledRejection', message: 'lost', at: { line: 1 } });
  });

  test('is none when a rejection is handled late', async () => {
    const { ok } = await run(
      "const p = Promise.reject(new Error('x')); await scheduler.wait(5); await p.catch(() => {});",
    );
    expect(ok).toBe(true);
  });

  test('in a timer does not stop the stage', async () => {
    const { of, ok } = await run(
      "setTimeout(() => { throw new Error('late') }, 1);\nawait scheduler.wait(5);\nreturn 1;",
    );
    expect(ok).toBe(false);
    expect(of('error')[0]).toMatchObject({ phase: 'timer', message: 'late', at: { line: 0, character: 25 } });
    expect(of('return')[0]?.value).toBe(1);
  });

  test('in a timer that the stage left behind is seen', async () => {
    const { of } = await run("setTimeout(() => { throw new Error('late') }, 1);");
    expect(of('error')[0]).toMatchObject({ phase: 'timer', message: 'late' });
  });

  test('of a promise that nothing can settle', async () => {
    const { of, events } = await run('await new Promise(() => {});');
    expect(of('error')[0]).toMatchObject({ phase: 'run', name: 'NeverSettles' });
    expect(events.at(-1)).toMatchObject({ type: 'run.end', ok: false });
  });
});

describe('an API handler', () => {
  const stage = 'apis/cdn/subscribe';

  test('answers a request', async () => {
    const code = `
      const { email } = await params.request.json();
      return Response.json({ email, endpoint: params.endpoint, method: params.method }, { status: 201 });`;
    const { of, ok } = await run(code, { stage, http: { body: '{"email":"a@b.example"}' } });
    expect(ok).toBe(true);
    expect(of('run.start')[0]?.request).toEqual({
      method: 'POST',
      url: 'https://www.juniper-and-oak.example/providers/playground/subscribe',
    });
    expect(of('return')[0]?.response).toEqual({
      status: 201,
      headers: { 'content-type': 'application/json' },
      body: '{"email":"a@b.example","endpoint":"subscribe","method":"POST"}',
    });
  });

  test('has its own method, URL and headers', async () => {
    const code = `
      const url = new URL(params.request.url);
      return new Response([params.request.method, url.pathname, url.searchParams.get('page'),
        params.request.headers.get('X-Shop')].join(' '));`;
    const http = { method: 'PUT', url: '/providers/playground/subscribe?page=2', headers: { 'x-shop': 'oak' } };
    const { of } = await run(code, { stage, http });
    expect(of('return')[0]?.response?.body).toBe('PUT /providers/playground/subscribe 2 oak');
  });

  test('with authentication knows its user', async () => {
    const { of } = await run('return new Response(params.currentUser.role + " " + params.request.url);', {
      stage: 'apis/server/report',
    });
    expect(of('return')[0]?.response?.body).toBe(
      'admin https://www.juniper-and-oak.example/providers/playground/server-api/report',
    );
  });

  test.each([
    ['', 'nothing'],
    ['return null', 'null'],
    ['return { ok: true }', 'an object'],
    ["return 'fine'", 'a string'],
  ])('must return a Response: %s', async (code, what) => {
    const { of, ok } = await run(code, { stage });
    expect(ok).toBe(false);
    expect(of('error')[0]).toMatchObject({
      phase: 'run',
      name: 'MissingResponse',
      message: `The API handler returned ${what}; it must return a Response, such as Response.json({ ok: true }).`,
    });
  });

  test('must not return a Response that was read', async () => {
    const { of } = await run("const r = new Response('x'); await r.text(); return r;", { stage });
    expect(of('error')[0]?.message).toContain('Body has already been used');
  });

  test.each([
    [{ url: 'http://' }, 'Invalid URL'],
    [{ method: 'GET', body: 'x' }, 'Request with a GET or HEAD method cannot have a body.'],
  ])('cannot answer what is no request: %o', async (http, message) => {
    const { of, events } = await run('return new Response()', { stage, http });
    expect(of('error')[0]?.message).toBe(message);
    expect(events.at(-1)).toMatchObject({ type: 'run.end', ok: false });
  });
});

describe('a request that the stage sends', () => {
  test('is captured, not sent, and answered with an empty JSON object', async () => {
    const { of, logs } = await run(`
      const response = await params.requestHandler('https://api.example/orders?page=2', {
        method: 'POST',
        headers: { 'Content-Type': 'application/json' },
        body: JSON.stringify({ id: 1 }),
      });
      console.log(response.ok, response.status, await response.json());`);
    expect(of('request')[0]).toMatchObject({
      url: 'https://api.example/orders?page=2',
      method: 'POST',
      headers: { 'Content-Type': 'application/json' },
      body: '{"id":1}',
      sent: false,
      via: 'requestHandler',
      at: { line: 1, character: 36 },
    });
    expect(logs).toEqual([[true, 200, {}]]);
  });

  test('through fetch is captured too', async () => {
    const { of } = await run(
      "await fetch(new Request('https://api.example/', { method: 'PUT', body: new URLSearchParams({ a: 1 }) }));",
    );
    expect(of('request')[0]).toMatchObject({ method: 'PUT', body: 'a=1', via: 'fetch', sent: false });
  });
});

describe('identity', () => {
  test('is kept for the run', async () => {
    const { of, logs } = await run(`
      const { userId, userSave, userGet, providerSave } = params;
      await userSave(userId, { city: 'Tacoma' });
      await providerSave(userId, 'crm', { id: 7 });
      const user = await userGet(userId);
      console.log(user.city, user.firstName, await userGet('nobody'));`);
    expect(of('identity').map(({ op, args }) => [op, args[1]])).toEqual([
      ['userSave', { city: 'Tacoma' }],
      ['providerSave', 'crm'],
      ['userGet', undefined],
      ['userGet', undefined],
    ]);
    expect(logs).toEqual([['Tacoma', 'Maya', null]]);
  });
});
