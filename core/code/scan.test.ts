import { describe, expect, it } from 'vitest';
import { fixture, withMarks, withoutCursor, withoutMarks } from '../../test/support/marks';
import type { CodeLanguage } from './roots';
import { accessPointAt, scanCode, scanStage } from './scan';

/** Under each name below `params.infra`, the names that lead to it. */
function expectAccesses(marked: string) {
  const text = withoutMarks(marked);
  const found = scanStage(text).accesses.filter(({ path }) => path[0] === 'infra' && path.length === 2);
  expect(
    withMarks(
      text,
      found.map(({ range, path }) => ({ range, label: path.join('.') })),
    ),
  ).toBe(marked);
}

describe('binding names are found', () => {
  it('as members and elements, with optional chaining and over lines', () =>
    expectAccesses(fixture`
      await params.infra.CACHE.get('k');
                         ^^^^^ infra.CACHE
      params?.infra?.['my-kv'].get('k'); params["infra"][\`DB\`].prepare('')
                       ^^^^^ infra.my-kv
                                                          ^^ infra.DB
      const rows = await params.infra
        .DB
         ^^ infra.DB
        .prepare('select 1')
    `));

  it('through aliases, declared before or after', () =>
    expectAccesses(fixture`
      async function later() { return infra.QUEUE.send(1) }
                                            ^^^^^ infra.QUEUE
      const { infra } = params, env = params.infra
      const cache = infra.CACHE ?? env.OTHER
                          ^^^^^ infra.CACHE
                                       ^^^^^ infra.OTHER
      let db
      db = infra.DB
                 ^^ infra.DB
    `));

  it('in destructuring at any depth', () =>
    expectAccesses(fixture`
      const { infra: { CACHE, DB: db = null, ['x']: y }, payload } = params
                       ^^^^^ infra.CACHE
                              ^^ infra.DB
                                               ^ infra.x
      const { 'my-kv': kv } = params.infra
               ^^^^^ infra.my-kv
    `));

  it('in helpers that take params', () =>
    expectAccesses(fixture`
      const save = async (params, key) => params.infra.CACHE.put(key, '1')
                                                       ^^^^^ infra.CACHE
      function load(params) { return params.infra.DB }
                                                  ^^ infra.DB
    `));

  it('in helpers that are handed params, or a part of it', () =>
    expectAccesses(fixture`
      const save = async (p, key) => p.infra.CACHE.put(key, '1');
                                             ^^^^^ infra.CACHE
      await save(params, 'a'); await save(params, 'b');
      function read({ infra: { DB }, logger }, kv) { return kv.get(DB) }
                               ^^ infra.DB
      read(params, params.infra.QUEUE)
                                ^^^^^ infra.QUEUE
      function other(p) { return p.infra.NO } other(params); other({});
    `));

  it('inside templates', () =>
    expectAccesses(fixture`
      const url = \`https://x/\${await params.infra.CACHE.get(\`a\${1}\`)}/\${params.infra.B}\`
                                                  ^^^^^ infra.CACHE
                                                                                     ^ infra.B
    `));
});

describe('what only looks like a binding is left alone', () => {
  it('comments, strings, regular expressions, templates', () =>
    expectAccesses(fixture`
      // params.infra.A
      /* params.infra.B */ 'params.infra.C'; "params.infra.D"
      const a = /params.infra.E/.test(x) ? 1 : 2 / params.total / 2; if (a) /params.infra.F/.exec('')
      \`params.infra.G\`
    `));

  it('other objects and shadowed names', () =>
    expectAccesses(fixture`
      other.params.infra.A; ({ params: 1 }); label.infra.B
      const { infra } = params
      items.forEach((infra) => infra.C)
      items.map(function (infra) { return infra.D })
      { const infra = load(); infra.E }
      try { x() } catch (infra) { infra.F }
      for (const infra of list) infra.G
      infra.REAL
            ^^^^ infra.REAL
    `));

  it('a name on the line after a dot that is still bare', () =>
    expectAccesses(fixture`
      const value = params.infra.
      await something()
      const again = params.infra.CACHE.
                                 ^^^^^ infra.CACHE
      if (value) return
    `));

  it('a variable that held a binding and now holds something else', () =>
    expectAccesses(fixture`
      let infra = params.infra
      infra = await load()
      infra.CACHE
    `));
});

