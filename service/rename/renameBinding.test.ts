import { describe, expect, it } from 'vitest';
import { applyEdits } from '../../core/text';
import { fixture } from '../../test/support/marks';
import { serviceOver } from '../../test/support/service';
import type { ServiceContext } from '../context';
import { rename } from '../features/rename';
import { renameBinding } from './renameBinding';
import { thingNamed } from './renamedThing';

const manifest = fixture`
  name = "worker"
  main = "src/index.ts"

  [[kv_namespaces]]
  binding = "NOTES"
  id = "1"
`;

async function renamed(files: Record<string, string>, newName = 'MEMOS', root = '/shop') {
  const service = serviceOver({ 'wrangler.toml': manifest, ...files });
  return outcome(service, newName, root);
}

/** The files that a rename of NOTES changes as they are then, and the lines in which it leaves the name, as `file: line`. */
async function outcome(service: ServiceContext, newName: string, root: string) {
  const { workspace } = service;
  const result = await renameBinding(service, thingNamed(service, workspace.destination(root), 'NOTES'), newName);
  if ('refused' in result) {
    return result;
  }
  const text = (path: string) => workspace.documents.text(path) ?? '';
  const short = (path: string) => path.replace('/shop/', '');
  const after = (path: string, edits: Parameters<typeof applyEdits>[1]) => applyEdits(text(path), edits).trim();
  return {
    changed: Object.fromEntries(
      result.files
        .filter(({ path }) => !path.endsWith('/wrangler.toml'))
        .map(({ path, edits }) => [short(path), after(path, edits)]),
    ),
    left: result.left.map(({ path, edit }) => {
      const start = text(path).lastIndexOf('\n', edit.range.start - 1) + 1;
      return `${short(path)}: ${after(path, [edit]).slice(start).split('\n')[0]?.trim()}`;
    }),
    reasons: result.left.map(({ reason }) => reason),
  };
}

describe('what may be a use is told, with the edit that would rename it', () => {
  it.each([
    ['an object of the project’s own', 'export const pull = (job: Job) => job.env.MEMOS.put("at", "1");'],
    ['a computed name', 'export const load = (o: { env: Env }) => o.env["MEMOS"].get("a");'],
    [
      'a class that keeps env',
      'class Room { constructor(s, e) { this.bag = e; } run() { return this.bag.MEMOS.get("a"); } }',
    ],
    ['a framework’s context', 'export const GET = () => getCloudflareContext().env.MEMOS.get("b");'],
    ['an aliased base class', 'class Api extends Entry<Env> { run() { return this.env.MEMOS.get("a"); } }'],
    ['a router that is not known', 'app.openapi(route, async (c) => c.json(await c.env.MEMOS.get("1")));'],
    ['a fake for tests', 'const bag = { MEMOS: new FakeNamespace() };'],
  ])('%s', async (_, code) => {
    const { left, changed } = await renamed({ 'src/other.ts': code.replaceAll('MEMOS', 'NOTES') }).then(found);
    expect({ left, changed }).toEqual({ left: [`src/other.ts: ${code}`], changed: {} });
  });

  it.each([
    ['an optional platform', 'export const load = async ({ platform }) => platform?.env?.MEMOS.get("a");'],
    [
      'a handler’s parameter of another name',
      'export default { async queue(batch: MessageBatch, e: Env) { await e.MEMOS.get("3"); } };',
    ],
    [
      'a helper that one caller hands what is not followed',
      'read(options.env); async function read(env: Env) { return env.MEMOS.get("a"); }',
    ],
    ['a namespace import', 'import * as cf from "cloudflare:workers"; export const get = () => cf.env.MEMOS.get("b");'],
    ['the env of Vitest', 'import { env } from "cloudflare:test"; await env.MEMOS.put("a", "1");'],
  ])('but %s is known, and renamed', async (_, code) => {
    const { left, changed } = await renamed({ 'src/other.ts': code.replaceAll('MEMOS', 'NOTES') }).then(found);
    expect({ left, changed }).toEqual({ left: [], changed: { 'src/other.ts': code } });
  });

  it('a pattern keeps the name of its variable', async () => {
    const { left } = await renamed({ 'src/other.ts': 'const { NOTES } = bag; use(NOTES);' }).then(found);
    expect(left).toEqual(['src/other.ts: const { MEMOS: NOTES } = bag; use(NOTES);']);
  });

  it('a name that is no identifier is written with brackets', async () => {
    const { left } = await renamed({ 'src/other.ts': 'bag?.NOTES.get("a"); bag.NOTES.get("b");' }, "it's").then(found);
    expect(left).toEqual([
      'src/other.ts: bag?.[\'it\\\'s\'].get("a"); bag.NOTES.get("b");',
      'src/other.ts: bag?.NOTES.get("a"); bag[\'it\\\'s\'].get("b");',
    ]);
  });

  it('in every kind of file, but not in what others made', async () => {
    const { left, reasons } = await renamed({
      'src/App.vue': '<template>{{ env.NOTES }}</template>',
      'src/entry.py': 'await self.env.NOTES.get("a")',
      'src/lib.rs': 'env.kv("NOTES")',
      'package.json': '{ "scripts": { "fill": "wrangler kv key put --binding NOTES a b" } }',
      '.github/workflows/ci.yml': 'run: wrangler kv key list --binding=NOTES',
      'wrangler.staging.toml': '[[kv_namespaces]]\nbinding = "NOTES"\n',
      'node_modules/pkg/index.js': 'env.NOTES',
      'dist/index.js': 'bag.NOTES',
      '.next/index.js': 'bag.NOTES',
      'app/.server/session.ts': 'bag.NOTES',
      'README.md': '`env.NOTES`',
      'other/wrangler.toml': manifest,
      'other/src/index.ts': 'bag.NOTES',
    }).then(found);
    expect(left).toEqual([
      '.github/workflows/ci.yml: run: wrangler kv key list --binding=MEMOS',
      'app/.server/session.ts: bag.MEMOS',
      'package.json: { "scripts": { "fill": "wrangler kv key put --binding MEMOS a b" } }',
      'src/App.vue: <template>{{ env.MEMOS }}</template>',
      'src/entry.py: await self.env.MEMOS.get("a")',
      'src/lib.rs: env.kv("MEMOS")',
      'wrangler.staging.toml: binding = "MEMOS"',
    ]);
    expect(reasons[3]).toBe('NOTES is read here from something that may be env.');
  });

  it('not a class of the same name', async () => {
    const durable = '[[durable_objects.bindings]]\nname = "NOTES"\nclass_name = "NOTES"\n';
    const code = 'export class NOTES extends DurableObject<Env> {}\nexport { NOTES as Alias };\n';
    expect(await renamed({ 'wrangler.toml': durable, 'src/index.ts': code }).then(found)).toMatchObject({ left: [] });
  });
});

