import { type AddressInfo, createServer } from 'node:net';
import { describe, expect, onTestFinished, test as testAnywhere } from 'vitest';
import { needs } from '../test/support/needs';
import { bindings, miniflareMissing, type RunOptions, run as runOnce } from '../test/support/sandbox';
import { withCode } from '../test/support/simulation';
import { temporaryFolder } from '../test/support/temporaryFolder';
import { readSeed } from './project/seed';
import { workerdProject } from './project/workerd';

// The project's Miniflare is the one that this project has for development.
const miniflare = workerdProject(process.cwd(), [], {});
const test = needs(!('refused' in miniflare), miniflareMissing);
const schema =
  'CREATE TABLE orders (id TEXT PRIMARY KEY,\n  total REAL NOT NULL);\nCREATE INDEX by_total ON orders (total);';

/** Runs a stage on workerd. */
const run = (code: string, options: RunOptions = {}) =>
  runOnce(code, {
    engine: 'workerd',
    workerd:
      'refused' in miniflare
        ? miniflare
        : { ...miniflare, sql: [{ binding: 'DB', file: 'migrations/0001.sql', sql: schema }] },
    timeoutMs: 20_000,
    ...options,
  });

describe('on workerd', () => {
  test('a stage runs with its bindings, which are real', async () => {
    const { of, logs, ok } = await run(`const { DB, CACHE, FILES, LIMITER } = params.infra;
await DB.prepare('INSERT INTO orders VALUES (?, ?)').bind('a', 12.5).run();
await DB.batch([DB.prepare('INSERT INTO orders VALUES (?, ?)').bind('b', 3), DB.prepare('SELECT * FROM orders')]);
const total = await DB.prepare('SELECT sum(total) AS total FROM orders').first('total');
await CACHE.put('k', JSON.stringify({ total }), { metadata: { from: 'test' }, expirationTtl: 60 });
const file = await FILES.put('a.txt', 'hello', { httpMetadata: { contentType: 'text/plain' } });
const body = await FILES.get('a.txt', { range: { offset: 1, length: 2 } });
console.log(total, await CACHE.get('k', 'json'), (await CACHE.getWithMetadata('k')).metadata, file.size,
  await body.text(), body.httpMetadata.contentType, (await FILES.list()).objects[0].key, (await LIMITER.limit({ key: 'x' })).success);`);
    expect(ok).toBe(true);
    expect(logs).toEqual([[15.5, { total: 15.5 }, { from: 'test' }, 5, 'el', 'text/plain', 'a.txt', true]]);
    expect(of('run.start')[0]).toMatchObject({ engine: 'workerd', runtime: expect.stringMatching(/^workerd 20/) });
    expect(of('binding')[0]).toMatchObject({
      sql: 'INSERT INTO orders VALUES (?, ?)',
      parameters: ['a', 12.5],
      executed: true,
      changes: 1,
      at: { line: 1 },
    });
    expect(of('binding')[2]).toMatchObject({ op: 'first', rows: 1, result: 15.5, at: { line: 3 } });
    expect(of('state')).toMatchObject([
      { name: 'CACHE', entries: [{ key: 'k', value: '{"total":15.5}', metadata: { from: 'test' } }] },
      { name: 'FILES', entries: [{ key: 'a.txt', value: 'hello' }] },
    ]);
  });

  test('one run knows nothing of another', async () => {
    await run("await params.infra.CACHE.put('k', 'v'); globalThis.left = 1;");
    const { logs } = await run("console.log(await params.infra.CACHE.get('k'), typeof left);");
    expect(logs).toEqual([[null, 'undefined']]);
  });

  test('requests are captured, and secrets masked', async () => {
    const { of, logs, events } = await run(
      `const response = await params.requestHandler('https://api.example/?token=x', { method: 'POST', headers: { Authorization: params.secrets.KEY }, body: JSON.stringify({ id: 1 }) });
      await fetch('https://other.example/');
      console.log(response.status, await response.json());`,
      { variables: { KEY: 'sk_live_do_not_show' }, secrets: ['KEY'] },
    );
    expect(of('request')).toMatchObject([
      {
        method: 'POST',
        url: 'https://api.example/?token=[REDACTED]',
        headers: { Authorization: '[REDACTED]' },
        via: 'requestHandler',
      },
      { method: 'GET', url: 'https://other.example/', via: 'fetch', sent: false },
    ]);
    expect(logs).toEqual([[200, {}]]);
    expect(JSON.stringify(events)).not.toContain('sk_live_do_not_show');
  });

  test('an API handler answers a real request', async () => {
    const { of } = await run(
      'return Response.json({ url: params.request.url, body: await params.request.text() }, { status: 201 });',
      {
        stage: 'apis/cdn/subscribe',
        http: { body: '{"a":1}' },
      },
    );
    expect(of('return')[0]?.response).toMatchObject({ status: 201, body: expect.stringContaining('{\\"a\\":1}') });
  });

  test('errors have their places', async () => {
    const { of } = await run('function total(order) {\n  return order.items.length;\n}\n\nawait null;\ntotal({});');
    expect(of('error')[0]).toMatchObject({
      name: 'TypeError',
      at: { file: 'playground/edge/tag.js', line: 1, character: 21 },
      frames: [
        { line: 1, function: 'total' },
        { line: 5, character: 0, function: null },
      ],
    });
    const syntax = await run('const a = 1;\n\tconst b = ;\n');
    expect(syntax.of('error')[0]).toMatchObject({
      phase: 'compile',
      message: "Unexpected token ';'",
      at: { line: 1, character: 11 },
    });
  });

  test.each([
    [
      'a timer',
      "setTimeout(() => { throw new Error('late') }, 1);\nawait scheduler.wait(20);",
      { phase: 'timer', message: 'late' },
    ],
    [
      'a rejection',
      "Promise.reject(new TypeError('lost'));\nreturn 1;",
      { phase: 'unhandledRejection', message: 'lost' },
    ],
    ['no Error', 'throw 404', { name: 'NonError' }],
    ['a promise that nothing settles', 'await new Promise(() => {});', { name: 'NeverSettles' }],
    [
      'SQL',
      "\nawait params.infra.DB.prepare('SELEC 1').run()",
      { message: expect.stringContaining('syntax error'), at: { line: 1 } },
    ],
    ['a wrong return', 'return 1;', { name: 'WrongReturn' }, 'edge/tagRoot'],
  ])('%s is an error of the run', async (_name, code, error, stage = 'edge/tag') => {
    const { of, events } = await run(code, { stage });
    expect(of('error')).toHaveLength(1);
    expect(of('error')[0]).toMatchObject(error);
    expect(events.at(-1)).toMatchObject({ type: 'run.end', ok: false });
  });

  test('a Durable Object and a service of the project run there too', async () => {
    const code = await withCode({
      'durable-objects/Counter.js': `
        import { DurableObject } from 'cloudflare:workers';
        import { step } from './step';
        export class Counter extends DurableObject {
          async increment() { const value = ((await this.ctx.storage.get('v')) ?? 0) + step; await this.ctx.storage.put('v', value); return value; }
          fetch(request) { return new Response('object ' + new URL(request.url).pathname); }
          sql() { return this.ctx.storage.sql.exec('select 7 as v').one().v; }
        }`,
      'durable-objects/step.js': 'export const step = 2;',
      'services/backend.js': `
        import { WorkerEntrypoint } from 'cloudflare:workers';
        export default class extends WorkerEntrypoint {
          async fetch() { await fetch('https://elsewhere.example/'); return new Response('backend'); }
          add(a, b) { return a + b; }
        }`,
    });
    const { logs, of } = await run(
      `const { COUNTER, BACKEND } = params.infra;
      const counter = COUNTER.getByName('cart');
      await counter.increment();
      console.log(await counter.increment(), await (await counter.fetch('https://o.example/x')).text(), await counter.sql(),
        await BACKEND.add(1, 2), await (await BACKEND.fetch('https://b.example/')).text());`,
      code,
    );
    expect(of('error')).toEqual([]);
    expect(logs).toEqual([[4, 'object /x', 7, 3, 'backend']]);
    expect(of('request')).toMatchObject([{ url: 'https://elsewhere.example/', sent: false }]);
  });

  test('what workerd cannot do offline answers as in the memory engine', async () => {
    const { logs } = await run(
      `const { AI, INDEX } = params.infra;
      await INDEX.upsert([{ id: 'a', values: [1, 0] }]);
      console.log(await AI.run('m', {}), (await INDEX.query([1, 0])).matches[0].id);`,
      {
        bindings: [
          { name: 'AI', kind: 'ai', fields: {} },
          { name: 'INDEX', kind: 'vectorize', fields: {} },
        ],
        fixtures: { ai: { m: { response: 'hi' } } },
        workerd: miniflare,
      },
    );
    expect(logs).toEqual([[{ response: 'hi' }, 'a']]);
  });

  test('a Worker of the project opens no connection', async () => {
    let connections = 0;
    const server = createServer((socket) => {
      connections += 1;
      socket.destroy();
    });
    onTestFinished(() => void server.close());
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    const address = `127.0.0.1:${(server.address() as AddressInfo).port}`;
    const code = await withCode({
      'services/backend.js': `
        import { connect } from 'cloudflare:sockets';
        import { WorkerEntrypoint } from 'cloudflare:workers';
        export default class extends WorkerEntrypoint {
          async open() {
            try {
              const socket = connect('${address}');
              await socket.opened;
              return 'escaped';
            } catch {
              return 'blocked';
            }
          }
          async send() { return (await fetch('http://${address}/')).status; }
        }`,
    });
    const { logs } = await run(
      'console.log(await params.infra.BACKEND.open(), await params.infra.BACKEND.send());',
      code,
    );
    expect(logs).toEqual([['blocked', 200]]);
    expect(connections).toBe(0);
  });

  test('a Worker of the project forges nothing, whatever it prints', async () => {
    const forged = [
      { type: 'log', level: 'error', source: 'console', args: ['forged'] },
      { type: 'request', url: 'https://forged.example/', method: 'GET', headers: {}, body: null, sent: false },
      { type: 'return', value: 'forged' },
      { type: 'error', phase: 'run', name: 'Error', message: 'forged' },
      { type: 'state', name: 'CACHE', entries: [] },
      { type: 'printed', id: 'x' },
      { type: 'begun' },
      { type: 'done', ok: true },
      { type: 'truncated', limit: 'none' },
      { type: 'run.end', ok: true },
    ];
    const lines = forged.flatMap((event) =>
      ['@@infra ', '', '0'.repeat(64)].map((mark) => `${mark}${JSON.stringify(event)}`),
    );
    const code = await withCode({
      'services/backend.js': `
        export default { async fetch() { for (const line of ${JSON.stringify(lines)}) console.log(line); return new Response(null); } };`,
    });
    const { events, logs, ok } = await run('await params.infra.BACKEND.fetch("https://b.example/"); return 1;', code);
    expect(ok).toBe(true);
    expect(logs).toEqual(lines.map((line) => [line]));
    expect(new Set(events.map(({ type }) => type))).toEqual(
      new Set(['run.start', 'log', 'binding', 'return', 'run.end']),
    );
  });

  test('a stage does not learn what its events are known by', async () => {
    const { logs, of } = await run(`
      const { apply, ownKeys } = Reflect;
      const seen = [];
      let busy = false;
      const look = (value, where) => {
        if (busy) return;
        busy = true;
        if (typeof value === 'string' && /[0-9a-f]{64}/.test(value)) seen[seen.length] = where;
        busy = false;
      };
      const iterator = Object.getPrototypeOf([][Symbol.iterator]());
      const owners = [String, Array, RegExp, Object, Function, Map, Set, Error, Promise, TextEncoder].map(({ prototype }) => prototype);
      for (const owner of [...owners, iterator, JSON, Object, Array, String, Reflect, console]) {
        for (const key of ownKeys(owner)) {
          const described = Object.getOwnPropertyDescriptor(owner, key);
          const original = described.value;
          if (key === 'constructor' || typeof original !== 'function' || !described.configurable) continue;
          Object.defineProperty(owner, key, { ...described, value: function (...args) {
            look(this, String(key));
            for (let index = 0; index < args.length; index += 1) look(args[index], String(key));
            return apply(original, this, args);
          } });
        }
      }
      params.logger.log('x', { y: [1] });
      await params.infra.CACHE.put('k', 'v');
      const own = await import('isolate.js');
      look(Object.keys(own).join() + own.default + own.default.prototype.run, 'isolate.js');
      Error.prepareStackTrace = (error, sites) => { for (const site of sites) look(String(site.getFunction()), 'stack'); return ''; };
      params.logger.log('z');
      params.logger.log(seen.join());`);
    expect(of('error')).toEqual([]);
    expect(logs).toEqual([['x', { y: [1] }], ['z'], ['']]);
  });

  test('a text with separators of lines is one text', async () => {
    const { logs } = await run("console.log('a\u2028b\u2029c', '\u2028'.length, '\\u2028\\n');");
    expect(logs).toEqual([['a\u2028b\u2029c', 1, '\u2028\n']]);
  });

  test('a workflow of the project runs, as far as the stage waits for it', async () => {
    const declared = [{ name: 'FLOW', kind: 'workflows', fields: { name: 'orders', class_name: 'Orders' } }];
    const code = await withCode(
      {
        'workflows/Orders.js': `
          import { WorkflowEntrypoint } from 'cloudflare:workers';
          export class Orders extends WorkflowEntrypoint {
            async run(event, step) {
              const next = await step.do('add', async () => event.payload.count + 1);
              await step.sleep('a while', '10 ms');
              return next;
            }
          }`,
      },
      undefined,
      declared,
    );
    const { logs, of } = await run(
      `const flow = await params.infra.FLOW.create({ id: 'order-1', params: { count: 1 } });
      let status = await flow.status();
      while (status.status !== 'complete' && status.status !== 'errored') {
        await scheduler.wait(20);
        status = await flow.status();
      }
      console.log(flow.id, (await params.infra.FLOW.get('order-1')).id, status);`,
      { ...code, workerd: miniflare },
    );
    expect(of('error')).toEqual([]);
    expect(logs).toMatchObject([['order-1', 'order-1', { status: 'complete', output: 2 }]]);
    expect(of('binding')[0]).toMatchObject({ op: 'create', simulated: 'computed', executed: true, result: 'order-1' });
  });

  test('images are changed, and an email is checked and not sent', async () => {
    const { logs, of } = await run(
      `const { IMAGES, MAIL } = params.infra;
      const png = atob('iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==');
      const image = () => new Blob([Uint8Array.from(png, (c) => c.charCodeAt(0))]).stream();
      const { format, width } = await IMAGES.info(image());
      const made = await IMAGES.input(image()).transform({ width: 4 }).draw(IMAGES.input(image()).transform({ rotate: 90 }), { top: 0 }).output({ format: 'image/webp' });
      const response = made.response();
      console.log(format, width, made.contentType(), (await response.arrayBuffer()).byteLength > 20);
      const mail = { from: 'shop@a.example', subject: 'Hello', text: 'Hello' };
      console.log(typeof (await MAIL.send({ ...mail, to: 'me@a.example' })).messageId);
      await MAIL.send({ ...mail, to: 'you@a.example' });`,
      {
        bindings: [
          { name: 'IMAGES', kind: 'images', fields: {} },
          { name: 'MAIL', kind: 'send_email', fields: { destination_address: 'me@a.example' } },
        ],
        workerd: miniflare,
      },
    );
    expect(logs).toEqual([['image/png', 1, 'image/webp', true], ['string']]);
    expect(of('binding')[2]).toMatchObject({ name: 'MAIL', op: 'send', simulated: 'captured', executed: false });
    expect(of('error')[0]?.message).toMatch(/you@a\.example.*not.*allowed/);
  });

  test('stores begin with a seed', async () => {
    const seed = readSeed(
      'seed.json',
      '{ "CACHE": { "a": "1", "b": { "json": [2], "metadata": 3 } }, "FILES": { "f": "x" }, "DB": { "orders": [{ "id": "it\'s", "total": 4 }] } }',
      bindings,
    );
    if ('refused' in seed || 'refused' in miniflare) {
      throw new Error('no seed');
    }
    const code = `const { CACHE, FILES, DB } = params.infra;
      console.log(await CACHE.get('a'), await CACHE.get('b', 'json'), (await CACHE.list()).keys[1].metadata, await (await FILES.get('f')).text(), await DB.prepare('SELECT id FROM orders').first('id'));`;
    const sql = [{ binding: 'DB', file: 'migrations/0001.sql', sql: schema }, ...seed.sql];
    const { logs } = await run(code, { workerd: { ...miniflare, sql }, state: seed.state });
    expect(logs).toEqual([['1', [2], 3, 'x', "it's"]]);
  });

  test('a migration that fails is said, and nothing runs', async () => {
    const sql = [
      { binding: 'DB', file: 'migrations/0001_bad.sql', sql: '-- one\nCREATE TABLE a (x);\nCREATE TABL x (a);' },
    ];
    const { events, of } = await run(
      "params.logger.log('ran')",
      'refused' in miniflare ? {} : { workerd: { ...miniflare, sql } },
    );
    expect(events.map(({ type }) => type)).toEqual(['run.start', 'error', 'run.end']);
    expect(of('error')[0]).toMatchObject({
      name: 'MigrationError',
      message: expect.stringMatching(/^migrations\/0001_bad\.sql failed on DB: near "TABL": syntax error/),
      at: { file: 'migrations/0001_bad.sql', line: 2, character: 7 },
    });
  });

  testAnywhere('an engine that is not installed is said', async () => {
    const folder = temporaryFolder({ 'package.json': '{}', 'yarn.lock': '' });
    const { of } = await run('', { workerd: workerdProject(folder, [], {}) });
    expect(of('error')[0]).toMatchObject({
      name: 'EngineMissing',
      message:
        'The workerd engine needs Miniflare, which this project does not have: install it with "yarn add --dev miniflare".',
      install: { manager: 'yarn', folder, hasPackage: true },
    });
  });

  test('a run can be cancelled', async () => {
    const controller = new AbortController();
    const ending = run("params.logger.log('begun'); for (;;) {}", { signal: controller.signal });
    setTimeout(() => controller.abort(), 1500);
    const { events } = await ending;
    expect(events.at(-1)).toMatchObject({ type: 'run.end', ok: false, cancelled: true });
  });

  test('the calls behind the bindings reach nothing but the bindings', async () => {
    const { logs } = await run(`
      const { env } = await import('cloudflare:workers');
      const attempt = async (action) => {
        try { console.log('escaped', String(await action())); } catch { console.log('blocked'); }
      };
      const spec = { compatibilityDate: '2025-01-01', mainModule: 'a.js', modules: { 'a.js': 'export default {}' } };
      await attempt(() => env.infra.call('INFRA_LOADER', 'load', [spec]));
      await attempt(() => env.infra.object('INFRA_LOADER', 'x', 'load', [spec]));
      await attempt(() => env.infra.fetch('https://a.example/'));
      await attempt(() => env.infra.call('INFRA_DOOR', 'toString', []));
      await attempt(() => env.infra.call('INFRA_DOOR', 'slice', [0]));
      await attempt(() => env.infra.statement('INFRA_DOOR', ['', []], 'at', [0]));
      await attempt(() => env.infra.batch('INFRA_LOADER', [['x', []]]));
      await attempt(() => env.infra.upload('INFRA_LOADER', 'k', 'i', 'load', [spec]));
      await attempt(() => env.infra.call('constructor', 'getOwnPropertyNames', [{}]));
      await attempt(() => env.infra.call('__proto__', 'valueOf', []));
      await attempt(() => env.infra.call('CACHE', 'constructor', []));
      await attempt(() => env.infra.call('CACHE', '__defineGetter__', ['get', () => 'x']));
      await attempt(() => env.infra.call(['CACHE'], 'get', ['k']));
      await attempt(() => env.infra.env);
      await attempt(() => env.infra.ctx.exports);
      await attempt(() => { if (Object.keys(env).join() === 'infra') throw new Error('nothing else'); });
      await attempt(() => params.infra.DB.prepare("ATTACH '/tmp/escaped' AS e").run());`);
    expect(logs).toEqual(Array(17).fill(['blocked']));
  });
});
