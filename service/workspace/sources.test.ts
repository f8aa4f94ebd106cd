import { describe, expect, it } from 'vitest';
import { kindByWord } from '../../core/platform/kinds/kinds';
import { plainDocument } from '../../core/sources/document';
import type { Source } from '../../core/sources/source';
import { defaultSources } from '../../core/sources/sources';
import { add } from '../../operations/add';
import { remove } from '../../operations/remove';
import { fixture, withoutCursor } from '../../test/support/marks';
import { serviceOver } from '../../test/support/service';
import { codeActions } from '../features/codeActions';
import { completion } from '../features/completion';
import { definition } from '../features/definition';
import { destinations } from '../features/destinations';
import { diagnostics } from '../features/diagnostics';
import { documentSymbols } from '../features/documentSymbols';
import { foldingRanges } from '../features/foldingRanges';
import { hover } from '../features/hover';
import { rename } from '../features/rename';

/** Bindings as lines of a text: `KV CACHE abc`. It reads, and does nothing else. */
const textSource: Source = {
  id: 'text',
  names: ['bindings.txt'],
  watched: '**/bindings.txt',
  claims: (name) => name === 'bindings.txt',
  read(text) {
    const bindings = [...text.matchAll(/^(\w+) (\w+) (\w+)$/gm)].flatMap(([line, word = '', name = '', id], i, all) => {
      const kind = kindByWord(word);
      const start = all[i]?.index ?? 0;
      const nameStart = start + word.length + 1;
      const range = { start, end: start + line.length };
      const nameRange = { start: nameStart, end: nameStart + name.length };
      return kind
        ? [{ name, kind, source: 'text', environment: null, fields: { binding: name, id }, range, nameRange }]
        : [];
    });
    return { document: plainDocument(text), model: { bindings, environments: [], variables: [] } };
  },
};

const sources = [...defaultSources, textSource];
const manifest = 'KV CACHE abc\nD1 DB def\n';
const path = '/shop/bindings.txt';
const stage = '/shop/playground/edge/tag.js';

/** A stage file with a `|` for the cursor, beside `bindings.txt`. */
function openShop(marked: string) {
  const { text, offset } = withoutCursor(marked);
  return { offset, service: serviceOver({ 'bindings.txt': manifest, 'playground/edge/tag.js': text }, sources) };
}

describe('a source that only reads', () => {
  it('completes, explains and finds its bindings in code', async () => {
    const { service, offset } = openShop('return params.infra.|CACHE;');
    const completed = await completion(service, stage, offset);
    expect(completed?.items.map(({ label, detail }) => `${label}: ${detail}`)).toEqual([
      'CACHE: KV namespace',
      'DB: D1 database',
    ]);
    expect((await hover(service, stage, offset))?.markdown).toContain('KV namespace in bindings.txt\n\n- top level');
    expect(await definition(service, stage, offset)).toEqual([{ path, range: { start: 3, end: 8 } }]);
  });

  it('types its bindings', async () => {
    const { service, offset } = openShop('return params.infra.CACHE.|get;');
    const completed = await completion(service, stage, offset);
    expect(completed?.items.map(({ label }) => label)).toContain('getWithMetadata');
  });

  it('tells what is undeclared, and offers only what needs no edit of its file', async () => {
    const { service } = openShop("return params.infra.CACHES.get('k');|");
    const [found, ...others] = await diagnostics(service, stage);
    expect(others).toEqual([]);
    expect(found?.message).toBe("'CACHES' is not declared in bindings.txt. Did you mean 'CACHE'?");
    const actions = await codeActions(service, stage, found?.range ?? { start: 0, end: 0 });
    expect(actions.map(({ title }) => title)).toEqual(['Change to CACHE']);
  });

  it('is listed', () => {
    const { service } = openShop("return params.infra.CACHE.get('k');|");
    const [shop] = destinations(service);
    expect(shop?.manifest?.path).toBe(path);
    const [topLevel] = shop?.environments ?? [];
    expect(topLevel?.bindings.map(({ name, source, fields }) => `${source}: ${name} ${fields.id}`)).toEqual([
      'text: CACHE abc',
      'text: DB def',
    ]);
    expect([...(shop?.uses ?? [])]).toEqual([['CACHE', 1]]);
  });

  it('has an outline and hovers in its file, and no completion', async () => {
    const { service } = openShop("return params.infra.CACHE.get('k');|");
    expect((await documentSymbols(service, path)).flatMap(({ children }) => children.map(({ name }) => name))).toEqual([
      'CACHE',
      'DB',
    ]);
    expect((await hover(service, path, 4))?.markdown).toContain('CACHE: KVNamespace');
    expect((await completion(service, path, 0))?.items).toEqual([]);
    expect(await foldingRanges(service, path)).toEqual([]);
    expect(await diagnostics(service, path)).toEqual([
      expect.objectContaining({ code: 'unused-binding', message: "No code uses 'DB'." }),
    ]);
    expect(await codeActions(service, path, { start: 13, end: 13 })).toEqual([]);
  });

  it('refuses to add, to remove and to rename with a sentence', async () => {
    const { service, offset } = openShop('return params.infra.CA|CHE;');
    const refused = { refused: 'bindings.txt can only be read: make the change by hand.' };
    const binding = { kind: 'r2_buckets', name: 'FILES', environment: null, fields: { bucket_name: 'files' } };
    expect(add(service, { manifest: path, ...binding })).toEqual(refused);
    expect(remove(service, { manifest: path, name: 'CACHE', environment: null })).toEqual(refused);
    expect(await rename(service, stage, offset, 'STORE')).toEqual(refused);
    expect(await rename(service, path, 4, 'STORE')).toEqual(refused);
  });
});

it('the manifest of an earlier source counts', () => {
  const files = {
    'bindings.txt': manifest,
    'wrangler.toml': fixture`
    [ai]
    binding = "AI"
  `,
  };
  const [first] = destinations(serviceOver(files, sources));
  const [last] = destinations(serviceOver(files, [textSource, ...defaultSources]));
  expect(first?.manifest?.path).toBe('/shop/wrangler.toml');
  expect(last?.manifest?.path).toBe(path);
});

it('a text is read once for each of its versions', async () => {
  let reads = 0;
  const counting = defaultSources.map((source) => ({
    ...source,
    read(...given: Parameters<Source['read']>) {
      reads++;
      return source.read(...given);
    },
  }));
  const text = '[[kv_namespaces]]\nbinding = "CACHE"\n';
  const service = serviceOver({ 'wrangler.toml': text, 'playground/edge/tag.js': 'params.infra.' }, counting);
  const askAll = async () => {
    await completion(service, '/shop/wrangler.toml', 20);
    await hover(service, '/shop/wrangler.toml', 5);
    await diagnostics(service, '/shop/wrangler.toml');
    await documentSymbols(service, '/shop/wrangler.toml');
    await foldingRanges(service, '/shop/wrangler.toml');
    await completion(service, stage, 13);
  };
  await askAll();
  await askAll();
  expect(reads).toBe(1);
  service.workspace.documents.open('/shop/wrangler.toml', `${text}id = "1"\n`);
  await askAll();
  expect(reads).toBe(2);
});