describe('computed access is opaque', () => {
  it.each([
    'params.infra[name]',
    'Object.keys(params.infra)',
    'const all = { ...params.infra }',
    'const { A, ...rest } = params.infra',
    'return params.infra',
    'function f(all = params.infra) {}',
    'const all = other || params.infra',
  ])('%s', (text) => {
    expect(scanStage(text).opaque).toContainEqual(['infra']);
  });

  it('a name that is written out is not', () => {
    const code =
      "const { A } = params.infra; params.infra['B'].get('x'); const all = params.infra; typeof params.infra";
    expect(scanStage(code).opaque).toEqual([]);
  });
});

describe('the place of a name to type', () => {
  it.each([
    ['await params.infra.|', ['infra'], ''],
    ['await params.infra.CA|CHE.get()', ['infra'], 'CACHE'],
    ["params.infra['|']", ['infra'], ''],
    ['params.infra.|\nawait foo()', ['infra'], ''],
    ['const kv = params.infra.CACHE\nkv.g|', ['infra', 'CACHE'], 'g'],
    ['if (params?.infra?.|) {', ['infra'], ''],
    ['params.|', [], ''],
    ['const { | } = params.infra', ['infra'], '  '],
  ])('%s', (fixtureText, receiver, replaced) => {
    const { text, offset } = withoutCursor(fixtureText);
    const point = accessPointAt(scanStage(text), offset);
    expect(point?.receiver).toEqual(receiver);
    expect(point && text.slice(point.range.start, point.range.end)).toBe(replaced);
  });

  it.each(["'params.infra.|'", 'other.|', '// params.infra.|', 'params.infra.CACHE.get(|)'])(
    'not in %s',
    (fixtureText) => {
      const { text, offset } = withoutCursor(fixtureText);
      expect(accessPointAt(scanStage(text), offset)).toBeUndefined();
    },
  );
});

it('never fails, on any cut of a text', () => {
  const text =
    "const { infra: { A, B: b = f({x:`${1}`}) } } = params; async (a = {}, [c]) => { /x[/]/.test(`\\`${'}'}`) }; b['";
  for (let i = 0; i <= text.length; i++) {
    expect(() => scanStage(text.slice(0, i))).not.toThrow();
    expect(() => scanStage(text.slice(i))).not.toThrow();
  }
});

