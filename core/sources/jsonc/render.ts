import type { ManifestValue } from '../editor';

/** How values are set: `indent` is that of the line a value begins on; without `newLine`, all on one line. */
export interface JsoncStyle {
  readonly newLine: string | undefined;
  readonly indent: string;
  readonly indentUnit: string;
  /** What stands behind a colon, and behind a comma on one line. */
  readonly space: '' | ' ';
  /** Whether the last of several lines ends with a comma too. */
  readonly trailingComma: boolean;
  /** Whether objects in a list that is spread over lines have one line each. */
  readonly oneLineItems: boolean;
}

/** A value as JSON text. */
export function renderJson(value: ManifestValue, style: JsoncStyle): string {
  if (typeof value !== 'object') {
    return JSON.stringify(value);
  }
  const inner = { ...style, indent: style.indent + style.indentUnit };
  const isList = Array.isArray(value);
  const items = isList
    ? value.map((item: ManifestValue) =>
        renderJson(item, style.oneLineItems ? { ...inner, newLine: undefined } : inner),
      )
    : Object.entries(value).map(([key, item]) => renderProperty(key, item, inner));
  const [open, close] = isList ? '[]' : '{}';
  if (items.length === 0) {
    return `${open}${close}`;
  }
  if (style.newLine === undefined) {
    const padding = isList ? '' : style.space;
    return `${open}${padding}${items.join(`,${style.space}`)}${padding}${close}`;
  }
  const lines = items.map((item) => `${style.newLine}${inner.indent}${item}`).join(',');
  const comma = style.trailingComma ? ',' : '';
  return `${open}${lines}${comma}${style.newLine}${style.indent}${close}`;
}

/** `"key": value` */
export function renderProperty(key: string, value: ManifestValue, style: JsoncStyle): string {
  return `${JSON.stringify(key)}:${style.space}${renderJson(value, style)}`;
}
