import { Blob } from '../web/blob';
import { Body } from '../web/body';
import { hexOf } from '../web/crypto';
import type { FormData } from '../web/formData';
import { Headers } from '../web/headers';
import type { ReadableStream } from '../web/readableStream';
import type { R2Range } from './r2Range';

/** An object as a bucket holds it. */
export interface StoredObject {
  readonly key: string;
  readonly bytes: Uint8Array;
  readonly version: string;
  readonly etag: string;
  readonly uploaded: Date;
  readonly httpMetadata: HttpMetadata;
  readonly customMetadata: Readonly<Record<string, string>>;
  readonly storageClass: string;
  readonly checksums: Readonly<Record<string, Uint8Array>>;
}

export type HttpMetadata = Readonly<Record<string, string | Date>>;

/** The fields of `httpMetadata` and their headers. */
const httpFields = [
  ['contentType', 'content-type'],
  ['contentLanguage', 'content-language'],
  ['contentDisposition', 'content-disposition'],
  ['contentEncoding', 'content-encoding'],
  ['cacheControl', 'cache-control'],
  ['cacheExpiry', 'expires'],
] as const;

/** HTTP metadata from an object or from headers. */
export function httpMetadataOf(given: unknown): HttpMetadata {
  const metadata: Record<string, string | Date> = {};
  for (const [field, header] of httpFields) {
    const value =
      given instanceof Headers ? given.get(header) : (given as Record<string, unknown> | undefined)?.[field];
    if (value !== undefined && value !== null) {
      metadata[field] = field === 'cacheExpiry' ? new Date(value as string | Date) : `${value}`;
    }
  }
  return metadata;
}

export class R2Object {
  readonly key: string;
  readonly version: string;
  readonly size: number;
  readonly etag: string;
  readonly httpEtag: string;
  readonly uploaded: Date;
  readonly httpMetadata: HttpMetadata;
  readonly customMetadata: Readonly<Record<string, string>>;
  readonly storageClass: string;
  readonly range?: R2Range;
  readonly checksums: { toJSON(): Record<string, string> };

  constructor(stored: StoredObject, range?: R2Range) {
    this.key = stored.key;
    this.version = stored.version;
    this.size = stored.bytes.length;
    this.etag = stored.etag;
    this.httpEtag = `"${stored.etag}"`;
    this.uploaded = stored.uploaded;
    this.httpMetadata = { ...stored.httpMetadata };
    this.customMetadata = { ...stored.customMetadata };
    this.storageClass = stored.storageClass;
    if (range) {
      this.range = range;
    }
    const sums = Object.entries(stored.checksums);
    this.checksums = {
      ...Object.fromEntries(sums.map(([name, bytes]) => [name, bytes.slice().buffer])),
      toJSON: () => Object.fromEntries(sums.map(([name, bytes]) => [name, hexOf(bytes)])),
    };
  }

  writeHttpMetadata(headers: Headers): void {
    for (const [field, header] of httpFields) {
      const value = this.httpMetadata[field];
      if (value !== undefined) {
        headers.set(header, value instanceof Date ? value.toUTCString() : value);
      }
    }
  }
}

export class R2ObjectBody extends R2Object {
  readonly #body: Body;

  constructor(stored: StoredObject, range?: R2Range) {
    super(stored, range);
    const { offset, length } = range ?? { offset: 0, length: stored.bytes.length };
    this.#body = new Body(stored.bytes.subarray(offset, offset + length));
  }

  get body(): ReadableStream | null {
    return this.#body.body;
  }

  get bodyUsed(): boolean {
    return this.#body.bodyUsed;
  }

  arrayBuffer(): Promise<ArrayBuffer> {
    return this.#body.arrayBuffer();
  }

  bytes(): Promise<Uint8Array> {
    return this.#body.bytes();
  }

  text(): Promise<string> {
    return this.#body.text();
  }

  json(): Promise<unknown> {
    return this.#body.json();
  }

  async blob(): Promise<Blob> {
    return new Blob([await this.bytes()], { type: `${this.httpMetadata.contentType ?? ''}` });
  }

  formData(): Promise<FormData> {
    return this.#body.formData();
  }
}
