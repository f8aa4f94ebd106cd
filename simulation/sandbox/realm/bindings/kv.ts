import { limits } from '../../../../core/platform/limits';
import { now } from '../clock';
import type { DeclaredBinding } from '../command';
import { bufferOf, fromLatin1, toLatin1 } from '../web/bytes';
import { atob, btoa, decodeUtf8, encodeUtf8 } from '../web/encoding';
import { ReadableStream } from '../web/readableStream';
import { BindingCalls } from './call';
import { byCodePoint, shownText, storedBytes, whenRead } from './values';

interface Entry {
  readonly bytes: Uint8Array;
  /** JSON. */
  readonly metadata: string | undefined;
  /** Seconds since the epoch. */
  readonly expiration: number | undefined;
}

/** An entry as JSON; each byte is a character. */
interface SavedEntry extends Omit<Entry, 'bytes'> {
  readonly bytes: string;
}

interface PutOptions {
  expiration?: unknown;
  expirationTtl?: unknown;
  metadata?: unknown;
}

const keyBytes = limits.kv_namespaces.keyBytes.value;
const valueBytes = limits.kv_namespaces.valueBytes.value;
const metadataBytes = limits.kv_namespaces.metadataBytes.value;
const shortestTtl = limits.kv_namespaces.minimumExpirationSeconds.value;
const shortestCacheTtl = limits.kv_namespaces.minimumCacheSeconds.value;
const keysAtOnce = limits.kv_namespaces.keysPerGet.value;
const listLimit = limits.kv_namespaces.keysPerList.value;
const types = ['text', 'json', 'arrayBuffer', 'stream'] as const;
type ValueType = (typeof types)[number];

/** A KV namespace: an in-memory map with the limits, options and errors of the service. */
export class KVNamespace {
  readonly #calls: BindingCalls;
  readonly #entries = new Map<string, Entry>();

  constructor(declared: DeclaredBinding, saved: unknown) {
    this.#calls = new BindingCalls(declared, 'computed');
    for (const [key, entry] of Object.entries((saved ?? {}) as Record<string, SavedEntry>)) {
      const { bytes, metadata, expiration } = entry;
      this.#entries.set(key, { bytes: fromLatin1(bytes), metadata, expiration });
    }
  }

  /** What a namespace holds, by key. */
  static save(namespace: KVNamespace): Record<string, SavedEntry> {
    const live = namespace.#sorted().map((key) => [key, namespace.#entries.get(key)] as const);
    return Object.fromEntries(live.flatMap(([key, entry]) => (entry ? [[key, saved(entry)]] : [])));
  }

