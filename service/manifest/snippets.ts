import type { BindingKind } from '../../core/platform/kinds/kinds';
import type { ManifestFormat } from '../../core/sources/document';
import type { ManifestValue } from '../../core/sources/editor';
import { indentation, lineEndingOf } from '../../core/sources/lines';
import { readToml } from '../../core/sources/toml/read';
import { renderKey, renderString, type TomlStyle } from '../../core/sources/toml/render';
import { valueStyle } from '../../core/sources/toml/style';
import type { Scope } from '../../core/sources/wrangler/entries';
import { fieldsToWrite, startingValue } from '../../core/sources/wrangler/fieldValues';

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

/** Writes templates in the habits of a manifest. */
export interface Writer {
  /** A value; strings keep their quotes outside the tab stop. */
  value(value: ManifestValue): Template;
  /** `key = value` or `"key": value`. */
  pair(key: string, value: Template): Template;
  /** An entry of a kind as one value: `{ binding = "CACHE" }`. */
  entry(kind: BindingKind, name: string): Template;
  /** A list of one value. */
  list(item: Template): Template;
  /** `[[kv_namespaces]]` with its fields on lines below; TOML alone has such. */
  block(scope: Scope, kind: BindingKind, name: string): Template;
}

/** Writes for an offset of a text. */
export function writerFor(text: string, format: ManifestFormat, offset: number): Writer {
  return format === 'toml' ? tomlWriter(text) : jsonWriter(text, offset);
}

function tomlWriter(text: string): Writer {
  const style = valueStyle(readToml(text), []);
  const newLine = lineEndingOf(text);
  const pair = (key: string, value: Template): Template => [`${renderKey([key])}${style.equals}`, ...value];
  return {
    value: (value) => tomlValue(value, style),
    pair,
    entry: (kind, name) =>
      joined(
        `{${style.padding}`,
        fieldsOf(kind, name).map(([key, value]) => pair(key, tomlValue(value, style))),
        ', ',
        `${style.padding}}`,
      ),
    list: (item) => ['[', ...item, ']'],
    block: (scope, kind, name) => [
      tomlHeader([...scope.path, ...kind.path], kind.shape === 'list'),
      ...fieldsOf(kind, name).flatMap(([key, value]) => [newLine, ...pair(key, tomlValue(value, style))]),
    ],
  };
}

export function tomlHeader(path: readonly string[], isList: boolean): string {
  return isList ? `[[${renderKey(path)}]]` : `[${renderKey(path)}]`;
}

function tomlValue(value: ManifestValue, style: TomlStyle): Template {
  if (typeof value === 'string') {
    const text = renderString(value, style.quote);
    return [text.slice(0, 1), { proposal: text.slice(1, -1) }, text.slice(-1)];
  }
  if (Array.isArray(value)) {
    return joined(
      '[',
      value.map((item) => tomlValue(item, style)),
      ', ',
      ']',
    );
  }
  if (typeof value === 'object') {
    const pairs = Object.entries(value).map(
      ([key, each]): Template => [`${key}${style.equals}`, ...tomlValue(each, style)],
    );
    return pairs.length === 0 ? ['{}'] : joined(`{${style.padding}`, pairs, ', ', `${style.padding}}`);
  }
  return [{ proposal: String(value) }];
}

/** JSON with the indentation of a text, for lines that begin with those of an offset. */
function jsonWriter(text: string, offset: number): Writer {
  const unit = /\n([ \t]+)\S/.exec(text)?.[1] ?? '  ';
  const newLine = lineEndingOf(text);
  const base = indentation(text, offset);
  const isOneLine = !text.trim().includes('\n');
  const value = (each: ManifestValue): Template => {
    if (typeof each === 'string') {
      return ['"', { proposal: JSON.stringify(each).slice(1, -1) }, '"'];
    }
    if (Array.isArray(each)) {
      return joined('[', each.map(value), ', ', ']');
    }
    if (typeof each === 'object') {
      const pairs = Object.entries(each).map(([key, inner]) => pair(key, value(inner)));
      return pairs.length === 0 ? ['{}'] : joined('{ ', pairs, ', ', ' }');
    }
    return [{ proposal: String(each) }];
  };
  const pair = (key: string, each: Template): Template => [`${JSON.stringify(key)}: `, ...each];
  const onLines = (open: string, items: readonly Template[], close: string, indent: string): Template =>
    isOneLine
      ? joined(`${open} `, items, ', ', ` ${close}`)
      : joined(
          `${open}${newLine}${indent}${unit}`,
          items,
          `,${newLine}${indent}${unit}`,
          `${newLine}${indent}${close}`,
        );
  const fields = (kind: BindingKind, name: string) => fieldsOf(kind, name).map(([key, each]) => pair(key, value(each)));
  return {
    value,
    pair,
    entry: (kind, name) =>
      onLines('{', fields(kind, name), '}', kind.shape === 'list' && !isOneLine ? base + unit : base),
    list: (item) => onLines('[', [item], ']', base),
    block: () => [],
  };
}

function fieldsOf(kind: BindingKind, name: string): readonly (readonly [string, ManifestValue])[] {
  return fieldsToWrite(kind).map((field) => [field.name, field.name === kind.nameField ? name : startingValue(field)]);
}

function joined(open: string, items: readonly Template[], separator: string, close: string): Template {
  return [open, ...items.flatMap((item, i) => (i === 0 ? item : [separator, ...item])), close];
}
