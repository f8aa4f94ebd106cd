import type { ManifestValue } from '../editor';
import { lineEndingOf } from '../lines';
import { fieldsOf, joined, type TableWriter, type Template, type Writer } from '../writer';
import { locate } from './locate';
import { renderKey, renderString, type TomlStyle } from './render';
import { valueStyle } from './style';
import type { TomlDocument, TomlNode } from './syntax';

/** Writes TOML in the habits of a text; the same at each of its offsets. */
export function tomlWriter(document: TomlDocument): Writer {
  const style = valueStyle(document, []);
  const pair = (key: string, value: Template): Template => [`${renderKey([key])}${style.equals}`, ...value];
  return {
    key: (key) => key,
    separator: ', ',
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
    tables: tableWriter(document, style, pair),
  };
}

function tableWriter(document: TomlDocument, style: TomlStyle, pair: Writer['pair']): TableWriter {
  const newLine = lineEndingOf(document.text);
  return {
    header,
    block: (scope, kind, name) => [
      header([...scope.path, ...kind.path], kind.shape === 'list'),
      ...fieldsOf(kind, name).flatMap(([key, value]) => [newLine, ...pair(key, tomlValue(value, style))]),
    ],
    canBegin(path, isList) {
      const node = nodeAt(document, path);
      const isFree = node === undefined || (isList && node.type === 'array' && node.list === undefined);
      return isFree && path.slice(0, -1).every((_, i) => isOpen(nodeAt(document, path.slice(0, i + 1))));
    },
    isDeclared(path) {
      const node = nodeAt(document, path);
      return node !== undefined && (node.type !== 'object' || node.form !== 'implicit');
    },
  };
}

function header(path: readonly string[], isList: boolean): string {
  return isList ? `[[${renderKey(path)}]]` : `[${renderKey(path)}]`;
}

function nodeAt(document: TomlDocument, path: readonly string[]): TomlNode | undefined {
  const { node, rest } = locate(document, path);
  return rest.length === 0 ? node : undefined;
}

/** Whether headers can add to a table: not where braces or dotted keys have made it. */
function isOpen(node: TomlNode | undefined): boolean {
  return node === undefined || (node.type === 'object' && node.form !== 'inline' && node.form !== 'dotted');
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
