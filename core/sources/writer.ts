import type { BindingKind } from '../platform/kinds/kinds';
import type { ManifestValue } from './editor';
import type { Scope } from './wrangler/entries';
import { fieldsToWrite, startingValue } from './wrangler/fieldValues';

/** Text with tab stops: what stands between them is as it is, what they hold is a proposal. */
export type Template = readonly (string | { readonly proposal: string })[];

/** A template without its tab stops. */
export function plainText(template: Template): string {
  return template.map((part) => (typeof part === 'string' ? part : part.proposal)).join('');
}

/** A template in the snippet syntax of LSP. */
export function snippetText(template: Template): string {
  let number = 0;
  const escaped = (text: string) => text.replaceAll(/[\\$]/g, '\\$&');
  return template
    .map((part) =>
      typeof part === 'string' ? escaped(part) : `\${${++number}:${escaped(part.proposal).replaceAll('}', '\\}')}}`,
    )
    .join('');
}

/** Writes templates at one offset of a manifest, in the habits of its text. */
export interface Writer {
  /** A key as it is written where its value follows already. */
  key(key: string): string;
  /** What separates a new pair from one that follows. */
  readonly separator: string;
  /** A value; strings keep their quotes outside the tab stop. */
  value(value: ManifestValue): Template;
  /** `key = value` or `"key": value`. */
  pair(key: string, value: Template): Template;
  /** An entry of a kind as one value: `{ binding = "CACHE" }`. */
  entry(kind: BindingKind, name: string): Template;
  /** A list of one value. */
  list(item: Template): Template;
  /** Where tables can have headers, as in TOML. */
  readonly tables?: TableWriter;
}

/** Writes tables that begin with a header on a line of its own. Paths are keys from the root. */
export interface TableWriter {
  /** `[ai]`, or `[[kv_namespaces]]` for an item of a list. */
  header(path: readonly string[], isList: boolean): string;
  /** `[[kv_namespaces]]` with its fields on lines below. */
  block(scope: Scope, kind: BindingKind, name: string): Template;
  /** Whether a header can be written: nothing is at the path, or blocks of the same list are. */
  canBegin(path: readonly string[], isList: boolean): boolean;
  /** Whether a table is declared at a path, and not only implied by the headers of those below it. */
  isDeclared(path: readonly string[]): boolean;
}

/** The fields of a new entry with values to start from; `name` is that of the binding. */
export function fieldsOf(kind: BindingKind, name: string): readonly (readonly [string, ManifestValue])[] {
  return fieldsToWrite(kind).map((field) => [field.name, field.name === kind.nameField ? name : startingValue(field)]);
}

/** Templates between brackets. */
export function joined(open: string, items: readonly Template[], separator: string, close: string): Template {
  return [open, ...items.flatMap((item, i) => (i === 0 ? item : [separator, ...item])), close];
}
