// What happy-dom takes from Node, as far as a page without files, processes and a network needs it. None of it is Node's.

import { Blob, File } from '../realm/web/blob';
import { fromLatin1, joined, toLatin1 } from '../realm/web/bytes';
import { crypto } from '../realm/web/crypto';
import { atob, btoa, decodeUtf8, encodeUtf8, TextDecoder, TextEncoder } from '../realm/web/encoding';
import { ReadableStream } from '../realm/web/readableStream';
import { URL, URLSearchParams } from '../realm/web/url';
import { TransformStream, WritableStream } from '../realm/web/writableStream';

export {
  Blob,
  crypto,
  File,
  ReadableStream,
  TextDecoder,
  TextEncoder,
  TransformStream,
  URL,
  URLSearchParams,
  WritableStream,
};
export const webcrypto = crypto;

/** Bytes, with the few ways to make and read them that happy-dom uses. */
export class Buffer extends Uint8Array {
  static override from(value: unknown, encoding?: unknown): Buffer {
    const bytes =
      typeof value === 'string'
        ? encoding === 'base64'
          ? fromLatin1(atob(value))
          : encoding === 'latin1' || encoding === 'binary'
            ? fromLatin1(value)
            : encodeUtf8(value)
        : new Uint8Array(value as ArrayBuffer);
    return Object.setPrototypeOf(bytes, Buffer.prototype) as Buffer;
  }

  static alloc(length: number): Buffer {
    return Buffer.from(new Uint8Array(length));
  }

  static concat(pieces: readonly Uint8Array[]): Buffer {
    return Buffer.from(joined(pieces));
  }

  static isBuffer(value: unknown): boolean {
    return value instanceof Buffer;
  }

  static byteLength(text: string): number {
    return encodeUtf8(text).length;
  }

  override toString(encoding?: string): string {
    if (encoding === 'base64') {
      return btoa(toLatin1(this));
    }
    return encoding === 'latin1' || encoding === 'binary' ? toLatin1(this) : decodeUtf8(this);
  }
}

const refuse = (what: string) => (): never => {
  throw new Error(`A simulated page has no ${what}.`);
};

export class Script {
  runInContext = refuse('scripts from text');
}
export const createContext = (object: unknown): unknown => object;
export const isContext = (): boolean => true;
export const isIP = (text: string): number => (/^\d+(\.\d+){3}$/.test(text) ? 4 : text.includes(':') ? 6 : 0);
export const domainToASCII = (domain: string): string => domain;
export const fileURLToPath = refuse('files');

class Nothing {}

export {
  Nothing as Duplex,
  Nothing as PassThrough,
  Nothing as PerformanceEntry,
  Nothing as PerformanceObserver,
  Nothing as Readable,
  Nothing as Transform,
  Nothing as WebSocket,
  Nothing as Writable,
};
export const pipeline = refuse('network');
export const performance: unknown = Reflect.get(globalThis, 'performance');
export const join = (...parts: string[]): string => parts.join('/');
export const resolve = join;
export const dirname = (path: string): string => path.replace(/\/[^/]*$/, '');
export const promises = {};
export const randomUUID = (): string => crypto.randomUUID();

export default {
  Agent: Nothing,
  createContext,
  Duplex: Nothing,
  dirname,
  existsSync: () => false,
  isContext,
  isIP,
  join,
  PassThrough: Nothing,
  promises,
  Readable: Nothing,
  ReadableStream,
  randomUUID,
  request: refuse('network'),
  resolve,
  Script,
  spawnSync: refuse('processes'),
  statSync: refuse('files'),
  Transform: Nothing,
  webcrypto,
  Writable: Nothing,
};
