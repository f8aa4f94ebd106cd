import type { TextRange } from '../text';
import type { JsoncDocument } from './jsonc/syntax';
import type { TomlDocument } from './toml/syntax';

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

/** What every text gives that is read, however broken it is. */
export interface ReadDocument {
  readonly text: string;
  readonly root: ObjectNode;
  /** In the order of the text. */
  readonly problems: readonly SyntaxProblem[];
  /** Whether a table can begin with a header on a line of its own, and goes on to the next header, as in TOML. */
  readonly hasHeaders: boolean;
  /** What only TOML 1.1 allows, and older Wranglers therefore refuse. Not a problem in itself. */
  readonly newerSyntax?: readonly SyntaxProblem[];
}

/** Wrangler's own configuration, in one of its two syntaxes. */
export type WranglerDocument = TomlDocument | JsoncDocument;

/** A text of whose layout nothing is known, so that no value in it can be edited. */
export interface PlainDocument extends ReadDocument {
  readonly format: 'plain';
}

/** A manifest that was read. */
export type ManifestDocument = WranglerDocument | PlainDocument;

/** A document of a source that has a model and no tree: `root` is empty. */
export function plainDocument(text: string, problems: readonly SyntaxProblem[] = []): PlainDocument {
  const root: ObjectNode = { type: 'object', range: { start: 0, end: text.length }, properties: [] };
  return { format: 'plain', text, root, problems, hasHeaders: false };
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
