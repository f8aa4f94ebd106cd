import { describe, expect, it } from 'vitest';
import {
  CodeAction,
  CodeActionRequest,
  CompletionRequest,
  DocumentSymbolRequest,
  FoldingRangeRequest,
  HoverRequest,
} from 'vscode-languageserver-protocol/node';
import { applyEdits, LineIndex } from '../../core/text';
import { startLanguageServer } from '../support/languageServer';
import { withoutCursor } from '../support/marks';
import { temporaryFolder } from '../support/temporaryFolder';

/** An editor with one manifest, beside code that uses a binding CACHE. */
async function edit(path: 'wrangler.toml' | 'wrangler.jsonc') {
  const files = { [path]: '', 'playground/edge/tag.js': "await params.infra.CACHE.get('k');\n" };
  const server = await startLanguageServer(temporaryFolder(files));
  const textDocument = { uri: server.uri(path) };
  await server.open(path);
  return {
    /** The manifest gets another text; the codes of what is wrong in it then. */
    async type(text: string) {
      await server.change(path, text);
      return (await server.diagnostics(path)).map(({ code }) => code);
    },
    /** What each quick fix of a diagnostic makes of the text, by its title. */
    async fixes(text: string, code: string) {
      const diagnostics = (await server.diagnostics(path)).filter((each) => each.code === code);
      const actions = await Promise.all(
        diagnostics.map(({ range }) =>
          server.connection.sendRequest(CodeActionRequest.type, { textDocument, range, context: { diagnostics } }),
        ),
      );
      const lines = new LineIndex(text);
      const found = actions.flatMap((each) => each ?? []).filter(CodeAction.is);
      return Object.fromEntries(
        found
          .filter(({ diagnostics: mended }) => mended?.[0]?.code === code)
          .map(({ title, edit: change }) => {
            const edits = (change?.changes?.[textDocument.uri] ?? []).map(({ range, newText }) => ({
              range: { start: lines.offsetAt(range.start), end: lines.offsetAt(range.end) },
              newText,
            }));
            return [title, applyEdits(text, edits)];
          }),
      );
    },
    /** The labels of what is offered at the `|` of a text. */
    async complete(marked: string) {
      const { text, offset } = withoutCursor(marked);
      await server.change(path, text);
      const position = new LineIndex(text).positionAt(offset);
      const list = await server.connection.sendRequest(CompletionRequest.type, { textDocument, position });
      return (Array.isArray(list) ? list : (list?.items ?? [])).map(({ label }) => label);
    },
    async hover(marked: string) {
      const { text, offset } = withoutCursor(marked);
      await server.change(path, text);
      const position = new LineIndex(text).positionAt(offset);
      return JSON.stringify(
        (await server.connection.sendRequest(HoverRequest.type, { textDocument, position }))?.contents,
      );
    },
    symbols: () => server.connection.sendRequest(DocumentSymbolRequest.type, { textDocument }),
    folds: () => server.connection.sendRequest(FoldingRangeRequest.type, { textDocument }),
  };
}

/** What is wrong, a quick fix's title, and the manifest before and after it. */
type Case = readonly [code: string, title: string, before: string, after: string];

