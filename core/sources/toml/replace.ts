import type { TextEdit } from '../../text';
import type { ScalarNode } from '../document';
import type { ManifestObject, ManifestPath, ManifestValue } from '../editor';
import { insertProperty } from './insert';
import { locate } from './locate';
import { removeAt } from './remove';
import { isObject, renderString, renderValue } from './render';
import { valueStyle } from './style';
import type { TomlDocument, TomlTable } from './syntax';

/** Puts another value in the place of one. A table that is made of lines is changed line by line. */
export function replaceAt(document: TomlDocument, path: ManifestPath, value: ManifestValue): TextEdit[] | undefined {
  const { node, rest } = locate(document, path);
  if (rest.length > 0 || (node.type === 'array' && !node.list)) {
    return undefined;
  }
  if (node.type === 'object' && node.form !== 'inline') {
    return isObject(value) ? replaceFields(document, path, node, value) : undefined;
  }
  if (node.type === 'string' && typeof value === 'string') {
    return [replaceString(document, node, value)];
  }
  return [{ range: node.range, newText: renderValue(value, valueStyle(document, [])) }];
}

function replaceFields(
  document: TomlDocument,
  path: ManifestPath,
  table: TomlTable,
  value: ManifestObject,
): TextEdit[] | undefined {
  const removed = table.properties.filter(({ key }) => !Object.hasOwn(value, key));
  const edits = [
    ...removed.map(({ key }) => removeAt(document, [...path, key])),
    ...Object.entries(value).map(([key, each]) =>
      table.byKey.has(key)
        ? replaceAt(document, [...path, key], each)
        : insertProperty(document, [...path, key], each, new Set()),
    ),
  ];
  return edits.every((each) => each !== undefined) ? edits.flat().filter((edit) => changes(document, edit)) : undefined;
}

function changes({ text }: TomlDocument, { range, newText }: TextEdit): boolean {
  return text.slice(range.start, range.end) !== newText;
}

/** Changes only what is between the quotes, where they can hold the new text. */
function replaceString(document: TomlDocument, node: ScalarNode, value: string): TextEdit {
  const quote = document.text[node.range.start] === "'" ? "'" : '"';
  const isSingleLine = node.contentRange.start === node.range.start + 1;
  const rendered = renderString(value, quote);
  return isSingleLine && rendered.startsWith(quote)
    ? { range: node.contentRange, newText: rendered.slice(1, -1) }
    : { range: node.range, newText: rendered };
}