describe('what is known follows', () => {
  it('the type of env that the user wrote, where the member has the type of the binding', async () => {
    const types = fixture`
      export interface Env { NOTES: KVNamespace; OTHER: string }
      export type Own = { NOTES: KVNamespace };
      const app = new Hono<{ Bindings: { NOTES: KVNamespace } }>();
      declare namespace App { interface Platform { env?: { NOTES: KVNamespace; } } }
    `;
    const { changed, left } = await renamed({ 'src/env.d.ts': types }).then(found);
    expect(changed['src/env.d.ts']).toBe(
      fixture`
        export interface Env { MEMOS: KVNamespace; OTHER: string }
        export type Own = { NOTES: KVNamespace };
        const app = new Hono<{ Bindings: { MEMOS: KVNamespace } }>();
        declare namespace App { interface Platform { env?: { MEMOS: KVNamespace; } } }
      `.trim(),
    );
    expect(left).toEqual(['src/env.d.ts: export type Own = { MEMOS: KVNamespace };']);
  });

  it('the types that Wrangler made, as it will make them', async () => {
    const types = '// Generated by Wrangler by running `wrangler types`\n';
    const env = 'declare namespace Cloudflare { interface Env { NOTES: KVNamespace; } }\n';
    const runtime = '// Begin runtime types\ninterface Anything { NOTES: string }';
    const path = 'worker-configuration.d.ts';
    expect(await renamed({ [path]: `${types}${env}${runtime}` }).then(found)).toEqual({
      changed: { [path]: `${types}${env.replace('NOTES', 'MEMOS')}${runtime}` },
      left: [],
      reasons: [],
    });
  });

  it('scenarios, seeds and fixtures', async () => {
    const scenario = fixture`
      // NOTES are written
      { "seed": { "NOTES": { "a": "NOTE" } }, "steps": [
        { "stage": "edge/tag", "expect": {
          "bindings": [{ "name": "NOTES", "op": "put" }], "state": { "NOTES": { "NOTES": null } } } }] }
    `;
    const { changed, left } = await renamed({
      'simulation/scenarios/first.jsonc': scenario,
      'simulation/seeds/some.json': '{"NOTES":{"a":"b"}}',
      'simulation/events/own.json': '{"NOTES":1}',
    }).then(found);
    expect(changed).toEqual({
      'simulation/scenarios/first.jsonc': scenario
        .replace('"seed": { "NOTES"', '"seed": { "MEMOS"')
        .replace('"name": "NOTES"', '"name": "MEMOS"')
        .replace('"state": { "NOTES"', '"state": { "MEMOS"')
        .trim(),
      'simulation/seeds/some.json': '{"MEMOS":{"a":"b"}}',
    });
    // What else stands there are keys of a store and fields of an event, or not.
    expect(left.map((each) => each.split(':')[0])).toEqual([
      'simulation/events/own.json',
      'simulation/scenarios/first.jsonc',
    ]);
  });

  it('tests and the entry beside the folder of the manifest', async () => {
    const use = 'export default { fetch: (request, env) => env.NOTES.get("a") };';
    const files = {
      'package.json': '{}',
      'worker/wrangler.toml': manifest.replace('src/index.ts', '../source/index.ts'),
      'wrangler.toml': '',
      'source/index.ts': use,
      'tests/worker.test.ts': `${use}\nbag.NOTES;`,
      'elsewhere/index.ts': 'bag.NOTES;',
    };
    const { 'wrangler.toml': _, ...without } = files;
    const service = serviceOver(without);
    expect(found(await outcome(service, 'MEMOS', '/shop/worker'))).toMatchObject({
      changed: {
        'source/index.ts': use.replace('NOTES', 'MEMOS'),
        'tests/worker.test.ts': `${use.replace('NOTES', 'MEMOS')}\nbag.NOTES;`,
      },
      left: ['tests/worker.test.ts: bag.MEMOS;'],
    });
  });
});

