import { parse as parseJsonc } from 'jsonc-parser';
import { parse as parseToml } from 'smol-toml';
import { expect } from 'vitest';
import type { Binding } from '../../core/model/binding';
import type { BindingKind } from '../../core/platform/kinds/kinds';
import type { PropertyNode, WranglerDocument } from '../../core/sources/document';
import type { ManifestEdits } from '../../core/sources/source';
import { addBinding, removeBinding, renameBinding, setField } from '../../core/sources/wrangler/edits';
import { bindingEntries } from '../../core/sources/wrangler/entries';
import { readBindings } from '../../core/sources/wrangler/read';
import { applyEdits, type TextRange } from '../../core/text';
import type { ManifestFormat } from './manifests';

type Data = Record<string, unknown>;

/** What a manifest says, in the words of the parsers that Wrangler itself uses. */
export function dataOf(text: string, format: ManifestFormat): Data {
  const content = text.replace(/^\ufeff/, '');
  const data = format === 'toml' ? parseToml(content) : parseJsonc(content, [], { allowTrailingComma: true });
  return JSON.parse(JSON.stringify(data));
}

const before = new WeakMap<WranglerDocument, { readonly data: string; readonly bindings: readonly Binding[] }>();

/** What a manifest says before its edits; kept, for many edits are tried on each. */
function stateBefore(document: WranglerDocument) {
  const state = before.get(document) ?? {
    data: JSON.stringify(dataOf(document.text, document.format)),
    bindings: readBindings(document).bindings,
  };
  before.set(document, state);
  return state;
}

const dataBefore = (document: WranglerDocument): Data => JSON.parse(stateBefore(document).data);
const bindingsBefore = (document: WranglerDocument) => stateBefore(document).bindings;

/** The text after edits that must not have been refused. */
export function edited(document: WranglerDocument, result: ManifestEdits): string {
  expect(result).not.toHaveProperty('refused');
  return 'edits' in result ? applyEdits(document.text, result.edits) : '';
}

/** Adds a binding, and expects that nothing else changes: in the data, and in any byte. */
export function expectCleanAdd(
  document: WranglerDocument,
  kind: BindingKind,
  fields: Data,
  environment: string | null,
): string {
  const result = addBinding(document, kind, fields, environment);
  const after = edited(document, result);
  const expected = dataBefore(document);
  const parent = objectAt(expected, [...environmentPath(environment), ...kind.path.slice(0, -1)]);
  const key = kind.path.at(-1) ?? '';
  parent[key] =
    kind.shape === 'list' ? [...((parent[key] as unknown[]) ?? []), fields] : { ...(parent[key] as Data), ...fields };
  expect(dataOf(after, document.format)).toEqual(expected);
  for (const edit of 'edits' in result ? result.edits : []) {
    expect(document.text.slice(edit.range.start, edit.range.end)).toMatch(/^\s*$/);
  }
  expectSameLineEndings(document.text, after);
  return after;
}

/** Renames a binding, and expects that nothing but the name changes. */
export function expectCleanRename(document: WranglerDocument, binding: Binding, name: string): string {
  const result = renameBinding(document, binding, name);
  const after = edited(document, result);
  const expected = dataBefore(document);
  entryOf(expected, binding, document)[binding.kind.nameField] = name;
  expect(dataOf(after, document.format)).toEqual(expected);
  const { start, end } = binding.nameRange;
  expect(after).toBe(document.text.slice(0, start) + name + document.text.slice(end));
  return after;
}

/** Gives a field another value, or none for `undefined`, and expects that nothing but that field changes. */
export function expectCleanSet(document: WranglerDocument, binding: Binding, field: string, value: unknown): string {
  const { text, format } = document;
  const result = setField(document, binding, field, value);
  const after = edited(document, result);
  const expected = dataBefore(document);
  const entry = entryOf(expected, binding, document);
  if (value === undefined) {
    delete entry[field];
  } else {
    entry[field] = value;
  }
  expect(dataOf(after, format)).toEqual(expected);
  const property = fieldOf(document, binding, field);
  const inValue = (range: TextRange) =>
    property !== undefined && property.value.range.start <= range.start && range.end <= property.value.range.end;
  const replaced = ('edits' in result ? result.edits : [])
    .filter(({ range }) => value === undefined || !inValue(range))
    .map(({ range }) => withoutSeparators(text.slice(range.start, range.end)));
  const isRemoved = value === undefined && property !== undefined;
  const gone = isRemoved ? withoutSeparators(text.slice(property.keyRange.start, property.value.range.end)) : '';
  // A dotted key goes with all its parts.
  expect(replaced.join('').replace(/^([^.=]+\.)*(?=[^.=]+=)/, '')).toBe(gone);
  for (const comment of commentsOutside(document, binding)) {
    expect(after).toContain(comment);
  }
  expect(scars(after)).toBeLessThanOrEqual(scars(text));
  expectSameLineEndings(text, after);
  return after;
}