  static entries(namespace: KVNamespace) {
    return namespace.#sorted().map((key) => {
      const entry = namespace.#entries.get(key);
      const { expiration, metadata } = listed(key, entry);
      return { key, value: entry ? shownText(entry.bytes) : null, expiration, metadata };
    });
  }

  get(key: unknown, options?: unknown): Promise<unknown> {
    return this.#calls.async(
      'get',
      given(key, options),
      () => this.#read(key, options, (entry, type) => (entry ? storedValue(entry, type) : null)),
      (value) => value,
    );
  }

  getWithMetadata(key: unknown, options?: unknown): Promise<unknown> {
    const answer = (entry: Entry | undefined, type: ValueType) => ({
      value: entry ? storedValue(entry, type) : null,
      metadata: entry?.metadata === undefined ? null : JSON.parse(entry.metadata),
      cacheStatus: null,
    });
    return this.#calls.async(
      'getWithMetadata',
      given(key, options),
      () => this.#read(key, options, answer),
      (value) => value,
    );
  }

  put(key: unknown, value: unknown, options: PutOptions = {}): Promise<void> {
    const args = options && Object.keys(options).length > 0 ? [key, value, options] : [key, value];
    return whenRead(value, (read) => this.#calls.async('put', args, () => this.#put(key, read, options ?? {})));
  }

  delete(key: unknown): Promise<void> {
    return this.#calls.async('delete', [key], () => {
      checkKey(key, 'DELETE');
      this.#entries.delete(key);
    });
  }

  list(options: { prefix?: unknown; limit?: unknown; cursor?: unknown } = {}): Promise<unknown> {
    return this.#calls.async(
      'list',
      Object.keys(options ?? {}).length > 0 ? [options] : [],
      () => this.#list(options ?? {}),
      ({ keys }) => keys.map(({ name }) => name),
    );
  }

  #sorted(): string[] {
    return [...this.#entries.keys()].filter((key) => this.#live(key) !== undefined).sort(byCodePoint);
  }

  #live(key: string): Entry | undefined {
    const entry = this.#entries.get(key);
    if (entry?.expiration !== undefined && entry.expiration * 1000 <= now()) {
      this.#entries.delete(key);
      return undefined;
    }
    return entry;
  }

  #read<Answer>(
    key: unknown,
    options: unknown,
    answer: (entry: Entry | undefined, type: ValueType) => Answer,
  ): Answer | Map<string, Answer> {
    const type = typeOf(options);
    if (!Array.isArray(key)) {
      checkKey(key, 'GET');
      return answer(this.#live(key), type);
    }
    if (key.length > keysAtOnce) {
      throw new Error(`KV GET_BULK failed: 400 You can request a maximum of ${keysAtOnce} keys`);
    }
    if (type !== 'text' && type !== 'json') {
      throw new Error(`KV GET_BULK failed: 400 "${type}" is not a valid type. Use "json" or "text"`);
    }
    const answers = new Map<string, Answer>();
    for (const each of key as unknown[]) {
      checkKey(each, 'GET_BULK');
      answers.set(each, answer(this.#live(each), type));
    }
    return answers;
  }

  #put(key: unknown, value: unknown, options: PutOptions): void {
    checkKey(key, 'PUT');
    const bytes = storedBytes(value);
    if (!bytes) {
      throw new TypeError(
        'KV put() accepts only strings, ArrayBuffers, ArrayBufferViews, and ReadableStreams as values.',
      );
    }
    if (bytes.length > valueBytes) {
      throw new Error(`KV PUT failed: 413 Value length of ${bytes.length} exceeds limit of ${valueBytes}.`);
    }
    const hasMetadata = options.metadata !== undefined && options.metadata !== null;
    const metadata = hasMetadata ? JSON.stringify(options.metadata) : undefined;
    const metadataLength = metadata === undefined ? 0 : encodeUtf8(metadata).length;
    if (metadataLength > metadataBytes) {
      throw new Error(`KV PUT failed: 413 Metadata length of ${metadataLength} exceeds limit of ${metadataBytes}.`);
    }
    this.#entries.set(key, { bytes, metadata, expiration: expirationOf(options) });
  }

  #list({ prefix, limit, cursor }: { prefix?: unknown; limit?: unknown; cursor?: unknown }) {
    const count = limit === undefined || limit === null ? listLimit : Number(limit);
    if (!Number.isInteger(count) || count < 1) {
      throw new Error(
        `KV GET failed: 400 Invalid key_count_limit of ${limit}. Please specify an integer greater than 0.`,
      );
    }
    if (count > listLimit) {
      throw new Error(
        `KV GET failed: 400 Invalid key_count_limit of ${limit}. Please specify an integer less than ${listLimit}.`,
      );
    }
    const after = typeof cursor === 'string' && cursor !== '' ? decodeUtf8(latin1(atob(cursor))) : undefined;
    const start = typeof prefix === 'string' ? prefix : '';
    const names = [...this.#entries.keys()]
      .filter((name) => name.startsWith(start) && this.#live(name) !== undefined)
      .sort(byCodePoint)
      .filter((name) => after === undefined || byCodePoint(name, after) > 0);
    const page = names.slice(0, count);
    const last = page.at(-1);
    const keys = page.map((name) => listed(name, this.#entries.get(name)));
    return names.length > count && last !== undefined
      ? { keys, list_complete: false, cursor: btoa(String.fromCharCode(...encodeUtf8(last))), cacheStatus: null }
      : { keys, list_complete: true, cacheStatus: null };
  }
}

function saved({ bytes, metadata, expiration }: Entry): SavedEntry {
  return { bytes: toLatin1(bytes), metadata, expiration };
}

function listed(name: string, entry: Entry | undefined): { name: string; expiration?: number; metadata?: unknown } {
  return {
    name,
    ...(entry?.expiration !== undefined && { expiration: entry.expiration }),
    ...(entry?.metadata !== undefined && { metadata: JSON.parse(entry.metadata) }),
  };
}

function given(key: unknown, options: unknown): unknown[] {
  return options === undefined ? [key] : [key, options];
}

function typeOf(options: unknown): ValueType {
  const { type, cacheTtl } =
    typeof options === 'object' && options !== null
      ? (options as { type?: unknown; cacheTtl?: unknown })
      : { type: options, cacheTtl: undefined };
  if (cacheTtl !== undefined && !(Number(cacheTtl) >= shortestCacheTtl)) {
    throw new Error(
      `KV GET failed: 400 Invalid cache_ttl of ${cacheTtl}. Cache TTL must be at least ${shortestCacheTtl}.`,
    );
  }
  const known = types.find((each) => each === (type ?? 'text'));
  if (!known) {
    throw new TypeError('Unknown response type. Possible types are "text", "arrayBuffer", "json", and "stream".');
  }
  return known;
}

function storedValue(entry: Entry, type: ValueType): unknown {
  switch (type) {
    case 'text':
      return decodeUtf8(entry.bytes);
    case 'json':
      return JSON.parse(decodeUtf8(entry.bytes));
    case 'arrayBuffer':
      return bufferOf(entry.bytes);
    case 'stream':
      return ReadableStream.ofBytes(entry.bytes);
  }
}

function checkKey(key: unknown, operation: string): asserts key is string {
  if (typeof key !== 'string') {
    throw new TypeError(`KV ${operation}: the key must be a string, not ${key === null ? 'null' : typeof key}.`);
  }
  if (key === '') {
    throw new TypeError('Key name cannot be empty.');
  }
  if (key === '.' || key === '..') {
    throw new TypeError(`"${key}" is not allowed as a key name.`);
  }
  const { length } = encodeUtf8(key);
  if (length > keyBytes) {
    throw new Error(
      `KV ${operation} failed: 414 UTF-8 encoded length of ${length} exceeds key length limit of ${keyBytes}.`,
    );
  }
}

function expirationOf({ expiration, expirationTtl }: PutOptions): number | undefined {
  const seconds = Math.floor(now() / 1000);
  if (expirationTtl !== undefined && expirationTtl !== null) {
    const ttl = Number(expirationTtl);
    if (!Number.isInteger(ttl) || ttl <= 0) {
      throw new Error(
        `KV PUT failed: 400 Invalid expiration_ttl of ${expirationTtl}. Please specify integer greater than 0.`,
      );
    }
    if (ttl < shortestTtl) {
      throw new Error(
        `KV PUT failed: 400 Invalid expiration_ttl of ${ttl}. Expiration TTL must be at least ${shortestTtl}.`,
      );
    }
    return seconds + ttl;
  }
  if (expiration === undefined || expiration === null) {
    return undefined;
  }
  const at = Number(expiration);
  if (!Number.isInteger(at) || at <= seconds) {
    throw new Error(
      `KV PUT failed: 400 Invalid expiration of ${expiration}. Please specify integer greater than the current number of seconds since the UNIX epoch.`,
    );
  }
  if (at < seconds + shortestTtl) {
    throw new Error(
      `KV PUT failed: 400 Invalid expiration of ${at}. Expiration times must be at least ${shortestTtl} seconds in the future.`,
    );
  }
  return at;
}

function latin1(text: string): Uint8Array {
  return Uint8Array.from(text, (character) => character.charCodeAt(0));
}
