import type { TextRange } from '../text';
import type { ManifestDocument, ManifestNode } from './document';
import type { TomlDocument, TomlKey, TomlNode } from './toml/syntax';

/** A key as it stands in a text, in a header or before a value. */
export interface ManifestKey {
  /** The keys from the root, this one last; places in lists are left out. */
  readonly path: readonly string[];
  /** Without quotes. */
  readonly range: TextRange;
}

/** Every key of a manifest, as often as it is written, in the order of the text. */
export function manifestKeys(document: ManifestDocument): readonly ManifestKey[] {
  const keys = document.format === 'toml' ? tomlKeys(document) : keysBelow(document.root, []);
  return [...keys].sort((a, b) => a.range.start - b.range.start);
}

function keysBelow(node: ManifestNode, path: readonly string[]): ManifestKey[] {
  switch (node.type) {
    case 'object':
      return node.properties.flatMap(({ key, keyRange, value }) => [
        { path: [...path, key], range: keyRange },
        ...keysBelow(value, [...path, key]),
      ]);
    case 'array':
      return node.items.flatMap((item) => keysBelow(item, path));
    default:
      return [];
  }
}

/** The tree has a header's key once, however often it is written; so the lines are read. */
function tomlKeys({ blocks }: TomlDocument): ManifestKey[] {
  return blocks.flatMap(({ header, expressions }) => {
    const base = (header?.key ?? []).map(({ value }) => value);
    return [
      ...partsOf(header?.key ?? [], []),
      ...expressions.flatMap((each) => (each.type === 'keyValue' ? pairKeys(each, base) : [])),
    ];
  });
}

function pairKeys(
  { key, value }: { key: readonly TomlKey[]; value: TomlNode },
  base: readonly string[],
): ManifestKey[] {
  return [...partsOf(key, base), ...inlineKeys(value, [...base, ...key.map((part) => part.value)])];
}

function inlineKeys(node: TomlNode, path: readonly string[]): ManifestKey[] {
  switch (node.type) {
    case 'object':
      return node.pairs.flatMap((pair) => pairKeys(pair, path));
    case 'array':
      return node.items.flatMap((item) => inlineKeys(item, path));
    default:
      return [];
  }
}

function partsOf(key: readonly TomlKey[], base: readonly string[]): ManifestKey[] {
  return key.map(({ contentRange }, i) => ({
    path: [...base, ...key.slice(0, i + 1).map(({ value }) => value)],
    range: contentRange,
  }));
}
