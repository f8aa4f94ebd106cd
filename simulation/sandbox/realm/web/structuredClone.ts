import { Blob } from './blob';
import { DOMException } from './domException';

/** A deep copy, as in the HTML standard: cycles kept, functions and symbols refused. */
export function structuredClone(value: unknown): unknown {
  return copy(value, new Map());
}

function copy(value: unknown, copies: Map<object, unknown>): unknown {
  if (typeof value === 'function' || typeof value === 'symbol') {
    throw new DOMException(`${String(value).slice(0, 60)} could not be cloned.`, 'DataCloneError');
  }
  if (typeof value !== 'object' || value === null) {
    return value;
  }
  const known = copies.get(value);
  if (known !== undefined) {
    return known;
  }
  const keep = <Copy>(made: Copy): Copy => {
    copies.set(value, made);
    return made;
  };
  if (value instanceof Date) {
    return keep(new Date(value.getTime()));
  }
  if (value instanceof RegExp) {
    return keep(new RegExp(value.source, value.flags));
  }
  if (value instanceof ArrayBuffer) {
    return keep(value.slice(0));
  }
  if (ArrayBuffer.isView(value)) {
    return keep(copyOfView(value));
  }
  if (value instanceof Map) {
    const map = keep(new Map());
    for (const [key, item] of value) {
      map.set(copy(key, copies), copy(item, copies));
    }
    return map;
  }
  if (value instanceof Set) {
    const set = keep(new Set());
    for (const item of value) {
      set.add(copy(item, copies));
    }
    return set;
  }
  if (value instanceof Error) {
    return keep(copyOfError(value, copies));
  }
  if (value instanceof Boolean || value instanceof Number || value instanceof String) {
    return keep(Object(value.valueOf()));
  }
  if (value instanceof Promise || value instanceof WeakMap || value instanceof WeakSet || value instanceof WeakRef) {
    throw new DOMException(`${Object.prototype.toString.call(value)} could not be cloned.`, 'DataCloneError');
  }
  if (value instanceof Blob) {
    return value;
  }
  const made = keep(Array.isArray(value) ? new Array(value.length) : {});
  for (const key of Object.keys(value)) {
    Reflect.set(made, key, copy(Reflect.get(value, key), copies));
  }
  return made;
}

function copyOfView(view: ArrayBufferView): ArrayBufferView {
  const buffer = view.buffer.slice(view.byteOffset, view.byteOffset + view.byteLength);
  const type = view.constructor as new (buffer: ArrayBufferLike) => ArrayBufferView;
  return new type(buffer);
}

const errorTypes = { EvalError, RangeError, ReferenceError, SyntaxError, TypeError, URIError };

function copyOfError(error: Error, copies: Map<object, unknown>): Error {
  const type = Object.hasOwn(errorTypes, error.name) ? errorTypes[error.name as keyof typeof errorTypes] : Error;
  const made = new type(error.message);
  if (error.stack !== undefined) {
    made.stack = error.stack;
  }
  if (error.cause !== undefined) {
    made.cause = copy(error.cause, copies);
  }
  return made;
}
