import type { Described } from './events';

/** How wide a value may be before it is broken into lines. */
const lineWidth = 100;

/** A described value on one line, as JavaScript would write it. */
export function inline(value: Described): string {
  return text(value, undefined);
}

/** A described value, broken into lines where it is wide; every line but the first begins with `indent`. */
export function multiline(value: Described, indent: string): string {
  const flat = inline(value);
  return flat.length <= lineWidth ? flat : text(value, indent);
}

/** An argument of a log: a string as it is, anything else as a value. */
export function logText(value: Described): string {
  return typeof value === 'string' ? value : inline(value);
}

/** JSON text laid out; `undefined` for text that is no JSON object or list. */
export function jsonText(body: string): string | undefined {
  if (!/^\s*[[{]/.test(body)) {
    return undefined;
  }
  try {
    return JSON.stringify(JSON.parse(body), null, 2);
  } catch {
    return undefined;
  }
}

type Special = { readonly $: string } & Readonly<Record<string, unknown>>;

/** With an indentation, lists and objects take a line per item. */
function text(value: Described, indent: string | undefined): string {
  if (Array.isArray(value)) {
    return enclosed(
      '[',
      value.map((item) => text(item, deeper(indent))),
      ']',
      indent,
    );
  }
  if (typeof value !== 'object' || value === null) {
    return JSON.stringify(value) ?? 'undefined';
  }
  if (isSpecial(value)) {
    return specialText(value, indent);
  }
  return objectText(value, indent);
}

function objectText(value: object, indent: string | undefined): string {
  const fields = Object.entries(value).map(([key, item]) => `${keyText(key)}: ${text(item, deeper(indent))}`);
  return enclosed('{', fields, '}', indent);
}

function specialText(value: Special, indent: string | undefined): string {
  switch (value.$) {
    case 'number':
    case 'date':
    case 'regexp':
    case 'url':
      return `${value.value}`;
    case 'bigint':
      return `${value.value}n`;
    case 'symbol':
      return `Symbol(${value.value})`;
    case 'function':
      return value.name ? `[function ${value.name}]` : '[function]';
    case 'string':
      return `${JSON.stringify(`${value.start}`.slice(0, 200))}… (${value.length} characters)`;
    case 'bytes':
      return `[${value.length} bytes]`;
    case 'depth':
      return '…';
    case 'more':
      return `… ${value.count} more`;
    case 'error':
      return `${value.name}: ${value.message}`;
    case 'class':
      return `${value.name} ${text(value.value, indent)}`;
    case 'object':
      return objectText(value.value as object, indent);
    case 'set':
      return `Set ${text(value.values, indent)}`;
    case 'map':
      return entriesText('Map ', value, ' → ', indent);
    case 'headers':
      return entriesText('Headers ', value, ': ', indent);
    case 'formData':
      return entriesText('', value, ': ', indent);
    case 'promise':
      return '[Promise: is an await missing?]';
    default:
      return value.$ === 'undefined' ? 'undefined' : `[${value.$}]`;
  }
}

function entriesText(name: string, value: Special, between: string, indent: string | undefined): string {
  const entries = (value.entries as unknown[]).map((entry) =>
    Array.isArray(entry)
      ? `${text(entry[0], undefined)}${between}${text(entry[1], deeper(indent))}`
      : text(entry, indent),
  );
  return `${name}${enclosed('{', entries, '}', indent)}`;
}

function enclosed(open: string, items: readonly string[], close: string, indent: string | undefined): string {
  if (items.length === 0) {
    return `${open}${close}`;
  }
  if (indent === undefined) {
    const space = open === '{' ? ' ' : '';
    return `${open}${space}${items.join(', ')}${space}${close}`;
  }
  const lines = items.map((item) => `${indent}  ${item}`);
  return `${open}\n${lines.join(',\n')}\n${indent}${close}`;
}

function deeper(indent: string | undefined): string | undefined {
  return indent === undefined ? undefined : `${indent}  `;
}

function keyText(key: string): string {
  return /^[\p{ID_Start}$_][\p{ID_Continue}$]*$/u.test(key) ? key : JSON.stringify(key);
}

function isSpecial(value: object): value is Special {
  return typeof (value as { $?: unknown }).$ === 'string';
}
