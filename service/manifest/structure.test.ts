import { describe, expect, it } from 'vitest';
import { fixture } from '../../test/support/marks';
import { serviceOver } from '../../test/support/service';
import type { DocumentSymbol } from '../answers';
import { documentSymbols } from '../features/documentSymbols';
import { foldingRanges } from '../features/foldingRanges';

const manifest = fixture`
  name = "shop"

  [[kv_namespaces]]
  binding = "CACHE"
  id = "1"

  # Only here
  # and there.
  [vars]
  LIST = "x"

  [env.staging]
  kv_namespaces = [
    { binding = "CACHE", id = "2" },
  ]

  [[env.staging.queues.producers]]
  binding = "MAILS"
  queue = "mails"

  [previews]
  [[previews.kv_namespaces]]
  binding = "CACHE"
`;

describe('the outline', () => {
  const outline = (symbols: readonly DocumentSymbol[], indent = ''): string =>
    symbols
      .map(
        ({ name, detail, children }) =>
          `${indent}${name}${detail ? ` (${detail})` : ''}\n${outline(children, `${indent}  `)}`,
      )
      .join('');

  it('has environments, kinds and bindings', async () => {
    const symbols = await documentSymbols(serviceOver({ 'wrangler.toml': manifest }), '/shop/wrangler.toml');
    expect(outline(symbols)).toBe(fixture`
      kv_namespaces (KV namespace)
        CACHE (1)
      vars
        LIST
      staging (environment)
        kv_namespaces (KV namespace)
          CACHE (2)
        queues.producers (queue)
          MAILS (mails)
      previews
        kv_namespaces (KV namespace)
          CACHE (KV namespace)
    `);
  });

  it('has names inside their ranges, whatever the layout', async () => {
    const text =
      '{ "env": { "dev": { "ai": { "binding": "AI" }, "vars": { "A": 1 } } }, "kv_namespaces": [{ "binding": "K" }] }';
    const symbols = await documentSymbols(serviceOver({ 'wrangler.json': text }), '/shop/wrangler.json');
    const all = (each: DocumentSymbol): DocumentSymbol[] => [each, ...each.children.flatMap(all)];
    const found = symbols.flatMap(all);
    expect(found).toHaveLength(7);
    for (const { range, nameRange, children } of found) {
      expect(range.start).toBeLessThanOrEqual(nameRange.start);
      expect(range.end).toBeGreaterThanOrEqual(nameRange.end);
      for (const child of children) {
        expect(range.start).toBeLessThanOrEqual(child.range.start);
        expect(range.end).toBeGreaterThanOrEqual(child.range.end);
      }
    }
  });
});

it('blocks, lists over several lines and comments fold in TOML; JSON folds without us', async () => {
  const service = serviceOver({ 'wrangler.toml': manifest, 'admin/wrangler.jsonc': '{\n "ai": {\n }\n}' });
  const folded = (await foldingRanges(service, '/shop/wrangler.toml')).map(
    ({ range, showsEnd }) => `${manifest.slice(range.start, range.end)}${showsEnd ? ' …' : ''}`,
  );
  expect(folded).toEqual([
    '[[kv_namespaces]]\nbinding = "CACHE"\nid = "1"',
    '[vars]\nLIST = "x"',
    '[env.staging]\nkv_namespaces = [\n  { binding = "CACHE", id = "2" },\n]',
    '[[env.staging.queues.producers]]\nbinding = "MAILS"\nqueue = "mails"',
    '[[previews.kv_namespaces]]\nbinding = "CACHE"',
    '[\n  { binding = "CACHE", id = "2" },\n] …',
    '# Only here\n# and there.',
  ]);
  expect(await foldingRanges(service, '/shop/admin/wrangler.jsonc')).toEqual([]);
});
