import { limits } from '../../../../core/platform/limits';
import { now } from '../clock';
import type { DeclaredBinding } from '../command';
import { ask } from '../host';
import { packed, unpacked } from '../state';
import { bytesOf, fromLatin1, toLatin1 } from '../web/bytes';
import { hash, hexOf } from '../web/crypto';
import { atob, btoa, decodeUtf8, encodeUtf8 } from '../web/encoding';
import { BindingCalls } from './call';
import { conditionHolds } from './r2Conditions';
import { httpMetadataOf, R2Object, R2ObjectBody, type StoredObject } from './r2Object';
import { rangeOf } from './r2Range';
import { R2MultipartUpload, type Upload } from './r2Upload';
import { byCodePoint, shownText, storedBytes, whenRead } from './values';

type Options = Readonly<Record<string, unknown>>;

/** An object to begin with, as `put` would take it. */
interface Seed extends Options {
  readonly key: string;
  readonly bytes: Uint8Array;
}

const keyBytes = limits.r2_buckets.keyBytes.value;
const metadataBytes = limits.r2_buckets.metadataBytes.value;
const listLimit = limits.r2_buckets.keysPerList.value;
const deleteLimit = limits.r2_buckets.keysPerDelete.value;
const digests = ['md5', 'sha1', 'sha256', 'sha384', 'sha512'] as const;

/** An R2 bucket: an in-memory map with the limits, options and errors of the service. */
export class R2Bucket {
  readonly #calls: BindingCalls;
  readonly #objects = new Map<string, StoredObject>();
  readonly #uploads = new Map<string, Upload>();

  constructor(declared: DeclaredBinding, saved: unknown) {
    this.#calls = new BindingCalls(declared, 'computed');
    for (const stored of (unpacked(saved) ?? []) as (StoredObject | Seed)[]) {
      if (isWhole(stored)) {
        this.#objects.set(stored.key, stored);
      } else {
        this.#store(stored.key, stored.bytes, stored);
      }
    }
  }

  /** What a bucket holds. */
  static save(bucket: R2Bucket): unknown {
    return packed([...bucket.#objects.values()]);
  }

  static entries(bucket: R2Bucket) {
    return [...bucket.#objects.values()].map(({ key, bytes, httpMetadata, customMetadata }) => ({
      key,
      value: shownText(bytes),
      ...(Object.keys(httpMetadata).length > 0 && { httpMetadata }),
      ...(Object.keys(customMetadata).length > 0 && { customMetadata }),
    }));
  }

  head(key: unknown): Promise<R2Object | null> {
    return this.#calls.async(
      'head',
      [key],
      () => {
        const stored = this.#objects.get(checkedKey(key, 'head'));
        return stored ? new R2Object(stored) : null;
      },
      short,
    );
  }

  get(key: unknown, options: Options = {}): Promise<R2Object | null> {
    return this.#calls.async('get', given([key], options), () => this.#get(key, options ?? {}), short);
  }

  put(key: unknown, value: unknown, options: Options = {}): Promise<R2Object | null> {
    return whenRead(value, (read) =>
      this.#calls.async('put', given([key, value], options), () => this.#put(key, read, options ?? {}), short),
    );
  }

  delete(keys: unknown): Promise<void> {
    return this.#calls.async('delete', [keys], () => {
      const list = Array.isArray(keys) ? keys : [keys];
      if (list.length > deleteLimit) {
        throw new Error(`delete: You may only delete ${deleteLimit} objects at a time (10034)`);
      }
      for (const key of list) {
        this.#objects.delete(checkedKey(key, 'delete'));
      }
    });
  }

  list(options: Options = {}): Promise<unknown> {
    return this.#calls.async(
      'list',
      given([], options),
      () => this.#list(options ?? {}),
      ({ objects }) => objects.map(({ key }) => key),
    );
  }

  createMultipartUpload(key: unknown, options: Options = {}): Promise<R2MultipartUpload> {
    return this.#calls.async('createMultipartUpload', given([key], options), () => {
      const id: string = ask('crypto.uuid', null);
      const upload: Upload = {
        key: checkedKey(key, 'createMultipartUpload'),
        id,
        options,
        parts: new Map(),
        open: true,
      };
      this.#uploads.set(id, upload);
      return this.#uploadOf(upload.key, id);
    });
  }

  resumeMultipartUpload(key: unknown, uploadId: unknown): R2MultipartUpload {
    return this.#uploadOf(`${key}`, `${uploadId}`);
  }

  #uploadOf(key: string, uploadId: string): R2MultipartUpload {
    const upload = this.#uploads.get(uploadId);
    const known = upload?.key === key ? upload : undefined;
    return new R2MultipartUpload({ key, uploadId }, known, this.#calls, ({ options }, bytes, etag) =>
      this.#store(key, bytes, options, etag),
    );
  }

  #get(key: unknown, options: Options): R2Object | null {
    const stored = this.#objects.get(checkedKey(key, 'get'));
    if (!stored) {
      return null;
    }
    if (!conditionHolds(options.onlyIf, stored)) {
      return new R2Object(stored);
    }
    return new R2ObjectBody(stored, rangeOf(options.range, stored.bytes.length));
  }

  #put(key: unknown, value: unknown, options: Options): R2Object | null {
    const name = checkedKey(key, 'put');
    const bytes = value === null || value === undefined ? new Uint8Array() : storedBytes(value);
    if (!bytes) {
      throw new TypeError('put() takes a string, an ArrayBuffer, a view on one, a Blob, a ReadableStream or null.');
    }
    if (!conditionHolds(options.onlyIf, this.#objects.get(name))) {
      return null;
    }
    return this.#store(name, bytes, options);
  }

  #store(key: string, bytes: Uint8Array, options: Options, etag?: string): R2Object {
    const md5 = hash('md5', bytes);
    const customMetadata = customMetadataOf(options.customMetadata);
    const stored: StoredObject = {
      key,
      bytes,
      version: ask<string>('crypto.uuid', null).replaceAll('-', ''),
      etag: etag ?? hexOf(md5),
      uploaded: new Date(now()),
      httpMetadata: httpMetadataOf(options.httpMetadata),
      customMetadata,
      storageClass: `${options.storageClass ?? 'Standard'}`,
      checksums: { ...(etag === undefined && { md5 }), ...checkedDigests(bytes, options) },
    };
    this.#objects.set(key, stored);
    return new R2Object(stored);
  }

  #list({ prefix = '', limit = listLimit, cursor, delimiter, startAfter, include = [] }: Options) {
    const count = Number(limit);
    if (!Number.isInteger(count) || count < 1 || count > listLimit) {
      throw new Error(`list: MaxKeys params must be positive integer <= ${listLimit}. (10022)`);
    }
    const start = `${prefix ?? ''}`;
    const after = typeof cursor === 'string' ? decodeUtf8(fromLatin1(atob(cursor))) : startAfter;
    const names = [...this.#objects.keys()].filter((name) => name.startsWith(start)).sort(byCodePoint);
    const entries = [...new Set(names.map((name) => groupOf(name, start, delimiter)))].filter(
      (entry) => after === undefined || after === null || byCodePoint(entry, `${after}`) > 0,
    );
    const page = entries.slice(0, count);
    const fields = Array.isArray(include) ? (include as unknown[]) : [];
    const objects = page.flatMap((entry) => {
      const stored = this.#objects.get(entry);
      return stored && !isPrefix(entry, start, delimiter) ? [listed(stored, fields)] : [];
    });
    const delimitedPrefixes = page.filter((entry) => isPrefix(entry, start, delimiter));
    const last = page.at(-1);
    return entries.length > count && last !== undefined
      ? { objects, delimitedPrefixes, truncated: true, cursor: btoa(toLatin1(encodeUtf8(last))) }
      : { objects, delimitedPrefixes, truncated: false };
  }
}

