import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { bindingKinds } from '../../core/platform/kinds/kinds';
import { withoutCursor } from '../../test/support/marks';
import { randomNumbers } from '../../test/support/random';
import { commonManifest, memoryFileSystem, serviceOver } from '../../test/support/service';
import { temporaryFolder } from '../../test/support/temporaryFolder';
import { askTypeScript } from '../askTypeScript';
import { codeFile } from '../code';
import { completion } from '../features/completion';
import { createLanguageService } from '../languageService';
import { TypeScriptClient } from '../typescript/client';
import { memberCompletion } from './members';

const path = '/shop/playground/edge/tag.js';

function stageWith(marked: string, manifest: string) {
  const { text, offset } = withoutCursor(marked);
  const service = serviceOver({ 'wrangler.toml': manifest, 'playground/edge/tag.js': text });
  return { service, offset, trigger: text.charAt(offset - 1) === '.' ? { trigger: '.' } : {} };
}

/** What the index says at a cursor. */
function membersAt(marked: string, manifest = commonManifest) {
  const { service, offset, trigger } = stageWith(marked, manifest);
  const file = codeFile(service, path);
  return file && memberCompletion(service.typescript.declarations, file, offset, trigger.trigger);
}

/** What the index and TypeScript say at a cursor. */
async function answers(marked: string, manifest = commonManifest) {
  const { service, offset, trigger } = stageWith(marked, manifest);
  return {
    ours: membersAt(marked, manifest),
    theirs: await askTypeScript(service, 'completion', { path, offset, ...trigger }),
  };
}

/** What is written around a member of a binding; `KV` stands for each of the receivers. */
const answered = [
  'KV.|',
  'KV.g|',
  'KV?.|',
  'KV.ge|t',
  'KV.|get',
  'KV.get|(1)',
  'KV.get|(1).then(f)',
  'KV.get|;',
  'KV.get| ?? 1',
  'KV.|\nparams.logger.log(1)',
  'KV.|\nfoo()',
  'KV.|\nfoo = 1',
  'KV.|\nawait foo()',
  'KV.|\nconst x = 1',
  'KV.|\nreturn x',
  'KV.|\n(1)',
  'KV.| // get',
  'KV\n  .|',
  'await KV.|',
  'const x = KV.|',
  'const x = KV.get|(1)',
  'const x = KV.|\nif (x) return',
  'const x = await KV.|',
  'let x = KV.|;',
  'const [x] = KV.|',
  'const { x } = await KV.g|(1)',
  'x = KV.|',
  'x.y = KV.get|(1)',
  'return KV.|',
  'return await KV.|',
  'throw KV.|',
  'foo(KV.|)',
  'foo(1, await KV.get|(1), 2)',
  'const x = [await KV.|]',
  'const x = [1, KV.|]',
  'const x = { a: await KV.| }',
  'const x = a ? await KV.| : null',
  'const x = a ?? KV.|',
  'const x = `a${KV.|}b`',
  'const x = `a${await KV.get|(1)}b`',
  'if (KV.|) {}',
  'if (await KV.get|(1)) foo()',
  'if (!KV.|) {}',
  'if (x) KV.|',
  'if (x)\n  KV.|',
  'if (x) { KV.| }',
  'if (x) { a() } else { KV.|\n}',
  'if (x) {}\nelse KV.|',
  'for (const a of b) { KV.| }',
  'for (const a of b) { const c = KV.| }',
  'while (x) KV.|',
  'for (const a of b) await KV.|',
  'try { KV.| } catch { KV.get(1) }',
  'try { a() } catch (e) { KV.| }',
  'try { a() } finally { KV.| }',
  'switch (x) { case 1: a(); KV.| }',
  'const f = async () => { KV.| }',
  'const f = async () => KV.|',
  'const f = () => { KV.| }',
  'const f = (a) => { const b = KV.| }',
  'const f = async (a) => { const b = KV.| }',
  'const f = async a => { if (a) { const b = KV.get|(1) } }',
  'async function f() { KV.| }',
  'function f() { KV.| }',
  'function f() { return KV.| }',
  'items.map(async (a) => { KV.| })',
  'items.map((a) => { KV.| })',
  'items.map((a) => KV.|)',
  'await Promise.all(items.map(async (a) => { const b = KV.get|(a); return b }))',
  'await Promise.all([KV.|, 1])',
  'foo()\nKV.|',
  'const a = { b: 1 }\nKV.|\nfoo()',
  "'use strict'\nKV.|",
  'KV.| }',
  'foo(KV.|',
  'if (x) {\n  const y = await KV.|\n',
  'switch (x) { case 1: { KV.| } }',
  'helper(params); KV.|',
  'await helper(params, 1)\nKV.|',
  'KV.|;\nconst y = params.infra.CACHE',
  'const x = KV.|\n/* params */ // params',
  'const { payload, user: { email } } = params\nKV.|',
];

