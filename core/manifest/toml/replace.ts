import type { TextEdit } from '../../text';
import type { ScalarNode } from '../document';
import type { ManifestPath, ManifestValue } from '../editor';
import { locate } from './locate';
import { renderString, renderValue } from './render';
import { valueStyle } from './style';
import type { TomlDocument } from './syntax';

/** Puts another value in the place of one that is written on its own: not of a table that is made of lines. */
export function replaceAt(document: TomlDocument, path: ManifestPath, value: ManifestValue): TextEdit[] | undefined {
  const { node, rest } = locate(document, path);
  if (rest.length > 0 || (node.type === 'object' && node.form !== 'inline') || (node.type === 'array' && !node.list)) {
    return undefined;
  }
  if (node.type === 'string' && typeof value === 'string') {
    return [replaceString(document, node, value)];
  }
  return [{ range: node.range, newText: renderValue(value, valueStyle(document, [])) }];
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
