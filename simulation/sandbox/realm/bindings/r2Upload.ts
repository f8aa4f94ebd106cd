import { limits } from '../../../../core/platform/limits';
import { joined } from '../web/bytes';
import { hash, hexOf } from '../web/crypto';
import { encodeUtf8 } from '../web/encoding';
import type { BindingCalls } from './call';
import type { R2Object } from './r2Object';
import { storedBytes, whenRead } from './values';

/** A multipart upload that is under way. */
export interface Upload {
  readonly key: string;
  readonly id: string;
  readonly options: Readonly<Record<string, unknown>>;
  readonly parts: Map<number, { readonly bytes: Uint8Array; readonly etag: string }>;
  open: boolean;
}

const smallestPart = limits.r2_buckets.minimumPartBytes.value;
const mostParts = limits.r2_buckets.parts.value;

/** What `createMultipartUpload` and `resumeMultipartUpload` answer. */
export class R2MultipartUpload {
  readonly key: string;
  readonly uploadId: string;
  readonly #upload: Upload | undefined;
  readonly #calls: BindingCalls;
  readonly #store: (upload: Upload, bytes: Uint8Array, etag: string) => R2Object;

  constructor(
    facts: { readonly key: string; readonly uploadId: string },
    upload: Upload | undefined,
    calls: BindingCalls,
    store: (upload: Upload, bytes: Uint8Array, etag: string) => R2Object,
  ) {
    this.key = facts.key;
    this.uploadId = facts.uploadId;
    this.#upload = upload;
    this.#calls = calls;
    this.#store = store;
  }

  uploadPart(partNumber: unknown, value: unknown): Promise<{ partNumber: number; etag: string }> {
    return whenRead(value, (read) =>
      this.#calls.async('uploadPart', [partNumber, value], () => {
        const { parts } = this.#opened('uploadPart');
        const number = Number(partNumber);
        if (!Number.isInteger(number) || number < 1 || number > mostParts) {
          throw new TypeError(
            `Part number must be between 1 and ${mostParts} (inclusive). Actual value was: ${partNumber}`,
          );
        }
        const bytes = storedBytes(read);
        if (!bytes) {
          throw new TypeError(
            'uploadPart() takes a string, an ArrayBuffer, a view on one, a Blob or a ReadableStream.',
          );
        }
        const etag = hexOf(hash('md5', bytes));
        parts.set(number, { bytes, etag });
        return { partNumber: number, etag };
      }),
    );
  }

  abort(): Promise<void> {
    return this.#calls.async('abort', [], () => {
      this.#opened('abortMultipartUpload').open = false;
    });
  }

  complete(uploaded: readonly { partNumber: number; etag: string }[]): Promise<R2Object> {
    return this.#calls.async('complete', [uploaded], () => {
      const upload = this.#opened('completeMultipartUpload');
      const parts = [...uploaded]
        .sort((a, b) => a.partNumber - b.partNumber)
        .map(({ partNumber, etag }) => {
          const part = upload.parts.get(partNumber);
          if (part?.etag !== etag) {
            throw new Error('completeMultipartUpload: One or more of the specified parts could not be found. (10025)');
          }
          return part;
        });
      if (parts.slice(0, -1).some(({ bytes }) => bytes.length < smallestPart)) {
        throw new Error(
          'completeMultipartUpload: Your proposed upload is smaller than the minimum allowed object size. (10011)',
        );
      }
      upload.open = false;
      const etag = `${hexOf(hash('md5', encodeUtf8(parts.map((part) => part.etag).join(''))))}-${parts.length}`;
      return this.#store(upload, joined(parts.map(({ bytes }) => bytes)), etag);
    });
  }

  #opened(operation: string): Upload {
    if (!this.#upload?.open) {
      throw new Error(`${operation}: The specified multipart upload does not exist. (10024)`);
    }
    return this.#upload;
  }
}
