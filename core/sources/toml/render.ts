import stringify from '@iarna/toml/stringify.js';
import type { ManifestObject, ManifestValue } from '../editor';

/** Habits of a text that new text follows. */
export interface TomlStyle {
  /** What stands between a key and its value. */
  readonly equals: string;
  /** What stands inside the braces of inline tables. */
  readonly padding: '' | ' ';
  readonly quote: '"' | "'";
}

/** A value on one line. */
export function renderValue(value: ManifestValue, style: TomlStyle): string {
  if (typeof value === 'string') {
    return renderString(value, style.quote);
  }
  if (typeof value === 'number') {
    return renderNumber(value);
  }
  if (typeof value === 'boolean') {
    return String(value);
  }
  return isList(value)
    ? `[${value.map((item) => renderValue(item, style)).join(', ')}]`
    : renderInlineTable(value, style);
}

function renderInlineTable(value: ManifestObject, style: TomlStyle): string {
  const pairs = Object.entries(value).map(([key, each]) => renderPair([key], each, style));
  return pairs.length === 0 ? '{}' : `{${style.padding}${pairs.join(', ')}${style.padding}}`;
}

/** `key = value` */
export function renderPair(key: readonly string[], value: ManifestValue, style: TomlStyle): string {
  return `${renderKey(key)}${style.equals}${renderValue(value, style)}`;
}

/** A dotted key, its parts in quotes where they need them. */
export function renderKey(parts: readonly string[]): string {
  return parts.map((part) => (/^[A-Za-z0-9_-]+$/.test(part) ? part : stringify.value(part))).join('.');
}

/** A string in the given quotes, or in double ones where those cannot hold it. */
export function renderString(value: string, quote: '"' | "'"): string {
  return quote === "'" && !/'|\p{Cc}/u.test(value) ? `'${value}'` : stringify.value(value);
}

function renderNumber(value: number): string {
  if (Number.isNaN(value)) {
    return 'nan';
  }
  if (!Number.isFinite(value)) {
    return value > 0 ? 'inf' : '-inf';
  }
  return Object.is(value, -0) ? '-0.0' : String(value);
}

export function isList(value: ManifestValue): value is readonly ManifestValue[] {
  return Array.isArray(value);
}

/** Whether a value is a table; lists are not. */
export function isObject(value: ManifestValue): value is ManifestObject {
  return typeof value === 'object' && !isList(value);
}
