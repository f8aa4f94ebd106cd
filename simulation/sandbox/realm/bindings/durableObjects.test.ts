import { describe, expect, test } from 'vitest';
import { logged, run } from '../../../../test/support/sandbox';
import { withCode } from '../../../../test/support/simulation';

const counter = `
  import { DurableObject } from 'cloudflare:workers';
  export class Counter extends DurableObject {
    async increment(by = 1) {
      const value = ((await this.ctx.storage.get('value')) ?? 0) + by;
      await this.ctx.storage.put('value', value);
      return value;
    }
    async fetch(request) {
      return Response.json({ path: new URL(request.url).pathname, value: await this.ctx.storage.get('value') });
    }
    async remind(ms) {
      await this.ctx.storage.setAlarm(Date.now() + ms);
    }
    async alarm() {
      await this.ctx.storage.put('rang', true);
    }
    rang() {
      return this.ctx.storage.get('rang');
    }
    fail() {
      throw new RangeError('too far');
    }
    count(map) {
      return new Map([['size', map.size]]);
    }
  }`;
const options = () => withCode({ 'durable-objects/Counter.js': counter });
const stub = "const counter = params.infra.COUNTER.getByName('cart');";

describe('a Durable Object', () => {
  test('of a class in the project keeps its state, one object a name', async () => {
    const code = `${stub}
      const { COUNTER } = params.infra;
      await counter.increment();
      console.log(await counter.increment(2), await COUNTER.get(COUNTER.idFromName('cart')).increment(),
        await COUNTER.getByName('other').increment());`;
    expect(await logged(code, await options())).toEqual([3, 4, 1]);
  });

  test('has its SQL captured, and says that it was not executed', async () => {
    const code = await withCode({
      'durable-objects/Counter.js': `
        import { DurableObject } from 'cloudflare:workers';
        export class Counter extends DurableObject {
          rows() { return this.ctx.storage.sql.exec('SELECT v FROM t WHERE k = ?', 'a').toArray(); }
        }`,
    });
    const { of, logs } = await run(`${stub} console.log(await counter.rows());`, code);
    expect(logs).toEqual([[[]]]);
    expect(of('binding')[0]).toMatchObject({
      op: 'storage.sql.exec',
      sql: 'SELECT v FROM t WHERE k = ?',
      parameters: ['a'],
      simulated: 'captured',
      executed: false,
      note: 'The memory engine has no SQL: the query was not executed. It is on the workerd engine.',
    });
  });

  test('answers fetch, and copies of what it is given', async () => {
    const code = `${stub}
      await counter.increment(7);
      const response = await counter.fetch('https://object.example/state');
      console.log(await response.json(), await counter.count(new Map([['a', 1]])));`;
    expect(await logged(code, await options())).toEqual([
      { path: '/state', value: 7 },
      { $: 'map', entries: [['size', 1]] },
    ]);
  });

  test('rings on the clock of the run', async () => {
    const code = `${stub}
      await counter.remind(60_000);
      const before = await counter.rang();
      await scheduler.wait(61_000);
      console.log(before, await counter.rang());`;
    expect(await logged(code, await options())).toEqual([{ $: 'undefined' }, true]);
  });

  test('tells its calls, what they stored, and where an error was thrown', async () => {
    const { of, events } = await run(`${stub}\nawait counter.increment();\nawait counter.fail();`, await options());
    expect(of('binding').map(({ op, simulated }) => [op, simulated])).toEqual([
      ['storage.get', 'computed'],
      ['storage.put', 'computed'],
      ['get("cart").increment', 'computed'],
      ['get("cart").fail', 'computed'],
    ]);
    expect(of('binding')[0]?.at).toMatchObject({ file: 'durable-objects/Counter.js', line: 4 });
    expect(of('error')[0]).toMatchObject({
      name: 'RangeError',
      message: 'too far',
      at: { file: 'durable-objects/Counter.js', line: 21 },
    });
    expect(events.filter(({ type }) => type === 'state')).toMatchObject([{ name: 'COUNTER', entries: [{ value: 1 }] }]);
  });

  test('has transactions and lists', async () => {
    const code = `
      import { DurableObject } from 'cloudflare:workers';
      export default class extends DurableObject {
        async go() {
          const { storage } = this.ctx;
          await storage.put({ a: 1, b: 2, c: 3 });
          await storage.transaction(async (txn) => { await txn.put('a', 9); throw new Error('no'); }).catch(() => {});
          await storage.transaction(async (txn) => { await txn.delete('b'); });
          const listed = [...(await storage.list({ start: 'a', reverse: true })).keys()];
          return [await storage.get('a'), listed, await storage.delete(['a', 'x']), storage.kv.get('c')];
        }
      }`;
    const stage = "console.log(await params.infra.COUNTER.getByName('x').go());";
    expect(await logged(stage, await withCode({ 'durable-objects/Counter.js': code }))).toEqual([
      [1, ['c', 'a'], 1, 3],
    ]);
  });

  test('may be exported by the Worker of the manifest, with modules of its own', async () => {
    const files = {
      'src/index.js': "export { Counter } from './counter.js';\nexport default { fetch() {} };",
      'src/counter.js': counter
        .replace('(by = 1)', '(by = step)')
        .replace('import', "import { step } from './step';\nimport"),
      'src/step.js': 'export const step = 5;',
    };
    expect(
      await logged(`${stub} console.log(await counter.increment());`, await withCode(files, 'src/index.js')),
    ).toEqual([5]);
  });

  test('whose class is not found is recorded, and says so', async () => {
    const { of, ok } = await run(`${stub} await counter.increment();`, await withCode({}));
    expect(ok).toBe(true);
    expect(of('binding').at(-1)).toMatchObject({
      simulated: 'recorded',
      note: 'The class Counter was not found: there is neither durable-objects/Counter.js nor a "main" in the manifest.',
    });
  });

  test.each([
    ['has an error', 'export class Counter { ]', 'durable-objects/Counter.js could not be loaded: '],
    ['imports what there is not', "import x from 'hono';", "'hono' cannot be imported in a simulation."],
    ['exports something else', 'export class Other {}', 'durable-objects/Counter.js does not export Counter.'],
    ['waits for ever', 'await new Promise(() => {});', ''],
  ])('whose module %s is recorded, and says so', async (_name, code, note) => {
    const { of, events } = await run(
      `${stub} await counter.increment();`,
      await withCode({ 'durable-objects/Counter.js': code }),
    );
    if (note === '') {
      expect(of('error')[0]).toMatchObject({ name: 'NeverSettles' });
    } else {
      expect(of('binding').at(-1)?.note).toContain(note);
    }
    expect(events.at(-1)?.type).toBe('run.end');
  });

  test('cannot leave the sandbox either', async () => {
    const code = `
      import { DurableObject } from 'cloudflare:workers';
      export class Counter extends DurableObject {
        async go() {
          const tried = [];
          for (const action of [
            () => this.constructor.constructor('return process')(),
            () => DurableObject.constructor('return process')(),
            async () => { try { await import('node:fs'); } catch (error) { return error.constructor.constructor('return process')(); } },
            async () => (await import('node:fs')).readFileSync('/etc/passwd'),
            () => process.env,
            () => require('node:fs'),
          ]) {
            try { await action(); tried.push('escaped'); } catch { tried.push('blocked'); }
          }
          return tried;
        }
      }`;
    const stage = "console.log(...(await params.infra.COUNTER.getByName('x').go()));";
    expect(await logged(stage, await withCode({ 'durable-objects/Counter.js': code }))).toEqual(
      Array(6).fill('blocked'),
    );
  });
});

