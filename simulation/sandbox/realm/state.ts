// What outlives a run is JSON; what JSON lacks is an object with `$`, and so is an object that has a `$` of its own.
import { fromLatin1, toLatin1 } from './web/bytes';

type Tagged = { readonly $: string; readonly value?: unknown };

/** A value that a structured clone could copy, as JSON. */
export function packed(value: unknown): unknown {
  if (value === null || typeof value === 'string' || typeof value === 'boolean') {
    return value;
  }
  if (typeof value === 'number') {
    return Number.isFinite(value) && !Object.is(value, -0)
      ? value
      : { $: 'number', value: Object.is(value, -0) ? '-0' : `${value}` };
  }
  if (typeof value === 'bigint') {
    return { $: 'bigint', value: `${value}` };
  }
  if (value instanceof Date) {
    return { $: 'date', value: value.getTime() };
  }
  if (value instanceof Map) {
    return { $: 'map', value: [...value].map(([key, item]) => [packed(key), packed(item)]) };
  }
  if (value instanceof Set) {
    return { $: 'set', value: [...value].map(packed) };
  }
  if (value instanceof ArrayBuffer) {
    return { $: 'buffer', value: toLatin1(new Uint8Array(value)) };
  }
  if (ArrayBuffer.isView(value)) {
    return { $: 'bytes', value: toLatin1(new Uint8Array(value.buffer, value.byteOffset, value.byteLength)) };
  }
  if (Array.isArray(value)) {
    return value.map(packed);
  }
  if (typeof value !== 'object') {
    return { $: 'undefined' };
  }
  const fields = Object.fromEntries(Object.entries(value).map(([key, item]) => [key, packed(item)]));
  return '$' in fields ? { $: 'object', value: fields } : fields;
}

/** The value that `packed` made JSON of. */
export function unpacked(value: unknown): unknown {
  if (typeof value !== 'object' || value === null) {
    return value;
  }
  if (Array.isArray(value)) {
    return value.map(unpacked);
  }
  return '$' in value ? untagged(value as Tagged) : unpackedFields(value);
}

function untagged({ $, value }: Tagged): unknown {
  switch ($) {
    case 'number':
      return Number(value);
    case 'bigint':
      return BigInt(`${value}`);
    case 'date':
      return new Date(Number(value));
    case 'map':
      return new Map((value as [unknown, unknown][]).map(([key, item]) => [unpacked(key), unpacked(item)]));
    case 'set':
      return new Set((value as unknown[]).map(unpacked));
    case 'buffer':
      return fromLatin1(`${value}`).buffer;
    case 'bytes':
      return fromLatin1(`${value}`);
    case 'object':
      return unpackedFields(value as object);
    default:
      return undefined;
  }
}

function unpackedFields(value: object): Record<string, unknown> {
  return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, unpacked(item)]));
}
