import type { BindingKind } from '../../platform/kinds/kinds';
import type { ManifestValue } from '../editor';
import { indentation, lineEndingOf } from '../lines';
import { fieldsOf, joined, type Template, type Writer } from '../writer';
import type { JsoncDocument } from './syntax';

/** Writes JSON with the indentation of a text, for lines that begin as that of an offset does. */
export function jsoncWriter({ text }: JsoncDocument, offset: number): Writer {
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
    key: (key) => JSON.stringify(key),
    separator: ',',
    value,
    pair,
    entry: (kind, name) =>
      onLines('{', fields(kind, name), '}', kind.shape === 'list' && !isOneLine ? base + unit : base),
    list: (item) => onLines('[', [item], ']', base),
  };
}
