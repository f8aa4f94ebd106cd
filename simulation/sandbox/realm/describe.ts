import { Blob } from './web/blob';
import { FormData } from './web/formData';
import { Headers } from './web/headers';
import { Request } from './web/request';
import { Response } from './web/response';
import { URL, URLSearchParams } from './web/url';

// Long strings are cut here with room to spare; the process around the realm cuts them again after redaction, so that
// no half of a secret stays at the end.
const stringLimit = 20_480;
const itemLimit = 200;
const depthLimit = 8;
const nodeLimit = 5_000;

interface Walk {
  readonly open: Set<object>;
  nodes: number;
}

/** A value as JSON can hold it; never throws, whatever the value does. */
export function describe(value: unknown): unknown {
  return walk(value, 0, { open: new Set(), nodes: 0 });
}

/** Arguments of a call, described. */
export function describeAll(values: readonly unknown[]): unknown[] {
  const walked: Walk = { open: new Set(), nodes: 0 };
  const described: unknown[] = [];
  for (const value of values) {
    described.push(walk(value, 0, walked));
  }
  return described;
}

function walk(value: unknown, depth: number, state: Walk): unknown {
  state.nodes += 1;
  switch (typeof value) {
    case 'string':
      return describeString(value);
    case 'boolean':
      return value;
    case 'number':
      return Number.isFinite(value) && !Object.is(value, -0) ? value : special('number', { value: numberText(value) });
    case 'undefined':
      return special('undefined');
    case 'bigint':
      return special('bigint', { value: `${value}` });
    case 'symbol':
      return special('symbol', { value: value.description ?? '' });
    case 'function':
      return special('function', { name: textOf(() => value.name) });
  }
  if (value === null) {
    return null;
  }
  const object = value as object;
  if (state.open.has(object)) {
    return special('circular');
  }
  if (depth >= depthLimit || state.nodes > nodeLimit) {
    return special('depth');
  }
  state.open.add(object);
  try {
    return describeObject(object, depth, state);
  } catch {
    return special('class', { name: 'Object', value: null });
  } finally {
    state.open.delete(object);
  }
}

function describeString(value: string): unknown {
  return value.length > stringLimit
    ? special('string', { length: value.length, start: value.slice(0, stringLimit) })
    : value;
}

function describeObject(object: object, depth: number, state: Walk): unknown {
  const inner = (value: unknown) => walk(value, depth + 1, state);
  if (Array.isArray(object)) {
    return listOf(object, object.length, inner);
  }
  if (object instanceof Error) {
    return special('error', { name: textOf(() => object.name), message: textOf(() => object.message) });
  }
  if (object instanceof Date) {
    const time = Date.prototype.getTime.call(object);
    return special('date', { value: Number.isNaN(time) ? 'Invalid Date' : new Date(time).toISOString() });
  }
  if (object instanceof Map) {
    return special('map', { entries: listOf(object, object.size, ([key, item]) => [inner(key), inner(item)]) });
  }
  if (object instanceof Set) {
    return special('set', { values: listOf(object, object.size, inner) });
  }
  if (object instanceof ArrayBuffer || ArrayBuffer.isView(object)) {
    return special('bytes', { length: object.byteLength });
  }
  if (object instanceof Blob) {
    return special('bytes', { length: object.size });
  }
  if (object instanceof Promise) {
    return special('promise');
  }
  if (object instanceof RegExp) {
    return special('regexp', { value: `${object}` });
  }
  if (object instanceof URL) {
    return special('url', { value: object.href });
  }
  if (object instanceof Headers) {
    return special('headers', { entries: [...object] });
  }
  if (object instanceof FormData || object instanceof URLSearchParams) {
    const entries: unknown[] = [...object].map(([key, item]) => [key, inner(item)]);
    return special('formData', { entries });
  }
  if (object instanceof Response) {
    return special('class', { name: 'Response', value: { status: object.status, headers: inner(object.headers) } });
  }
  if (object instanceof Request) {
    const { method, url } = object;
    return special('class', { name: 'Request', value: { method, url, headers: inner(object.headers) } });
  }
  const fields = fieldsOf(object, inner);
  const name = className(object);
  if (name) {
    return special('class', { name, value: fields });
  }
  return '$' in fields ? special('object', { value: fields }) : fields;
}

function fieldsOf(object: object, inner: (value: unknown) => unknown): Record<string, unknown> {
  const fields = Object.create(null) as Record<string, unknown>;
  let count = 0;
  for (const key of Object.keys(object)) {
    count += 1;
    if (count > itemLimit) {
      fields['…'] = special('more', { count: Object.keys(object).length - itemLimit });
      break;
    }
    try {
      fields[key] = inner(Reflect.get(object, key));
    } catch (error) {
      fields[key] = special('error', { name: 'Error', message: textOf(() => (error as Error).message) });
    }
  }
  return fields;
}

function listOf<Item>(items: Iterable<Item>, length: number, inner: (item: Item) => unknown): unknown[] {
  const described: unknown[] = [];
  for (const item of items) {
    if (described.length === itemLimit) {
      described.push(special('more', { count: length - itemLimit }));
      break;
    }
    described.push(inner(item));
  }
  return described;
}

function className(object: object): string | undefined {
  const prototype: unknown = Object.getPrototypeOf(object);
  if (prototype === null || prototype === Object.prototype) {
    return undefined;
  }
  const name = textOf(() => (prototype as { constructor?: { name?: unknown } }).constructor?.name);
  return name === '' || name === 'Object' ? undefined : name;
}

function special(kind: string, fields: Record<string, unknown> = {}): Record<string, unknown> {
  return Object.assign(Object.create(null), { $: kind }, fields);
}

function numberText(value: number): string {
  return Object.is(value, -0) ? '-0' : `${value}`;
}

/** A text that user code may compute. */
function textOf(read: () => unknown): string {
  try {
    const value = read();
    return typeof value === 'string' ? value.slice(0, stringLimit) : `${value ?? ''}`;
  } catch {
    return '';
  }
}

/** What an error event says of something thrown. Its `stack` becomes places in the user's file. */
export function describeThrown(thrown: unknown): { name: string; message: string; stack?: string; cause?: unknown } {
  if (typeof thrown === 'object' && thrown !== null) {
    const error = thrown as { name?: unknown; message?: unknown; stack?: unknown; cause?: unknown };
    const stack = textOf(() => error.stack);
    const isError = thrown instanceof Error || stack !== '';
    if (isError) {
      const name = textOf(() => error.name) || 'Error';
      const message = textOf(() => error.message);
      const cause = textOf(() => (error.cause === undefined ? '' : 'yes')) ? describe(error.cause) : undefined;
      return { name, message, stack, ...(cause !== undefined && { cause }) };
    }
  }
  return { name: 'NonError', message: `The stage threw ${shortly(thrown)}, which is not an Error and has no place.` };
}

function shortly(value: unknown): string {
  if (typeof value === 'symbol' || typeof value === 'bigint' || typeof value === 'function') {
    return typeof value === 'function' ? 'a function' : textOf(() => value.toString());
  }
  const text = JSON.stringify(describe(value)) ?? 'undefined';
  return text.length > 200 ? `${text.slice(0, 200)}…` : text === '{"$":"undefined"}' ? 'undefined' : text;
}
