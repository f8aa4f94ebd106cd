import { mkdirSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { describe, expect, it } from 'vitest';
import {
  CodeActionRequest,
  CompletionRequest,
  type Diagnostic,
  DidChangeWatchedFilesNotification,
  DocumentSymbolRequest,
  FileChangeType,
  FoldingRangeRequest,
  HoverRequest,
} from 'vscode-languageserver-protocol/node';
import { type DestinationsResult, destinationsRequest } from '../../server/protocol';
import { type LanguageServer, startLanguageServer } from '../support/languageServer';
import { temporaryFolder } from '../support/temporaryFolder';

const tag = 'playground/edge/tag.js';
const codes = (found: readonly Diagnostic[]) => found.map(({ code }) => code);
const kv = (name: string) => `[[kv_namespaces]]\nbinding = "${name}"\n`;
const use = (name: string) => `await params.infra.${name}.get('k');\n`;

/** A server on a folder whose files change beneath it, as they do when a build runs or a branch is switched. */
async function serve(files: Record<string, string>) {
  const folder = temporaryFolder(files);
  const server = await startLanguageServer(folder);
  const tell = (path: string, type: FileChangeType) =>
    server.connection.sendNotification(DidChangeWatchedFilesNotification.type, {
      changes: [{ uri: server.uri(path), type }],
    });
  return {
    folder,
    server,
    async write(path: string, text: string) {
      mkdirSync(dirname(join(folder, path)), { recursive: true });
      writeFileSync(join(folder, path), text);
      await tell(path, FileChangeType.Created);
    },
    async remove(path: string) {
      rmSync(join(folder, path), { recursive: true });
      await tell(path, FileChangeType.Deleted);
    },
    async move(from: string, to: string) {
      mkdirSync(dirname(join(folder, to)), { recursive: true });
      renameSync(join(folder, from), join(folder, to));
      await tell(from, FileChangeType.Deleted);
      await tell(to, FileChangeType.Created);
    },
  };
}

async function destinationsOf({ connection }: LanguageServer) {
  return ((await connection.sendRequest(destinationsRequest)) as DestinationsResult).destinations;
}

const nothing = (found: readonly Diagnostic[]) => found.length === 0;
const something = (found: readonly Diagnostic[]) => found.length > 0;

describe('which manifest counts', () => {
  it('one that appears, disappears and moves', async () => {
    const { server, write, remove, move } = await serve({ [tag]: use('CACHE') });
    await server.open(tag);
    expect(codes(await server.diagnostics(tag))).toEqual(['undeclared-binding']);
    await write('wrangler.toml', kv('CACHE'));
    await server.diagnostics(tag, nothing);

    // A name that wins over the one that is there.
    await write('wrangler.jsonc', '{ "kv_namespaces": [{ "binding": "OTHER" }] }');
    await server.diagnostics(tag, something);
    expect((await destinationsOf(server))[0]).toMatchObject({
      manifest: server.uri('wrangler.jsonc'),
      notes: ['Wrangler reads wrangler.jsonc, not wrangler.toml.'],
    });
    await remove('wrangler.jsonc');
    await server.diagnostics(tag, nothing);
    expect((await destinationsOf(server))[0]).toMatchObject({ manifest: server.uri('wrangler.toml'), notes: [] });

    await move('wrangler.toml', 'old.toml');
    await server.diagnostics(tag, something);
    await move('old.toml', 'wrangler.json');
    await remove('wrangler.json');
    await write('wrangler.json', '{ "kv_namespaces": [{ "binding": "CACHE" }] }');
    await server.diagnostics(tag, nothing);
  });

  it('each Destination has its own; a wrangler.json above beats it', async () => {
    const shop = 'apps/shop';
    const { server, write } = await serve({
      [`${shop}/wrangler.toml`]: kv('SHOP'),
      [`${shop}/${tag}`]: use('SHOP'),
      'apps/blog/wrangler.toml': kv('BLOG'),
      [`apps/blog/${tag}`]: use('SHOP'),
    });
    await server.open(`${shop}/${tag}`);
    await server.open(`apps/blog/${tag}`);
    expect(await server.diagnostics(`${shop}/${tag}`)).toEqual([]);
    expect(codes(await server.diagnostics(`apps/blog/${tag}`))).toEqual(['undeclared-binding']);
    expect((await destinationsOf(server)).map(({ label }) => label)).toEqual(['apps/blog', 'apps/shop']);

    await write('apps/wrangler.json', '{ "kv_namespaces": [{ "binding": "BOTH" }] }');
    await server.diagnostics(`${shop}/${tag}`, something);
    const destination = (await destinationsOf(server)).find(({ label }) => label === shop);
    expect(destination).toMatchObject({
      manifest: server.uri('apps/wrangler.json'),
      notes: ['Wrangler reads ../wrangler.json, not wrangler.toml.'],
    });
  });

  it('a Destination that moves takes its manifest along', async () => {
    const { server, move } = await serve({ 'a/wrangler.toml': kv('CACHE'), [`a/${tag}`]: use('CACHE') });
    expect((await destinationsOf(server)).map(({ label }) => label)).toEqual(['a']);
    await move('a', 'b');
    expect((await destinationsOf(server)).map(({ label }) => label)).toEqual(['b']);
    await server.open(`b/${tag}`);
    expect(await server.diagnostics(`b/${tag}`)).toEqual([]);
  });

  it('a build’s redirect is shown, and not followed', async () => {
    const { server, write } = await serve({ 'wrangler.toml': kv('CACHE'), [tag]: use('CACHE') });
    const notes = async () => (await destinationsOf(server))[0]?.notes;
    const config = '.wrangler/deploy/config.json';
    expect(await notes()).toEqual([]);
    await write(config, '{ "configPath": "../../dist/wrangler.json" }');
    expect(await notes()).toEqual([`${config} names dist/wrangler.json, which is not there: build before you deploy.`]);
    await write('dist/wrangler.json', '{ "kv_namespaces": [{ "binding": "BUILT" }] }');
    expect(await notes()).toEqual([
      'A build made dist/wrangler.json: that is what `wrangler deploy` deploys, not wrangler.toml.',
    ]);
    expect((await destinationsOf(server)).map(({ manifest }) => manifest)).toEqual([server.uri('wrangler.toml')]);
    await server.open(tag);
    expect(await server.diagnostics(tag)).toEqual([]);
    await write(config, '{}');
    expect(await notes()).toEqual([
      `${config} names no manifest to deploy ("configPath"): Wrangler refuses to deploy.`,
    ]);
    await write('deep/wrangler.toml', kv('DEEP'));
    await write(config, '{ "configPath": "../../dist/wrangler.json" }');
    const deep = (await destinationsOf(server)).find(({ label }) => label === 'deep');
    expect(deep?.notes).toEqual([`../${config} does not stand beside wrangler.toml: Wrangler refuses to deploy.`]);
  });
});

it('secrets come from the files that Wrangler reads, by name', async () => {
  const secret = (name: string) => `console.log(params.secrets.${name});\n`;
  const { server, write } = await serve({
    'wrangler.toml': '[env.staging]\n',
    '.dev.vars.staging': 'A=1\n',
    '.env.local': 'B=2\n',
    '.env.example': 'C=3\n',
    [tag]: `${secret('A')}${secret('B')}${secret('C')}`,
  });
  await server.open(tag);
  expect(codes(await server.diagnostics(tag))).toEqual(['unknown-variable']);
  await write('.dev.vars', 'C=3\n');
  await server.diagnostics(tag, nothing);
});

it('kinds that only the project’s Wrangler knows', async () => {
  const entry = {
    properties: { binding: { type: 'string' }, zone: { type: 'string' } },
    required: ['binding', 'zone'],
  };
  const schema = { definitions: { RawEnvironment: { properties: { clocks: { type: 'array', items: entry } } } } };
  const { server } = await serve({
    'wrangler.toml': '[[clocks]]\nbinding = "CLOCK"\n\n[[ai]]\n',
    'node_modules/wrangler/package.json': '{ "version": "9.0.0" }',
    'node_modules/wrangler/config-schema.json': JSON.stringify(schema),
    [tag]: 'await params.infra.CLOCK.tick();\n',
  });
  await server.open(tag);
  expect(await server.diagnostics(tag, nothing)).toEqual([]);
  await server.open('wrangler.toml');
  const found = await server.diagnostics('wrangler.toml', (each) => codes(each).includes('missing-field'));
  expect(found.find(({ code }) => code === 'missing-field')?.message).toMatch(/^'CLOCK' needs 'zone'/);
});

describe('in the manifest editor', () => {
  const manifest = '[[kv_namespaces]]\nbinding = "CACHE"\npreveiw_id = "x"\n\n[[hyperdrive]]\nbinding = "SQL"\n';

  it('problems have fixes', async () => {
    const { server } = await serve({ 'wrangler.toml': manifest });
    await server.open('wrangler.toml');
    const found = await server.diagnostics('wrangler.toml');
    expect(codes(found)).toEqual(['missing-field', 'unknown-field']);
    const actions = await server.connection.sendRequest(CodeActionRequest.type, {
      textDocument: { uri: server.uri('wrangler.toml') },
      range: { start: { line: 0, character: 0 }, end: { line: 9, character: 0 } },
      context: { diagnostics: [...found] },
    });
    expect(actions?.map(({ title }) => title)).toEqual(['Add id', 'Change to preview_id']);
  });

  it('completions are snippets for editors that have them', async () => {
    const { server } = await serve({ 'wrangler.toml': `${manifest}[[r2|`.replace('|', '') });
    await server.open('wrangler.toml');
    const ask = async (from: LanguageServer) => {
      const list = await from.connection.sendRequest(CompletionRequest.type, {
        textDocument: { uri: from.uri('wrangler.toml') },
        position: from.position('wrangler.toml', '[[r2|'),
      });
      const items = Array.isArray(list) ? list : (list?.items ?? []);
      return items.find(({ label }) => label === 'r2_buckets');
    };
    expect((await ask(server))?.textEdit).toMatchObject({ newText: expect.stringContaining('binding = "MY_BINDING"') });

    const withSnippets = await startLanguageServer(temporaryFolder({ 'wrangler.toml': `${manifest}[[r2` }), {
      capabilities: { textDocument: { completion: { completionItem: { snippetSupport: true } } } },
    });
    await withSnippets.open('wrangler.toml');
    expect(await ask(withSnippets)).toMatchObject({
      insertTextFormat: 2,
      filterText: '[[r2_buckets',
      textEdit: { newText: expect.stringContaining(`binding = "\${1:MY_BINDING}"`) },
    });
  });

  it('keys are explained, outlined and folded', async () => {
    const { server } = await serve({ 'wrangler.toml': manifest });
    await server.open('wrangler.toml');
    const textDocument = { uri: server.uri('wrangler.toml') };
    const hover = await server.connection.sendRequest(HoverRequest.type, {
      textDocument,
      position: server.position('wrangler.toml', '[[hyper|drive'),
    });
    expect(JSON.stringify(hover?.contents)).toContain('PostgreSQL');
    const symbols = await server.connection.sendRequest(DocumentSymbolRequest.type, { textDocument });
    expect(symbols).toMatchObject([
      { name: 'kv_namespaces', children: [{ name: 'CACHE' }] },
      { name: 'hyperdrive', children: [{ name: 'SQL' }] },
    ]);
    const folds = await server.connection.sendRequest(FoldingRangeRequest.type, { textDocument });
    expect(folds).toMatchObject([
      { startLine: 0, endLine: 2 },
      { startLine: 4, endLine: 5 },
    ]);
  });

  it('a manifest that only --config finds is checked, too', async () => {
    const { server } = await serve({ 'wrangler.staging.toml': manifest });
    await server.open('wrangler.staging.toml');
    expect(codes(await server.diagnostics('wrangler.staging.toml'))).toEqual(['missing-field', 'unknown-field']);
  });
});