const toml: readonly Case[] = [
  [
    'missing-field',
    'Add class_name',
    'durable_objects.bindings = [{ name = "CACHE" }]\n',
    'durable_objects.bindings = [{ name = "CACHE", class_name = "Counter" }]\n',
  ],
  [
    'invalid-field',
    'Change to "1001"',
    '[[ratelimits]]\nname = "CACHE"\nnamespace_id = 1001\nsimple = { limit = 1, period = 10 }\n',
    '[[ratelimits]]\nname = "CACHE"\nnamespace_id = "1001"\nsimple = { limit = 1, period = 10 }\n',
  ],
  [
    'invalid-field',
    'Change to [[kv_namespaces]]',
    '[kv_namespaces]\nbinding = "CACHE"\n',
    '[[kv_namespaces]]\nbinding = "CACHE"\n',
  ],
  [
    'unknown-field',
    'Change to preview_id',
    '[[kv_namespaces]]\nbinding = "CACHE"\npreveiw_id = "1"\n',
    '[[kv_namespaces]]\nbinding = "CACHE"\npreview_id = "1"\n',
  ],
  [
    'unknown-field',
    'Change to kv_namespaces',
    '[[kv_namespace]]\nbinding = "CACHE"\n',
    '[[kv_namespaces]]\nbinding = "CACHE"\n',
  ],
  [
    'unknown-field',
    'Remove colour',
    '[[kv_namespaces]]\nbinding = "CACHE"\ncolour = 1\n',
    '[[kv_namespaces]]\nbinding = "CACHE"\n',
  ],
  [
    'duplicate-binding',
    'Rename to CACHE_2',
    'ai.binding = "CACHE"\nbrowser.binding = "CACHE"\n',
    'ai.binding = "CACHE"\nbrowser.binding = "CACHE_2"\n',
  ],
  [
    'duplicate-binding',
    'Remove CACHE, Browser Rendering',
    'ai.binding = "CACHE"\nbrowser.binding = "CACHE"\n',
    'ai.binding = "CACHE"\n',
  ],
  ['invalid-binding-name', 'Change to CACHE', '[ai]\nbinding = "CACHE "\n', '[ai]\nbinding = "CACHE"\n'],
  [
    'binding-missing-in-environment',
    'Declare CACHE in staging too',
    '[ai]\nbinding = "CACHE"\n\n[env.staging]\n',
    '[ai]\nbinding = "CACHE"\n\n[env.staging]\n\n[env.staging.ai]\nbinding = "CACHE"\n',
  ],
  ['unused-binding', 'Remove AI', '[ai]\nbinding = "AI"\n', ''],
  [
    'useless-suppression',
    'Remove the comment',
    '[ai] # infra-ignore duplicate-binding\nbinding = "CACHE"\n',
    '[ai]\nbinding = "CACHE"\n',
  ],
];

const jsonc: readonly Case[] = [
  [
    'missing-field',
    'Add id',
    '{ "hyperdrive": [{ "binding": "CACHE" }] }',
    '{ "hyperdrive": [{ "binding": "CACHE", "id": "57b7076f58be42419276f058a8968187" }] }',
  ],
  [
    'invalid-field',
    'Change to true',
    '{ "ai": { "binding": "CACHE", "remote": "true" } }',
    '{ "ai": { "binding": "CACHE", "remote": true } }',
  ],
  [
    'invalid-field',
    'Put it into a list',
    '{ "kv_namespaces": { "binding": "CACHE" } }',
    '{ "kv_namespaces": [{ "binding": "CACHE" }] }',
  ],
  [
    'unknown-field',
    'Change to remote',
    '{\n  // mine\n  "ai": { "binding": "CACHE", "remot": true },\n}\n',
    '{\n  // mine\n  "ai": { "binding": "CACHE", "remote": true },\n}\n',
  ],
  [
    'unknown-field',
    'Change to r2_buckets',
    '{ "r2_bucket": [{ "binding": "CACHE" }] }',
    '{ "r2_buckets": [{ "binding": "CACHE" }] }',
  ],
  [
    'duplicate-binding',
    'Rename to CACHE_2',
    '{ "ai": { "binding": "CACHE" }, "vars": { "CACHE": 1 } }',
    '{ "ai": { "binding": "CACHE" }, "vars": { "CACHE_2": 1 } }',
  ],
  ['invalid-binding-name', 'Change to CACHE', '{ "ai": { "binding": " CACHE" } }', '{ "ai": { "binding": "CACHE" } }'],
  [
    'binding-missing-in-environment',
    'Declare CACHE in dev too',
    '{\n  "ai": { "binding": "CACHE" },\n  "env": {\n    "dev": {}\n  }\n}\n',
    '{\n  "ai": { "binding": "CACHE" },\n  "env": {\n    "dev": {\n      "ai": {\n        "binding": "CACHE"\n      }\n    }\n  }\n}\n',
  ],
  [
    'unused-binding',
    'Remove AI',
    '{\n  "ai": { "binding": "AI" }, // mine\n  "name": "a"\n}\n',
    '{\n  "name": "a"\n}\n',
  ],
];