function isWhole(stored: StoredObject | Seed): stored is StoredObject {
  return 'etag' in stored;
}

/** The name under which `list` counts a key: itself, or the prefix up to the delimiter. */
function groupOf(name: string, prefix: string, delimiter: unknown): string {
  const end = typeof delimiter === 'string' && delimiter !== '' ? name.indexOf(delimiter, prefix.length) : -1;
  return end < 0 ? name : name.slice(0, end + `${delimiter}`.length);
}

function isPrefix(entry: string, prefix: string, delimiter: unknown): boolean {
  return typeof delimiter === 'string' && delimiter !== '' && entry.indexOf(delimiter, prefix.length) >= 0;
}

/** An object in a list: with metadata only where `include` asks for it. */
function listed(stored: StoredObject, include: readonly unknown[]): R2Object {
  return new R2Object({
    ...stored,
    httpMetadata: include.includes('httpMetadata') ? stored.httpMetadata : {},
    customMetadata: include.includes('customMetadata') ? stored.customMetadata : {},
  });
}

function checkedKey(key: unknown, operation: string): string {
  if (typeof key !== 'string') {
    throw new TypeError(`${operation}: the key must be a string, not ${key === null ? 'null' : typeof key}.`);
  }
  if (key === '' || encodeUtf8(key).length > keyBytes) {
    throw new Error(`${operation}: The specified object name is not valid. (10020)`);
  }
  return key;
}

function customMetadataOf(given: unknown): Record<string, string> {
  const metadata: Record<string, string> = {};
  let size = 0;
  for (const [key, value] of Object.entries(given ?? {})) {
    metadata[key] = `${value}`;
    size += encodeUtf8(`${key}${value}`).length;
  }
  if (size > metadataBytes) {
    throw new Error('put: Your metadata headers exceed the maximum allowed metadata size. (10012)');
  }
  return metadata;
}

/** The digest that `put` was given, which must be that of the bytes. */
function checkedDigests(bytes: Uint8Array, options: Options): Record<string, Uint8Array> {
  const named = digests.filter((name) => options[name] !== undefined && options[name] !== null);
  if (named.length > 1) {
    throw new TypeError('You cannot specify multiple hashing algorithms.');
  }
  const [name] = named;
  if (!name) {
    return {};
  }
  const wanted = options[name];
  const actual = hash(name, bytes);
  const hex = typeof wanted === 'string' ? wanted.toLowerCase() : hexOf(bytesOf(wanted) ?? new Uint8Array());
  if (hex !== hexOf(actual)) {
    throw new Error(
      `put: The ${name.toUpperCase()} checksum you specified did not match what we received. You provided a ${name.toUpperCase()} checksum with value: ${hex}. Actual ${name.toUpperCase()} was: ${hexOf(actual)} (10037)`,
    );
  }
  return { [name]: actual };
}

function given(args: unknown[], options: Options | undefined): unknown[] {
  return options && Object.keys(options).length > 0 ? [...args, options] : args;
}

function short(object: R2Object | null): unknown {
  return object && { key: object.key, size: object.size, etag: object.etag };
}
