import { BindingCalls } from '../../sandbox/realm/bindings/call';
import type { DeclaredBinding } from '../../sandbox/realm/command';
import type { Infra } from './infra';

type Fields = Readonly<Record<string, unknown>>;

const metadataHeaders = [
  ['contentType', 'content-type'],
  ['contentLanguage', 'content-language'],
  ['contentDisposition', 'content-disposition'],
  ['contentEncoding', 'content-encoding'],
  ['cacheControl', 'cache-control'],
  ['cacheExpiry', 'expires'],
] as const;

class R2Object {
  readonly httpMetadata: Fields = {};

  constructor(fields: Fields) {
    const { checksums, bytes: _, ...rest } = fields;
    Object.assign(this, rest, { checksums: { toJSON: () => checksums } });
  }

  writeHttpMetadata(headers: Headers): void {
    for (const [field, header] of metadataHeaders) {
      const value = this.httpMetadata[field];
      if (value !== undefined) {
        headers.set(header, value instanceof Date ? value.toUTCString() : `${value}`);
      }
    }
  }
}

class R2ObjectBody extends R2Object {
  readonly #body: Response;

  constructor(fields: Fields) {
    super(fields);
    this.#body = new Response(fields.bytes as ArrayBuffer);
  }

  get body() {
    return this.#body.body;
  }

  get bodyUsed() {
    return this.#body.bodyUsed;
  }

  arrayBuffer() {
    return this.#body.arrayBuffer();
  }

  async bytes() {
    return new Uint8Array(await this.#body.arrayBuffer());
  }

  text() {
    return this.#body.text();
  }

  json() {
    return this.#body.json();
  }

  blob() {
    return this.#body.blob();
  }
}

const objectOf = (fields: unknown) => {
  if (!fields) {
    return null;
  }
  return 'bytes' in (fields as Fields) ? new R2ObjectBody(fields as Fields) : new R2Object(fields as Fields);
};
const short = (object: unknown) => {
  const { key, size, etag } = (object ?? {}) as Fields;
  return object ? { key, size, etag } : null;
};

/** A real R2 bucket. */
export function r2Bucket(declared: DeclaredBinding, infra: Infra): unknown {
  const { name } = declared;
  const calls = new BindingCalls(declared, 'computed', { executed: true });
  const object =
    (op: string) =>
    (...args: unknown[]) =>
      calls.later(op, args, async () => objectOf(await infra.bucket(name, op, args)), {}, short);
  const upload = (key: string, uploadId: string) => ({
    key,
    uploadId,
    uploadPart: (number: unknown, value: unknown) =>
      calls.later('uploadPart', [number, value], () =>
        infra.upload(name, key, uploadId, 'uploadPart', [number, value]),
      ),
    abort: () => calls.later('abort', [], () => infra.upload(name, key, uploadId, 'abort', [])),
    complete: (parts: unknown) =>
      calls.later(
        'complete',
        [parts],
        async () => objectOf(await infra.upload(name, key, uploadId, 'complete', [parts])),
        {},
        short,
      ),
  });
  return {
    head: object('head'),
    get: object('get'),
    put: object('put'),
    delete: (...args: unknown[]) =>
      calls.later('delete', args, async () => void (await infra.call(name, 'delete', args))),
    list: (...args: unknown[]) =>
      calls.later(
        'list',
        args,
        async () => {
          const { objects, ...rest } = (await infra.bucket(name, 'list', args)) as { objects: unknown[] };
          return { ...rest, objects: objects.map(objectOf) };
        },
        {},
        (answer) => (answer as unknown as { objects: Fields[] }).objects.map(({ key }) => key),
      ),
    createMultipartUpload: (...args: unknown[]) =>
      calls.later('createMultipartUpload', args, async () => {
        const { key, uploadId } = (await infra.bucket(name, 'createMultipartUpload', args)) as {
          key: string;
          uploadId: string;
        };
        return upload(key, uploadId);
      }),
    resumeMultipartUpload: (key: unknown, uploadId: unknown) => upload(`${key}`, `${uploadId}`),
  };
}
