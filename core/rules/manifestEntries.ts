import type { BindingField, BindingKind } from '../platform/kinds/kinds';
import { type ManifestDocument, nodeAt, type ObjectNode } from '../sources/document';
import type { ManifestPath } from '../sources/editor';
import { lineEnd } from '../sources/lines';
import { type KindEntry, kindEntries } from '../sources/wrangler/entries';
import type { TextRange } from '../text';
import type { ManifestInput } from './inputs';

/** An entry of a manifest that is a table, as it should be. */
export interface TableEntry extends KindEntry {
  readonly node: ObjectNode;
}

/** A table of an entry and the fields that it can have: the entry itself, or an object in one of its fields. */
export interface Table {
  readonly entry: TableEntry;
  readonly path: ManifestPath;
  readonly node: ObjectNode;
  readonly fields: readonly BindingField[];
}

/** The entries that can be judged: nothing in them is half typed, and no template is to be filled in. */
export function wholeEntries({ document, kinds }: ManifestInput): readonly TableEntry[] {
  return kindEntries(document, kinds).flatMap((entry): TableEntry[] => {
    const { node } = entry;
    return node.type === 'object' && !isUnfinished(document, node.range) ? [{ ...entry, node }] : [];
  });
}

/** The tables of an entry, itself first. */
export function tablesOf(entry: TableEntry): readonly Table[] {
  const below = ({ path, node, fields }: Table): Table[] =>
    fields.flatMap((field) => {
      const value = field.fields && nodeAt(node, [field.name]);
      const table =
        field.fields && value?.type === 'object'
          ? { entry, path: [...path, field.name], node: value, fields: field.fields }
          : undefined;
      return table ? [table, ...below(table)] : [];
    });
  const whole: Table = { entry, path: entry.path, node: entry.node, fields: entry.kind.fields };
  return [whole, ...below(whole)];
}

const placeholder = /\{\{|\{%|<%|\$\{/;

/** Whether a text is to be filled in before Wrangler reads it: `{{ name }}`. */
export function isTemplate(text: string): boolean {
  return placeholder.test(text);
}

/** Whether something in a stretch, or behind it up to the next header, cannot be read yet or is a template's. */
function isUnfinished({ text, hasHeaders, problems }: ManifestDocument, { start, end }: TextRange): boolean {
  const header = hasHeaders ? text.slice(end).search(/\n[ \t]*\[/) : 0;
  const last = header < 0 ? text.length : end + header;
  return problems.some(({ range }) => range.start <= last && range.end >= start) || isTemplate(text.slice(start, end));
}

/** Where to say something of an entry as a whole: at its name, else on its first line. */
export function headOf({ text }: ManifestDocument, { kind, node }: TableEntry): TextRange {
  const name = nodeAt(node, [kind.nameField]);
  return name?.type === 'string'
    ? name.contentRange
    : { start: node.range.start, end: Math.min(node.range.end, lineEnd(text, node.range.start)) };
}

/** A kind as one of its bindings is called: "a KV namespace", "an R2 bucket", but "Workers AI". */
export function oneOf({ label, shape }: BindingKind): string {
  return shape === 'single' ? label : `${/^([aeiou]|R2|mTLS)/i.test(label) ? 'an' : 'a'} ${label}`;
}

/** The beginning of a sentence. */
export function capitalized(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}

/** An entry as messages call it: by its name, else by its kind. */
export function called({ kind, node }: TableEntry): string {
  const name = nodeAt(node, [kind.nameField]);
  return name?.type === 'string' && name.value
    ? `'${String(name.value)}'`
    : kind.shape === 'single'
      ? capitalized(kind.label)
      : `This ${kind.label}`;
}
