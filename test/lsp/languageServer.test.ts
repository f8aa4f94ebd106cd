import { rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import {
  CodeActionRequest,
  CompletionRequest,
  CompletionResolveRequest,
  DidChangeWatchedFilesNotification,
  DocumentDiagnosticRequest,
  FileChangeType,
  HoverRequest,
  RenameRequest,
  SignatureHelpRequest,
} from 'vscode-languageserver-protocol/node';
import {
  addBindingRequest,
  bindingKindsRequest,
  type DestinationsResult,
  destinationsRequest,
  type EditResult,
  removeBindingRequest,
} from '../../server/protocol';
import { startLanguageServer } from '../support/languageServer';
import { bundle, copyOf, temporaryFolder } from '../support/temporaryFolder';

const codes = (found: readonly { code?: number | string }[]) => found.map(({ code }) => code);
const tag = 'playground/edge/tag.js';
const isError = ({ severity }: { severity?: number }) => severity === 1;

describe('a Destination', () => {
  it('has no problems as it is', async () => {
    const server = await startLanguageServer(copyOf('examples/newsletter'));
    for (const stage of ['edge/init', 'edge/tag', 'edge/user', 'edge/scheduled', 'browser/init', 'browser/tag']) {
      await server.open(`playground/${stage}.js`);
      expect((await server.diagnostics(`playground/${stage}.js`)).filter(isError)).toEqual([]);
    }
  });

  it.each([
    { itemDefaults: ['commitCharacters', 'editRange', 'insertTextFormat', 'insertTextMode', 'data'] },
    { itemDefaults: [] },
  ])('tells what completions share once, to an editor that takes it: %o', async (completionList) => {
    const server = await startLanguageServer(copyOf('examples/newsletter'), {
      capabilities: { textDocument: { completion: { completionList } } },
    });
    const takesDefaults = completionList.itemDefaults.length > 0;
    const text = 'params.infra.CA;\nconst long = 1;\nlon;\n';
    await server.open(tag, text);
    for (const [place, label, documentation] of [
      ['params.infra.CA|', 'CACHE', '(binding) CACHE: KVNamespace'],
      ['lon|;', 'long', ''],
    ] as const) {
      const position = server.position(tag, place);
      const textDocument = { uri: server.uri(tag) };
      const list = await server.connection.sendRequest(CompletionRequest.type, { textDocument, position });
      const { items = [], itemDefaults } = list && !Array.isArray(list) ? list : {};
      const item = items.find((each) => each.label === label);
      const start = { line: position.line, character: place.lastIndexOf('.') + 1 };
      const range = { start, end: position };
      expect(itemDefaults?.editRange).toEqual(takesDefaults ? range : undefined);
      expect(item?.textEdit).toEqual(takesDefaults ? undefined : { range, newText: label });
      const seen = item && { ...item, data: item.data ?? itemDefaults?.data };
      const resolved = seen && (await server.connection.sendRequest(CompletionResolveRequest.type, seen));
      expect(resolved?.documentation).toMatchObject({ value: expect.stringContaining(documentation) });
    }
  });

  it('is completed, hovered and helped with signatures', async () => {
    const server = await startLanguageServer(copyOf('examples/newsletter'));
    await server.open(tag, "await params.infra.CACHE.put('k', 'v');\nparams.infra.\n");
    const textDocument = { uri: server.uri(tag) };
    const list = await server.connection.sendRequest(CompletionRequest.type, {
      textDocument,
      position: server.position(tag, 'params.infra.|\n'),
    });
    const items = Array.isArray(list) ? list : (list?.items ?? []);
    expect(items.map(({ label, labelDetails }) => [label, labelDetails?.detail])).toEqual([
      ['DB', ' D1 database'],
      ['CACHE', ' KV namespace'],
      ['EXPORTS', ' R2 bucket'],
      ['EVENTS', ' Analytics Engine dataset'],
      ['WELCOME', ' queue'],
    ]);
    const hover = await server.connection.sendRequest(HoverRequest.type, {
      textDocument,
      position: server.position(tag, 'CA|CHE'),
    });
    expect(JSON.stringify(hover?.contents)).toContain('KV namespace in wrangler.toml');
    const help = await server.connection.sendRequest(SignatureHelpRequest.type, {
      textDocument,
      position: server.position(tag, "put('k', |"),
    });
    expect(help).toMatchObject({ activeParameter: 1 });
  });

  it('answers for what the manifest says now, saved or not', async () => {
    const folder = temporaryFolder({
      'wrangler.toml': '[[kv_namespaces]]\nbinding = "CACHE"\n',
      [tag]: "await params.infra.STORE.get('k');\n",
    });
    const server = await startLanguageServer(folder);
    await server.open(tag);
    expect(codes(await server.diagnostics(tag))).toEqual(['undeclared-binding']);

    await server.open('wrangler.toml');
    await server.change('wrangler.toml', '[[kv_namespaces]]\nbinding = "STORE"\n');
    expect(await server.diagnostics(tag, (found) => found.length === 0)).toEqual([]);

    // Half-typed: what is declared above and below stays.
    await server.change('wrangler.toml', '[[kv_namespaces]]\nbinding = "STORE"\n\n[[d1_databases]]\nbinding = "');
    expect(codes(await server.diagnostics('wrangler.toml', (found) => found.length > 0))).toEqual(['manifest-syntax']);
    expect(await server.diagnostics(tag)).toEqual([]);
  });

  it('follows the manifest on disk', async () => {
    const folder = temporaryFolder({ 'wrangler.toml': '', [tag]: "await params.infra.STORE.get('k');\n" });
    const server = await startLanguageServer(folder);
    await server.open(tag);
    expect(codes(await server.diagnostics(tag))).toEqual(['undeclared-binding']);
    const tell = (type: FileChangeType, path: string) =>
      server.connection.sendNotification(DidChangeWatchedFilesNotification.type, {
        changes: [{ uri: server.uri(path), type }],
      });

    writeFileSync(join(folder, 'wrangler.toml'), 'kv_namespaces = [{ binding = "STORE", id = "1" }]\n');
    await tell(FileChangeType.Changed, 'wrangler.toml');
    await server.diagnostics(tag, (found) => found.length === 0);

    // A binary file in its place: the last good answers stay.
    writeFileSync(join(folder, 'wrangler.toml'), new Uint8Array([0, 159, 146, 150]));
    await tell(FileChangeType.Changed, 'wrangler.toml');
    await server.change(tag, "await params.infra.STORE.get('k'); \n");
    expect(await server.diagnostics(tag)).toEqual([]);

    rmSync(join(folder, 'wrangler.toml'));
    await tell(FileChangeType.Deleted, 'wrangler.toml');
    const [gone] = await server.diagnostics(tag, (found) => found.length > 0);
    expect(gone?.message).toMatch(/no wrangler.toml, wrangler.json or wrangler.jsonc was found/);
  });
});

it('quick fixes change the name or declare it', async () => {
  const server = await startLanguageServer(copyOf('test/fixtures/faulty'));
  await server.open(tag);
  const diagnostics = await server.diagnostics(tag);
  const undeclared = diagnostics.find(({ code }) => code === 'undeclared-binding');
  const actions = await server.connection.sendRequest(CodeActionRequest.type, {
    textDocument: { uri: server.uri(tag) },
    range: undeclared?.range ?? { start: { line: 0, character: 0 }, end: { line: 0, character: 0 } },
    context: { diagnostics: undeclared ? [undeclared] : [] },
  });
  expect(actions?.map(({ title }) => title)).toEqual([
    'Change to CACHE',
    'Declare CACHES as a KV namespace in wrangler.toml',
    'Declare CACHES as an R2 bucket in wrangler.toml',
  ]);
});

it('rename covers manifest and code', async () => {
  const server = await startLanguageServer(copyOf('examples/newsletter'));
  await server.open(tag);
  const edit = await server.connection.sendRequest(RenameRequest.type, {
    textDocument: { uri: server.uri(tag) },
    position: server.position(tag, 'params.infra.CACHE|.put'),
    newName: 'NOTES',
  });
  const files = Object.keys(edit?.changes ?? {});
  expect(files).toEqual(expect.arrayContaining([server.uri('wrangler.toml'), server.uri(tag)]));
  expect(files.length).toBeGreaterThan(3);
});

describe('clients', () => {
  it('that pull diagnostics get them', async () => {
    const capabilities = { textDocument: { diagnostic: {} } };
    const server = await startLanguageServer(copyOf('test/fixtures/faulty'), { capabilities });
    await server.open(tag);
    const report = await server.connection.sendRequest(DocumentDiagnosticRequest.type, {
      textDocument: { uri: server.uri(tag) },
    });
    expect(report).toMatchObject({ kind: 'full' });
    expect(codes('items' in report ? report.items : [])).toContain('undeclared-binding');
  });

  it('that do not are told after every change, with its version', async () => {
    const server = await startLanguageServer(temporaryFolder({ 'wrangler.toml': '', [tag]: '' }));
    await server.open(tag);
    expect(await server.diagnostics(tag)).toEqual([]);
    for (const text of ['1', '12', '123']) {
      await server.change(tag, text);
      expect(await server.diagnostics(tag)).toEqual([]);
    }
  });

  it('can start the server from the command line', async () => {
    const folder = copyOf('test/fixtures/faulty');
    const server = await startLanguageServer(folder, { command: [bundle('cli.js'), 'lsp', '--stdio'] });
    await server.open(tag);
    expect(codes(await server.diagnostics(tag))).toContain('undeclared-binding');
  });
});

describe('the sidebar', () => {
  it('is told of Destinations, environments, bindings, uses and stages', async () => {
    const server = await startLanguageServer(copyOf('examples/newsletter'));
    const { destinations } = (await server.connection.sendRequest(destinationsRequest)) as DestinationsResult;
    expect(destinations).toHaveLength(1);
    const [destination] = destinations;
    expect(destination?.environments.map(({ name, bindings }) => [name, bindings.length])).toEqual([
      [null, 5],
      ['production', 5],
    ]);
    expect(destination?.environments[0]?.bindings[1]).toMatchObject({ name: 'CACHE', kindLabel: 'KV namespace' });
    expect(destination?.environments[0]?.bindings[1]?.uses).toBeGreaterThan(5);
    expect(destination?.stages.map(({ stage, runnable }) => [stage, runnable])).toEqual([
      ['edge/init', true],
      ['edge/tag', true],
      ['edge/user', true],
      ['edge/scheduled', true],
      ['browser/init', true],
      ['browser/tag', true],
      ['apis/cdn/subscribe', true],
      ['apis/server/report', true],
    ]);
  });

  it('of a large project keeps nobody waiting who types meanwhile', async () => {
    const handlers = Array.from({ length: 600 }, (_, index) => [
      `playground/apis/server/handler${index}.js`,
      `await params.infra.CACHE.get('handler ${index}');\n`.repeat(10),
    ]);
    const server = await startLanguageServer(
      temporaryFolder({
        'wrangler.toml': '[[kv_namespaces]]\nbinding = "CACHE"\nid = "1"\n',
        [tag]: 'params.infra.',
        ...Object.fromEntries(handlers),
      }),
    );
    await server.open(tag);
    const answers: string[] = [];
    const sidebar = server.connection.sendRequest(destinationsRequest).then((result) => {
      answers.push('sidebar');
      return result as DestinationsResult;
    });
    const position = server.position(tag, 'params.infra.|');
    const completion = server.connection
      .sendRequest(CompletionRequest.type, { textDocument: { uri: server.uri(tag) }, position })
      .then((list) => answers.push(...(list && !Array.isArray(list) ? list.items : []).map(({ label }) => label)));
    const { destinations } = await sidebar;
    await completion;
    expect(answers).toEqual(['CACHE', 'sidebar']);
    expect(destinations[0]?.environments[0]?.bindings[0]?.uses).toBe(6000);
  });

  it('can run stages of the browser and Transformations, on events where they take one', async () => {
    const server = await startLanguageServer(
      temporaryFolder({
        'wrangler.toml': '',
        'playground/browser/init.js': '',
        'playground/browser/tag.js': '',
        'playground/edge/tagRoot.js': '',
        'playground/browser/clientTagChannel.js': '',
      }),
    );
    const { destinations } = (await server.connection.sendRequest(destinationsRequest)) as DestinationsResult;
    const events = ['Purchase', 'PageView', 'AddToCart'];
    expect(destinations[0]?.stages.map(({ stage, runnable, events }) => [stage, runnable, events])).toEqual([
      ['browser/init', true, undefined],
      ['browser/tag', true, events],
      ['edge/tagRoot', true, events],
      ['browser/clientTagChannel', true, events],
    ]);
  });

  it('adds and removes bindings by edits that keep the rest', async () => {
    const server = await startLanguageServer(copyOf('examples/newsletter'));
    const manifest = server.uri('wrangler.toml');
    const binding = { manifest, kind: 'kv_namespaces', name: 'STORE', environment: null };
    const added = (await server.connection.sendRequest(addBindingRequest, {
      ...binding,
      fields: { id: '77' },
    })) as EditResult;
    const [edit] = 'edit' in added ? (added.edit.changes?.[manifest] ?? []) : [];
    expect(edit?.newText).toContain('[[kv_namespaces]]\nbinding = "STORE"\nid = "77"\n');
    expect(await server.connection.sendRequest(removeBindingRequest, { ...binding, name: 'CACHE' })).toHaveProperty(
      'edit',
    );
    expect(await server.connection.sendRequest(removeBindingRequest, binding)).toHaveProperty('refused');
    expect(
      await server.connection.sendRequest(addBindingRequest, { ...binding, name: 'DB', fields: {} }),
    ).toHaveProperty('refused');
    expect(await server.connection.sendRequest(bindingKindsRequest)).toHaveLength(36);
  });

  it('gets a manifest where there was none', async () => {
    const server = await startLanguageServer(temporaryFolder({ [tag]: '' }));
    const { destinations } = (await server.connection.sendRequest(destinationsRequest)) as DestinationsResult;
    expect(destinations[0]?.problem).toMatch(/has no wrangler.toml/);
    const added = await server.connection.sendRequest(addBindingRequest, {
      manifest: destinations[0]?.manifest,
      kind: 'kv_namespaces',
      name: 'STORE',
      environment: null,
      fields: {},
    });
    expect(added).toMatchObject({ edit: { documentChanges: [{ kind: 'create' }, { edits: [{}] }] } });
  });
});

describe('bad input', () => {
  it.each([
    ['no manifest', { [tag]: "params.infra.A.get('x')" }, ['undeclared-binding']],
    ['an empty manifest', { 'wrangler.toml': '', [tag]: "params.infra.A.get('x')" }, ['undeclared-binding']],
    ['a binary manifest', { 'wrangler.toml': new Uint8Array([0, 1, 2, 255]), [tag]: "params.infra.A.get('x')" }, []],
    [
      'a half-typed manifest',
      { 'wrangler.toml': '[[kv_namespaces]]\nbinding = "A', [tag]: "await params.infra.A.get('x')" },
      [],
    ],
    [
      'two manifests',
      {
        'wrangler.toml': '[[kv_namespaces]]\nbinding = "A"',
        'wrangler.json': '{ "kv_namespaces": [{ "binding": "B" }] }',
        [tag]: "await params.infra.B.get('x'); await params.infra.A.get('x')",
      },
      ['undeclared-binding'],
    ],
    ['a stage file of 5 MB', { 'wrangler.toml': '', [tag]: `${'x = 1;\n'.repeat(750_000)}` }, ['file-too-large']],
  ])('%s', async (_, files, expected) => {
    const server = await startLanguageServer(temporaryFolder(files, 'müller & söhne'));
    await server.open(tag);
    expect(codes(await server.diagnostics(tag))).toEqual(expected);
  });

  it('a manifest that cannot be read says so itself', async () => {
    const folder = temporaryFolder({ 'wrangler.toml': new Uint8Array([0, 1, 2, 255]), [tag]: '' });
    const server = await startLanguageServer(folder);
    const { destinations } = (await server.connection.sendRequest(destinationsRequest)) as DestinationsResult;
    expect(destinations[0]?.problem).toBe('wrangler.toml is not a text file in UTF-8.');
  });
});
