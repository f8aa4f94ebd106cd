import type { TextRange } from '../text';

/** How a manifest is written. `.json` is read like `.jsonc`: Wrangler allows comments and trailing commas in both. */
export type ManifestFormat = 'toml' | 'jsonc';

/** A problem of syntax, at the text that is wrong. Reading goes on after it. */
export interface SyntaxProblem {
  readonly message: string;
  readonly range: TextRange;
}

/** A value of a manifest and where it stands; the same shape for every format. */
export type ManifestNode = ObjectNode | ArrayNode | ScalarNode;

export interface ObjectNode {
  readonly type: 'object';
  /** The literal, or for a TOML table its own lines: from its first header to its last key. */
  readonly range: TextRange;
  readonly properties: readonly PropertyNode[];
}

export interface PropertyNode {
  readonly key: string;
  /** The key as a person would select it: without quotes. */
  readonly keyRange: TextRange;
  readonly value: ManifestNode;
}

export interface ArrayNode {
  readonly type: 'array';
  readonly range: TextRange;
  readonly items: readonly ManifestNode[];
}

export interface ScalarNode {
  readonly type: 'string' | 'number' | 'boolean' | 'null' | 'date' | 'invalid';
  /** The whole literal, quotes included. */
  readonly range: TextRange;
  /** The content of a string, without its quotes; otherwise the same as `range`. */
  readonly contentRange: TextRange;
  /** Strings unescaped; integers beyond 2^53 as bigint; dates as written; `undefined` for an invalid or missing value. */
  readonly value: string | number | bigint | boolean | null | undefined;
}

/** A manifest that was read: never fails, however broken the text is. */
export interface ManifestDocument {
  readonly format: ManifestFormat;
  readonly text: string;
  readonly root: ObjectNode;
  readonly problems: readonly SyntaxProblem[];
  /** What only TOML 1.1 allows, and older Wranglers therefore refuse. Not a problem in itself. */
  readonly newerSyntax?: readonly SyntaxProblem[];
}

/** The value at a path of keys and indexes, or `undefined`. A key that is declared twice counts as its last declaration. */
export function nodeAt(root: ManifestNode, path: readonly (string | number)[]): ManifestNode | undefined {
  let node: ManifestNode | undefined = root;
  for (const step of path) {
    if (node?.type === 'object') {
      node = node.properties.findLast((property) => property.key === step)?.value;
    } else if (node?.type === 'array' && typeof step === 'number') {
      node = node.items[step];
    } else {
      return undefined;
    }
  }
  return node;
}