const receivers = [
  ['params.infra.CACHE', ''],
  ["params.infra['CACHE']", ''],
  ["params['infra']?.['CACHE']", ''],
  ['params?.infra?.CACHE', ''],
  ['CACHE', 'const { CACHE } = params.infra\n'],
  ['kv', 'const { infra: { CACHE: kv } } = params;\n'],
  ['infra.CACHE', 'const { infra } = params\n'],
  ['kv', 'const kv = params.infra.CACHE\n'],
  ['env.CACHE', 'const a = 1, env = params.infra;\n'],
] as const;

/** Where the answer is TypeScript's: the type is another, or what the place wants is not plain. */
const left = [
  'if (!KV) KV.|',
  'if (!KV) return; KV.|',
  'if (KV instanceof Map) { KV.| }',
  "if ('x' in KV) { KV.| }",
  "if (typeof KV === 'string') KV.|",
  'KV && KV.|',
  'while (!KV) { KV.| }',
  'if (isText(KV)) { KV.| }',
  'const isGone = isText(KV); if (isGone) { KV.| }',
  'KV = null; KV.|',
  'const KV2 = KV; if (!params) KV.|',
  'class A { b = KV.| }',
  'class A { KV.| }',
  'const x = { KV.| }',
  'const x = { a: 1, KV.| }',
  'const x = <div>KV.|</div>',
  'function f(KV.|) {}',
  'const f = (a, KV.|) => 1',
  'const { a: KV.| } = x',
  'KV?.|(1)',
  'KV.get(1).|',
  "KV['|']",
  "'KV.|'",
  '// KV.|',
  '`KV.|`',
  'const x = { a: 1 } }\nKV.|',
  'foo.\nKV.|',
  'const x = { a b }\nKV.|',
];

const others = [
  'params.infra.MISSING.|',
  'params.CACHE.|',
  'params.infra.|',
  'params.payload.|',
  'CACHE.|',
  'function f(params) { params.infra.CACHE.| }',
  'const f = (params) => params.infra.CACHE.|',
  'items.map(({ params }) => params.infra.CACHE.|)',
  'const params = x; params.infra.CACHE.|',
  'params = x; params.infra.CACHE.|',
  'params.infra = x; params.infra.CACHE.|',
  'const isText = (a) => typeof a === "string"; if (isText(params)) { params.infra.CACHE.| }',
  'const p = params; if (!p) { params.infra.CACHE.| }',
  'const { infra } = params; items.map((infra) => infra.CACHE.|)',
  'const { infra } = params; { const infra = x; infra.CACHE.| }',
  '{ const { infra } = params }\ninfra.CACHE.|',
  'const { CACHE = null } = params.infra; CACHE.|',
  'const { infra: { CACHE } = {} } = params; CACHE.|',
  'let kv; kv = params.infra.CACHE; kv.|',
  'const kv = params.infra.CACHE ?? null; kv.|',
  'const kv = await params.infra.CACHE; kv.|',
  '/** @type {any} */ const kv = params.infra.CACHE; kv.|',
  'var kv = 1; var kv = params.infra.CACHE; kv.|',
  'for (const { CACHE } of params.infra) CACHE.|',
  'function load({ infra }) { infra.CACHE.| }\nload(params)',
  'const { ...all } = params.infra; all.CACHE.|',
];