describe('a service', () => {
  const backend = `
    import { WorkerEntrypoint } from 'cloudflare:workers';
    export default class extends WorkerEntrypoint {
      fetch(request) { return new Response('hello ' + new URL(request.url).pathname + ' ' + request.method); }
      async add(a, b) { await this.env.CACHE.put('sum', String(a + b)); return a + b; }
    }`;

  test('in the project answers fetch and RPC, with the bindings of the stage', async () => {
    const code = `
      const { BACKEND, CACHE } = params.infra;
      const response = await BACKEND.fetch('https://backend.example/x', { method: 'PUT' });
      console.log(await response.text(), await BACKEND.add(2, 3), await CACHE.get('sum'));`;
    expect(await logged(code, await withCode({ 'services/backend.js': backend }))).toEqual(['hello /x PUT', 5, '5']);
  });

  test('answers from its fixture first', async () => {
    const fixtures = JSON.stringify({
      backend: { 'POST https://backend.example/*': { status: 201, body: { made: true } }, price: { $each: [1, 2] } },
    });
    const code = `
      const { BACKEND } = params.infra;
      const response = await BACKEND.fetch('https://backend.example/orders', { method: 'POST' });
      console.log(response.status, await response.json(), await BACKEND.price(), await BACKEND.price(), await BACKEND.price());`;
    const options = await withCode({ 'simulation/services.json': fixtures });
    expect(await logged(code, options)).toEqual([201, { made: true }, 1, 2, 2]);
    const { of } = await run(code, options);
    expect(of('binding')[0]).toMatchObject({ simulated: 'fixture' });
  });

  test('elsewhere is recorded, and says what could answer', async () => {
    const { of } = await run("await params.infra.BACKEND.fetch('https://x.example/');", await withCode({}));
    expect(of('binding')[0]?.note).toBe(
      'The Worker backend is not in this project: there is no services/backend.js. simulation/services.json can answer for it.',
    );
  });
});