describe.each([
  ['wrangler.toml', toml, 'name = "a\n'],
  ['wrangler.jsonc', jsonc, '{ "name": }'],
] as const)('in %s', (path, cases, broken) => {
  it('each diagnostic is told, and its quick fixes mend it', async () => {
    const { type, fixes } = await edit(path);
    expect(await type(broken)).toEqual(['manifest-syntax']);
    for (const [code, title, before, after] of cases) {
      expect(await type(before), before).toContain(code);
      expect(await fixes(before, code), before).toHaveProperty([title], after);
      expect(await type(after), after).not.toContain(code);
    }
  });
});

describe('in wrangler.toml', () => {
  it('tables, fields, values and names are offered', async () => {
    const { complete } = await edit('wrangler.toml');
    expect(await complete('[[|')).toEqual(
      expect.arrayContaining(['kv_namespaces', 'queues.producers', 'migrations', 'vars']),
    );
    expect(await complete('[[kv_namespaces]]\n|')).toEqual(expect.arrayContaining(['binding', 'id', 'preview_id']));
    expect(await complete('kv_namespaces = [{ binding = "A", | }]')).toEqual(['id', 'preview_id', 'remote']);
    expect(await complete('[assets]\nhtml_handling = "|"')).toContain('drop-trailing-slash');
    expect(await complete('[[kv_namespaces]]\nbinding = "|"')).toEqual(['CACHE']);
    expect(await complete('[env.staging]\n\n[[env.staging.|')).toContain('env.staging.r2_buckets');
  });

  it('kinds, fields and environments are explained', async () => {
    const { hover } = await edit('wrangler.toml');
    expect(await hover('[[rate|limits]]\nname = "A"\n')).toContain('rate-limit/');
    expect(await hover('[[ratelimits]]\nnamesp|ace_id = "1"\n')).toContain('share their counts');
    expect(await hover('[env.stag|ing.ai]\nbinding = "AI"\n')).toContain('Declares `AI`.');
    expect(await hover('[ai]\nbinding = "A|I"\n')).toContain('(binding) AI: Ai');
  });

  it('outline and folds', async () => {
    const { type, symbols, folds } = await edit('wrangler.toml');
    await type('# one\n# two\n[env.staging]\nai = { binding = "AI" }\nr2_buckets = [\n  { binding = "R" },\n]\n');
    expect(await symbols()).toMatchObject([
      { name: 'staging', children: [{ name: 'ai', children: [{ name: 'AI' }] }, { name: 'r2_buckets' }] },
    ]);
    expect((await folds())?.map(({ startLine, endLine }) => [startLine, endLine])).toEqual([
      [2, 6],
      [4, 5],
      [0, 1],
    ]);
  });
});

describe('in wrangler.jsonc', () => {
  it('keys, fields, values and names are offered', async () => {
    const { complete } = await edit('wrangler.jsonc');
    expect(await complete('{ "|" }')).toEqual(
      expect.arrayContaining(['kv_namespaces', 'queues', 'migrations', 'vars', 'env']),
    );
    expect(await complete('{ "kv_namespaces": [{ | }] }')).toEqual(['binding', 'id', 'preview_id', 'remote']);
    expect(await complete('{ "assets": { "html_handling": "|" } }')).toContain('drop-trailing-slash');
    expect(await complete('{ "kv_namespaces": [{ "binding": "|" }] }')).toEqual(['CACHE']);
    expect(await complete('{ "env": { "dev": { "durable_objects": { "|" } } } }')).toEqual(['bindings']);
  });

  it('kinds and fields are explained, bindings outlined', async () => {
    const { hover, type, symbols } = await edit('wrangler.jsonc');
    expect(await hover('{ "r2_buc|kets": [] }')).toContain('An object has at most 5 TB.');
    expect(await hover('{ "hyperdrive": [{ "localConnection|String": "x" }] }')).toContain('wrangler dev');
    await type('{ "env": { "dev": { "ai": { "binding": "AI" } } } }');
    expect(await symbols()).toMatchObject([{ name: 'dev', children: [{ name: 'ai', children: [{ name: 'AI' }] }] }]);
  });
});