describe('the members of a binding are those that TypeScript gives', () => {
  it.each(receivers)('at %s', async (receiver, before) => {
    for (const shape of answered) {
      const code = before + shape.replaceAll('KV', receiver);
      const { ours, theirs } = await answers(code);
      expect({ code, answer: ours }).toEqual({ code, answer: theirs });
    }
  });

  it.each(bindingKinds.map(({ key, typeName }) => [key, typeName]))('of %s', async (key) => {
    const kind = bindingKinds.find((each) => each.key === key) ?? bindingKinds[0];
    const entry = kind?.shape === 'single' ? `[${key}]` : `[[${key}]]`;
    const fields = kind?.fields.map(({ name }) => `${name} = "X"`).join('\n');
    const manifest = `${entry}\n${fields}\n`;
    for (const code of [
      'params.infra.X.|',
      'const x = params.infra.X.|',
      'await params.infra.X.|',
      'params.infra.X?.|',
    ]) {
      const { ours, theirs } = await answers(code, manifest);
      expect({ code, answer: ours }).toEqual({ code, answer: theirs });
      expect(theirs === undefined).toBe(kind?.typeName === 'any');
    }
  });
});

/** Lines that may stand around a member, whole and broken ones. */
const lines = [
  'const { payload } = params;',
  'if (!KV) return',
  'if (!payload) return',
  'foo(KV);',
  'await helper(params)',
  'const ok = isText(params)',
  'if (ok) {',
  '}',
  '})',
  'items.map(async (item) => {',
  'function f() {',
  'const f = (params) => {',
  'const infra = {',
  'a: 1,',
  'switch (x) {',
  'case 1:',
  'else',
  'return',
  'const x =',
  'const {',
  'x.',
  'params.infra.',
  'foo(',
  '[1, 2',
  '`a${',
  '`',
  "'",
  '/* ',
  'async',
  'KV = x',
  'var kv = 1',
  '/** @type {any} */',
  '<b>',
  'class A {',
  '/a`/.test(x)',
];

it('whatever stands around it, the answer is that of TypeScript', async () => {
  const random = randomNumbers(7);
  const pick = <T>(list: readonly T[]) => list[Math.floor(random() * list.length)] as T;
  const some = () => Array.from({ length: Math.floor(random() * 4) }, () => `${pick(lines)}\n`).join('');
  let found = 0;
  for (let i = 0; i < 1500; i++) {
    const [receiver, before] = pick(receivers);
    const code = before + `${some()}${pick(answered)}\n${some()}`.replaceAll('KV', receiver);
    if (membersAt(code)) {
      const { ours, theirs } = await answers(code);
      expect({ code, answer: ours }).toEqual({ code, answer: theirs });
      found++;
    }
  }
  expect(found).toBeGreaterThan(100);
});

describe('TypeScript answers where another answer is possible', () => {
  const codes = [
    ...receivers.flatMap(([receiver, before]) => left.map((shape) => before + shape.replaceAll('KV', receiver))),
    ...others,
  ];
  it.each(codes)('%s', (code) => expect(membersAt(code)).toBeUndefined());

  it('the name is of two kinds', () => {
    const manifest = `${commonManifest}\n[[env.staging.d1_databases]]\nbinding = "CACHE"\n`;
    expect(membersAt('params.infra.CACHE.|', manifest)).toBeUndefined();
  });

  it('the name is of one kind in two environments', () => {
    const manifest = `${commonManifest}\n[[env.staging.kv_namespaces]]\nbinding = "CACHE"\nid = "4567"\n`;
    expect(membersAt('params.infra.CACHE.|', manifest)?.items.length).toBe(5);
  });

  it('the function around a statement is a method or a generator', () => {
    expect(membersAt('const x = { async load() { params.infra.CACHE.| } }')).toBeUndefined();
    expect(membersAt('const x = { async load() { await params.infra.CACHE.| } }')).toBeDefined();
    expect(membersAt('function* f() { params.infra.CACHE.| }')).toBeUndefined();
  });
});

it('they are there while TypeScript does not answer', async () => {
  const worker = join(
    temporaryFolder({ 'silent.js': "require('node:worker_threads').parentPort.on('message', () => {})" }),
    'silent.js',
  );
  const typescript = new TypeScriptClient({ worker, declarations: serviceOver({}).typescript.declarations });
  const files = { 'wrangler.toml': commonManifest, 'playground/edge/tag.js': 'await params.infra.CACHE.' };
  const service = createLanguageService({ fileSystem: memoryFileSystem(files), folders: ['/shop'], typescript });
  const list = await completion(service, path, files['playground/edge/tag.js'].length, '.');
  expect(list?.items.map(({ label }) => label)).toEqual(['delete', 'get', 'getWithMetadata', 'list', 'put']);
  await typescript.stop();
});