describe('variables and secrets', () => {
  const vars = {
    'wrangler.toml':
      '[vars]\nREGION = "eu" # where\n[env.staging.vars]\n"REGION" = "us"\n[secrets]\nrequired = ["API_KEY"]\n',
    '.dev.vars': '# API_KEY\nexport API_KEY = "a\nREGION=b"\nAPI_KEY_2=c\n',
    'playground/edge/tag.js': 'const { API_KEY } = params.secrets; use(params.secrets.REGION, params.infra.REGION);',
    'src/index.ts':
      'interface Env { API_KEY: string }\nexport default { fetch: (r, env) => use(env.REGION, env.API_KEY) };',
    'scripts/deploy.sh': 'echo "$API_KEY" | wrangler secret put API_KEY\nexport API_KEY\n',
    'src/node.ts': 'use(process.env.API_KEY);',
  };

  async function afterRename(path: string, at: string, newName: string) {
    const service = serviceOver(vars);
    const offset = (vars[path as keyof typeof vars] ?? '').indexOf(at);
    const result = await rename(service, `/shop/${path}`, offset, newName);
    if ('refused' in result) {
      return result;
    }
    const text = (each: string) => service.workspace.documents.text(each) ?? '';
    const changed = result.files.map(({ path: each, edits }) => [
      each.replace('/shop/', ''),
      applyEdits(text(each), edits),
    ]);
    return { changed: Object.fromEntries(changed), left: result.left.map((each) => each.path.replace('/shop/', '')) };
  }

  it.each([
    ['wrangler.toml', 'REGION'],
    ['playground/edge/tag.js', 'REGION,'],
    ['src/index.ts', 'REGION,'],
  ])('a variable is renamed from %s', async (path, at) => {
    expect(await afterRename(path, at, 'AREA')).toEqual({
      changed: {
        'wrangler.toml': vars['wrangler.toml'].replaceAll('REGION', 'AREA'),
        'playground/edge/tag.js': 'const { API_KEY } = params.secrets; use(params.secrets.AREA, params.infra.REGION);',
        'src/index.ts': vars['src/index.ts'].replace('REGION', 'AREA'),
      },
      // It stands there in the value of a secret.
      left: ['.dev.vars'],
    });
  });

  it('a secret is renamed in the files that have it, and its value stays', async () => {
    expect(await afterRename('src/index.ts', 'API_KEY) }', 'TOKEN')).toEqual({
      changed: {
        'wrangler.toml': vars['wrangler.toml'].replace('API_KEY', 'TOKEN'),
        '.dev.vars': vars['.dev.vars'].replace('export API_KEY', 'export TOKEN'),
        'playground/edge/tag.js': vars['playground/edge/tag.js'].replace('{ API_KEY }', '{ TOKEN: API_KEY }'),
        'src/index.ts': vars['src/index.ts'].replaceAll('API_KEY', 'TOKEN'),
      },
      left: ['scripts/deploy.sh', 'scripts/deploy.sh', 'scripts/deploy.sh', 'src/node.ts'],
    });
  });

  it.each([
    [
      'no-variable',
      '“no-variable” cannot be a variable: its name can hold letters, digits and _, and begins with no digit.',
    ],
    ['API_KEY', 'There is a secret “API_KEY” at the top level already.'],
  ])('but not to %s', async (name, refused) => {
    expect(await afterRename('wrangler.toml', 'REGION', name)).toEqual({ refused });
  });
});

it('a search that is cancelled changes nothing', async () => {
  const service = serviceOver({ 'wrangler.toml': manifest, 'src/a.ts': 'bag.NOTES' });
  const cancellation = { isCancellationRequested: true, onCancellationRequested: () => undefined };
  expect(await outcome({ ...service, cancellation }, 'MEMOS', '/shop')).toEqual({
    refused: 'The rename was cancelled.',
  });
});

function found(result: Awaited<ReturnType<typeof outcome>>) {
  if ('refused' in result) {
    throw new Error(result.refused);
  }
  return result;
}