/** Where a binding's field stands. */
function fieldOf(document: WranglerDocument, binding: Binding, field: string): PropertyNode | undefined {
  const entry = bindingEntries(document).find(({ name }) => name.contentRange.start === binding.nameRange.start);
  return entry?.node.properties.findLast(({ key }) => key === field);
}

/** A text without what stands between fields, and without comments behind them. */
function withoutSeparators(text: string): string {
  return text.replaceAll(/[ \t](#|\/\/).*$/gm, '').replaceAll(/[\s,"']/g, '');
}

/** Removes a binding, and expects that nothing else goes but what is empty then: no data, no comment, no other text. */
export function expectCleanRemove(document: WranglerDocument, binding: Binding): string {
  const { text, format } = document;
  const after = edited(document, removeBinding(document, binding));
  const expected = dataBefore(document);
  const actual = dataOf(after, format);
  removeEntry(expected, binding, document);
  if (JSON.stringify(actual) !== JSON.stringify(expected)) {
    prune(actual, binding);
    prune(expected, binding);
  }
  expect(actual).toEqual(expected);
  for (const other of bindingsBefore(document)) {
    if (
      other.nameRange.start !== binding.nameRange.start &&
      (other.range.end <= binding.range.start || other.range.start >= binding.range.end)
    ) {
      expect(after).toContain(text.slice(other.range.start, other.range.end));
    }
  }
  for (const comment of commentsOutside(document, binding)) {
    expect(after).toContain(comment);
  }
  expect(scars(after)).toBeLessThanOrEqual(scars(text));
  expectSameLineEndings(text, after);
  return after;
}

/** Comments that stand on lines of their own, outside the lines of a binding. */
function commentsOutside(document: WranglerDocument, binding: Binding): string[] {
  const pattern = document.format === 'toml' ? /^[ \t]*#.*$/gm : /^[ \t]*\/\/.*$/gm;
  return [...document.text.matchAll(pattern)]
    .filter(({ index }) => index < binding.range.start || index > binding.range.end)
    .map(([comment]) => comment.trim());
}

/** How often two blank lines follow each other, and how many lines hold spaces alone. */
function scars(text: string): number {
  const doubled = text.match(/\n[ \t]*\r?\n(?=[ \t]*\r?\n)/g) ?? [];
  return doubled.length + (text.match(/^[ \t]+\r?$/gm) ?? []).length;
}

function expectSameLineEndings(before: string, after: string): void {
  const isWindows = before.includes('\r\n') && !/[^\r]\n/.test(before);
  if (isWindows) {
    expect(after).not.toMatch(/[^\r]\n/);
  } else if (!before.includes('\r')) {
    expect(after).not.toContain('\r');
  }
  expect(after.startsWith('\ufeff')).toBe(before.startsWith('\ufeff'));
  if (before.trim() !== '' && after.trim() !== '') {
    expect(after.endsWith('\n')).toBe(before.endsWith('\n'));
  }
}

function environmentPath(environment: string | null): string[] {
  return environment === null ? [] : ['env', environment];
}

function objectAt(data: Data, path: readonly string[]): Data {
  return path.reduce<Data>((object, key) => {
    object[key] ??= {};
    return object[key] as Data;
  }, data);
}

/** The index of a binding among the named entries of its list. */
function entryOf(data: Data, binding: Binding, document: WranglerDocument): Data {
  const { kind, environment } = binding;
  const holder = objectAt(data, [...environmentPath(environment), ...kind.path.slice(0, -1)])[kind.path.at(-1) ?? ''];
  return kind.shape === 'single' ? (holder as Data) : ((holder as Data[])[indexOf(binding, document)] ?? {});
}

function indexOf(binding: Binding, document: WranglerDocument): number {
  const siblings = bindingsBefore(document).filter(
    (each) => each.kind.key === binding.kind.key && each.environment === binding.environment,
  );
  return siblings.findIndex((each) => each.nameRange.start === binding.nameRange.start);
}

function removeEntry(data: Data, binding: Binding, document: WranglerDocument): void {
  const { kind, environment } = binding;
  const path = [...environmentPath(environment), ...kind.path];
  const parent = objectAt(data, path.slice(0, -1));
  const key = path.at(-1) ?? '';
  const value = parent[key] as Data & Data[];
  if (kind.shape === 'list') {
    value.splice(indexOf(binding, document), 1);
  } else if (kind.key === 'assets' && Object.keys(value).length > 1) {
    delete value[kind.nameField];
    return;
  }
  if (kind.shape === 'single' || value.length === 0) {
    delete parent[key];
    prune(data, binding);
  }
}

/** Removes what a kind's path holds only empty things in. */
function prune(data: Data, binding: Binding): void {
  const base = environmentPath(binding.environment);
  const { path } = binding.kind;
  for (let depth = path.length; depth > 0; depth--) {
    const parent = objectAt(data, [...base, ...path.slice(0, depth - 1)]);
    const key = path[depth - 1] ?? '';
    if (parent[key] !== undefined && Object.keys(parent[key] as Data).length === 0) {
      delete parent[key];
    }
  }
}
