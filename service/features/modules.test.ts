import { describe, expect, it } from 'vitest';
import { applyEdits } from '../../core/text';
import { fixture, withMarks, withoutCursor, withoutMarks } from '../../test/support/marks';
import { serviceOver } from '../../test/support/service';
import { codeActions } from './codeActions';
import { completion } from './completion';
import { definition } from './definition';
import { diagnostics } from './diagnostics';
import { hover } from './hover';
import { references } from './references';
import { rename } from './rename';

const manifest = fixture`
  name = "worker"
  main = "src/index.js"

  [vars]
  REGION = "eu"

  [[kv_namespaces]]
  binding = "CACHE"
  id = "1"

  [[d1_databases]]
  binding = "DB"
`;

/** A module with `^^^ severity code` marks under what is reported. */
async function expectModule(marked: string, path = 'src/index.js', more: Record<string, string> = {}) {
  const text = withoutMarks(marked);
  const service = serviceOver({ 'wrangler.toml': manifest, ...more, [path]: text });
  const found = await diagnostics(service, `/shop/${path}`);
  expect(
    withMarks(
      text,
      found.map(({ range, severity, code }) => ({ range, label: `${severity} ${code}` })),
    ),
  ).toBe(marked);
}

const worker = (body: string) => `export default {\n  async fetch(request, env) {\n${body}\n  },\n};\n`;

describe('undeclared bindings', () => {
  it('where a binding is used as one', () =>
    expectModule(fixture`
      export default {
        async fetch(request, env) {
          await env.CACHES.put('k', 'v');
                    ^^^^^^ error undeclared-binding
          const { STORE } = env;
          return new Response(env.API_KEY + env.REGION.toUpperCase() + env.FLAGS.includes('x') + env.LIST.map(String));
        },
      };
    `));

  it('as a warning where the user has a type that may know better', () =>
    expectModule(
      fixture`
        interface Env { STORE: KVNamespace }
        export default {
          async fetch(request: Request, env: Env): Promise<Response> {
            return new Response(await env.STORE.get('k'));
                                          ^^^^^ warning undeclared-binding
          },
        } satisfies ExportedHandler<Env>;
      `,
      'src/index.ts',
    ));

  it('not where another manifest of the workspace declares it', () =>
    // The entry of a Worker belongs to no other; another module may.
    expectModule(worker('    await env.QUEUE.send(1);'), 'src/send.js', {
      'other/wrangler.toml': '[[queues.producers]]\nbinding = "QUEUE"\nqueue = "q"\n',
    }));

  it('not where the code goes on without it', () =>
    expectModule(worker("    if (env.STORE) await env.STORE.get('k');\n    await env.OTHER?.get('k');")));

  it('not in a helper that is handed something called env', () =>
    expectModule('export function load(env) { return env.anything.get("k"); }\n'));

  it('not without a manifest, and not in packages', async () => {
    await expectModule(worker("    await env.STORE.get('k');"), 'node_modules/x/index.js');
  });

  it('of a Destination in a module', () =>
    expectModule(fixture`
      export const tag = async (params) => {
        await params.infra.CACHES.get('k');
                           ^^^^^^ error undeclared-binding
      };
    `));
});

it('fixes change the name or declare the binding', async () => {
  const text = worker("    await env.CACHES.put('k', 'v');");
  const service = serviceOver({ 'wrangler.toml': manifest, 'src/index.js': text });
  const at = text.indexOf('CACHES');
  const actions = await codeActions(service, '/shop/src/index.js', { start: at, end: at });
  expect(actions.map(({ title }) => title)).toEqual([
    'Change to CACHE',
    'Declare CACHES as a KV namespace in wrangler.toml',
    'Declare CACHES as an R2 bucket in wrangler.toml',
  ]);
});

describe('completion', () => {
  async function labels(marked: string, path = 'src/index.js') {
    const { text, offset } = withoutCursor(marked);
    const service = serviceOver({ 'wrangler.toml': manifest, [path]: text });
    return (await completion(service, `/shop/${path}`, offset))?.items.map(({ label }) => label);
  }

  it('offers bindings where env has no type', async () => {
    expect(await labels(worker('    env.|'))).toEqual(['CACHE', 'DB']);
    expect(await labels(worker('    const { | } = env;'))).toEqual(['CACHE', 'DB']);
    expect(await labels('export async function helper(env) { env.| }')).toEqual(['CACHE', 'DB']);
  });

  it('leaves the rest, and what has a type, to TypeScript', async () => {
    expect(await labels(worker('    request.|'))).toBeUndefined();
    expect(
      await labels('export default { fetch(request: Request, env: Env) { env.| } }', 'src/index.ts'),
    ).toBeUndefined();
  });
});

describe('across code and manifest', () => {
  const files = {
    'wrangler.toml': manifest,
    'src/index.js': worker("    return new Response(await env.CACHE.get('k'));"),
    'src/helper.ts': 'export const load = ({ CACHE }: Env, env: Env) => env.CACHE!.get("k");\n',
    'playground/edge/tag.js': "await params.infra.CACHE.get('k');\n",
    'node_modules/x/index.js': worker('    env.CACHE.get(1);'),
  };

  it('hover and definition', async () => {
    const service = serviceOver(files);
    const at = files['src/index.js'].indexOf('CACHE');
    expect((await hover(service, '/shop/src/index.js', at))?.markdown).toContain('KV namespace in wrangler.toml');
    expect(await definition(service, '/shop/src/index.js', at)).toEqual([
      { path: '/shop/wrangler.toml', range: { start: manifest.indexOf('CACHE'), end: manifest.indexOf('CACHE') + 5 } },
    ]);
  });

  it('references and rename', async () => {
    const service = serviceOver(files);
    const at = manifest.indexOf('CACHE');
    const found = await references(service, '/shop/wrangler.toml', at, false);
    expect(found.map(({ path }) => path).sort()).toEqual([
      '/shop/playground/edge/tag.js',
      '/shop/src/helper.ts',
      // `({ CACHE }: Env, …)` takes it out of what its type says is `env`.
      '/shop/src/helper.ts',
      '/shop/src/index.js',
    ]);
    const edits = await rename(service, '/shop/wrangler.toml', at, 'STORE');
    const helper = 'refused' in edits ? undefined : edits.files.find(({ path }) => path.endsWith('helper.ts'));
    expect(applyEdits(files['src/helper.ts'], helper?.edits ?? [])).toContain('env.STORE!.get("k")');
  });

  it('a binding is unused when no code names it', async () => {
    const unused = async (files: Record<string, string>) =>
      (await diagnostics(serviceOver(files), '/shop/wrangler.toml')).filter(({ code }) => code === 'unused-binding')
        .length;
    expect(await unused({ ...files, 'src/framework.js': 'getPlatform().env.DB' })).toBe(0);
    expect(await unused(files)).toBe(1);
    expect(await unused({ ...files, 'src/app.js': worker('    return route(request, env);') })).toBe(0);
  });
});