describe('modules', () => {
  /** Under each name of a binding, the path that leads to it; `?` after one that is a guess. */
  function expectBindings(marked: string, language: CodeLanguage = 'javascript') {
    const text = withoutMarks(marked);
    const found = scanCode(text, language).accesses.filter(({ path }) => path.length === 2);
    expect(
      withMarks(
        text,
        found.map(({ range, path, isGuess }) => ({ range, label: `${path.join('.')}${isGuess ? '?' : ''}` })),
      ),
    ).toBe(marked);
  }

  it('handlers of a Worker', () =>
    expectBindings(fixture`
      import { helper } from './helper.js';
      export default {
        async fetch(request, env, ctx) {
          const { DB } = env;
                  ^^ env.DB
          return new Response(await env.CACHE.get(new URL(request.url).pathname));
                                        ^^^^^ env.CACHE
        },
        scheduled: async (event, env) => env['EVENTS'].writeDataPoint({}),
                                              ^^^^^^ env.EVENTS
      };
      function later(env) { return env.QUEUE.send(1) }
                                       ^^^^^ env.QUEUE?
    `));

  it('helpers that a handler hands its env to', () =>
    expectBindings(fixture`
      export default { fetch: (request, env) => load(request, env) };
      async function load(request, env) { return new Response(await env.CACHE.get('k')) }
                                                                        ^^^^^ env.CACHE
    `));

  it('classes of the runtime', () =>
    expectBindings(
      fixture`
        export class Counter extends DurableObject<Env> {
          constructor(private readonly state: DurableObjectState, env: Env) {
            super(state, env); env.DB.prepare('x');
                                   ^^ env.DB
          }
          async add(count: number): Promise<{ total: number }> {
            const { CACHE } = this.env;
                    ^^^^^ env.CACHE
            return this.env!.QUEUE.send(count) as unknown as { total: number };
                             ^^^^^ env.QUEUE
          }
        }
      `,
      'typescript',
    ));

  it('Hono, Pages functions and imports', () => {
    expectBindings(fixture`
      import { Hono } from 'hono';
      const app = new Hono();
      app.get('/', async (c) => { const { CACHE } = c.env; return c.json(await c.env.DB.prepare('x').first()) });
                                          ^^^^^ env.CACHE
                                                                                     ^^ env.DB
      app.use(async ({ env }, next) => { env.LIMIT.limit({}); await next() });
                                             ^^^^^ env.LIMIT?
    `);
    expectBindings(fixture`
      import { env } from 'cloudflare:workers';
      export const onRequestGet = async ({ env: other, request }) => other.CACHE.get('k');
                                                                           ^^^^^ env.CACHE
      export async function onRequest(context) { return context.env.FILES.get('x') }
                                                                    ^^^^^ env.FILES
      const cache = env.CACHE;
                        ^^^^^ env.CACHE
    `);
    expectBindings(fixture`
      import { env as bindings, WorkerEntrypoint as Entrypoint } from 'cloudflare:workers';
      const cache = bindings.CACHE;
                             ^^^^^ env.CACHE
    `);
  });

  it('handlers of Destinations in modules', () =>
    expectBindings(fixture`
      export default async function (params) { return params.infra.CACHE.get('k') }
                                                                   ^^^^^ infra.CACHE
      module.exports = { tag: async (params) => params.infra.DB };
                                                             ^^ infra.DB
      exports.user = async function user(params) { const { infra } = params; await infra.QUEUE.send(1) }
                                                                                         ^^^^^ infra.QUEUE
    `));

  it('other things called env or context are left alone', () =>
    expectBindings(fixture`
      const env = process.env; env.CACHE;
      import.meta.env.CACHE; options.env.CACHE; this.env.CACHE; c.env.CACHE;
      const context = createContext(); context.env.CACHE;
    `));

  describe('ways to env', () => {
    /** Like `expectBindings`, with `~` after what only counts where the manifest declares the name. */
    function expectWays(marked: string, path = 'src/index.ts') {
      const text = withoutMarks(marked);
      const { accesses, likely } = scanCode(text, 'typescript', path);
      const found = [
        ...accesses.map((access) => ({ ...access, sign: access.isGuess ? '?' : '' })),
        ...likely.map((access) => ({ ...access, sign: '~' })),
      ].filter((each) => each.path[0] === 'env' && each.path.length === 2);
      const marks = found.map((each) => ({ range: each.range, label: `${each.path[1]}${each.sign}` }));
      expect(
        withMarks(
          text,
          marks.sort((a, b) => a.range.start - b.range.start),
        ),
      ).toBe(marked);
    }

    it('of SvelteKit, certain where a route gets it', () => {
      const route = fixture`
        export const load = async ({ platform }) => platform?.env?.NOTES.get('a');
                                                                   ^^^^^ NOTES
        export const GET = async (event) => {
          const { env } = event.platform!;
          return (await env.NOTES.get('b')) ?? event.platform!.env.NOTES;
                            ^^^^^ NOTES
                                                                   ^^^^^ NOTES
        };
      `;
      expectWays(route, 'src/routes/notes/+page.server.ts');
      expectWays(route.replaceAll(/NOTES$/gm, 'NOTES?'), 'src/lib/notes.ts');
    });

    it('of Nuxt, React Router, Remix and Astro', () =>
      expectWays(fixture`
        export default defineEventHandler(async (event) => event.context.cloudflare.env.DB.prepare(''));
                                                                                        ^^ DB
        export async function loader({ context }: any) { return context.cloudflare.env.A.get('a') }
                                                                                       ^ A
        export async function action({ context }: any) { const { env } = context.cloudflare; return env.B }
                                                                                                        ^ B
        const { cloudflare } = event.context; const { C } = cloudflare.env;
                                                      ^ C
        export const GET = ({ locals }) => locals.runtime.env.D; Astro.locals.runtime.env.E;
                                                              ^ D
                                                                                          ^ E
      `));

    it('of Next, through functions of its adapters', () =>
      expectWays(fixture`
        import { getCloudflareContext as context } from '@opennextjs/cloudflare';
        import { getRequestContext } from '@cloudflare/next-on-pages';
        const { env } = context();
        env.A; context().env.B; (await context({ async: true })).env.C;
            ^ A
                             ^ B
                                                                     ^ C
        const { env: own } = await context<Context>({ async: true }); own.D; getRequestContext().env.E;
                                                                          ^ D
                                                                                                     ^ E
      `));

    it('of Hono, in files that import it by another package too', () =>
      expectWays(fixture`
        import { OpenAPIHono } from '@hono/zod-openapi';
        import { env } from 'hono/adapter';
        app.get('/', (c) => { const { env: own } = c; return own.A + c.env.B + env<Env>(c).C });
                                                                 ^ A
                                                                           ^ B
                                                                                           ^ C
      `));

    it('of classes, by whatever name their base has here', () => {
      expectWays(fixture`
        import * as cf from 'cloudflare:workers';
        export class Api extends cf.WorkerEntrypoint<Env> { run() { return this.env.A ?? cf.env.B } }
                                                                                    ^ A
                                                                                                ^ B
      `);
      expectWays(fixture`
        import { WorkerEntrypoint as Entry } from 'cloudflare:workers';
        export class Api extends Entry<Env> { run() { return this.env.A } }
                                                                      ^ A
      `);
      expectWays(fixture`
        export class Room {
          #env;
          constructor(private state: DurableObjectState, env: Env) { this.#env = env }
          run() { return [this.env.A, this.#env.B, this.ctx.env.C] }
                                   ^ A~
                                                ^ B~
                                                                ^ C~
        }
      `);
    });

    it('of handlers whose parameter has another name, or is taken apart', () =>
      expectWays(fixture`
        export default {
          async fetch(request: Request, environment: Env): Promise<Response> { return environment.A },
                                                                                                  ^ A
          async scheduled(event, { B }) { await B.get('2') },
                                   ^ B
          queue: (batch, e) => e.C,
                                 ^ C
          email: onEmail,
        };
        function onEmail(message, own) { return own.D }
                                                    ^ D
        const room = { fetch(url, init) { return init.method } };
      `));

    it('of Pages functions, typed and in lists', () =>
      expectWays(fixture`
        export const onRequestGet: PagesFunction<Env, 'id'> = async (context) => {
          const { env } = context;
          return env.A;
                     ^ A
        };
        export const onRequest = [async ({ env }) => env.B];
                                                         ^ B
      `));

    it('by types, and through casts', () =>
      expectWays(fixture`
        const load = ({ A }: Pick<Env, 'A'>, bindings: Cloudflare.Env): Promise<Record<string, Row>> => bindings.B;
                        ^ A?
                                                                                                                 ^ B?
        export async function more(env: Env): Promise<Record<string, Row[]>> { return (env as any).C + (env!.D) }
                                                                                                   ^ C?
                                                                                                             ^ D?
        const own = env as Env; const rows: Record<string, Row> = {}; (this.env as unknown as { E: KV }).E;
                                                                                                         ^ E~
      `));

    it('of tests, and of helpers whose callers are not all followed', () =>
      expectWays(fixture`
        import { env as testEnv } from 'cloudflare:test';
        testEnv.A;
                ^ A?
        export const entry = (options: { env: Env }) => read(options.env) ?? options.env['B'];
                                                                                          ^ B~
        const read = (env: Env) => env.C;
                                       ^ C?
        read(testEnv);
      `));

    it('what is another env is none', () =>
      expectWays(fixture`
        import { env as own } from './env'; import process from 'node:process';
        const { A } = process.env; const env = process.env; env.B; import.meta.env.C; Deno.env.D; own.E;
        const read = (env) => env.F; read(process.env);
      `));
  });

  it('tell whether env has a type', () => {
    const isTyped = (text: string, language: CodeLanguage) => scanCode(text, language).envIsTyped;
    expect(isTyped('export default { fetch(request, env: Env) {} }', 'typescript')).toBe(true);
    expect(isTyped('export default { fetch(request, env) {} } satisfies ExportedHandler<Env>', 'typescript')).toBe(
      true,
    );
    expect(isTyped('/** @param {Env} env */ export async function f(env) {}', 'javascript')).toBe(true);
    expect(isTyped('export default { fetch(request, env) {} }', 'javascript')).toBe(false);
  });
});
