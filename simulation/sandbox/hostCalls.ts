// What the realm of the stage cannot compute for itself. Arguments and answers are JSON, bytes in them Latin-1 strings.
type HostCall = (argument: never, bytes: Buffer) => unknown;

// Taken before the process closes its doors.
const builtin = process.getBuiltinModule.bind(process);
const { URL: HostUrl, URLSearchParams: HostSearchParams, TextDecoder: HostDecoder } = globalThis;

const urlParts = [
  'href',
  'origin',
  'protocol',
  'username',
  'password',
  'host',
  'hostname',
  'port',
  'pathname',
  'search',
  'hash',
] as const;
type UrlPart = (typeof urlParts)[number];

/** Answers at once. */
export const hostCalls: Readonly<Record<string, HostCall>> = {
  'url.parse': ({ url, base }: { url: string; base?: string }) => partsOf(new HostUrl(url, base)),
  'url.set': ({ url, part, value }: { url: string; part: Exclude<UrlPart, 'origin'>; value: string }) => {
    const changed = new HostUrl(url);
    changed[part] = value;
    return partsOf(changed);
  },
  'query.parse': (query: string) => [...new HostSearchParams(query)],
  'query.format': (pairs: [string, string][]) => new HostSearchParams(pairs).toString(),
  'text.decode': ({ label, fatal }: { label: string; fatal: boolean }, bytes) =>
    new HostDecoder(label, { fatal, ignoreBOM: true }).decode(bytes),
  'text.encoding': (label: string) => new HostDecoder(label).encoding,
  'crypto.uuid': () => webCrypto().randomUUID(),
  'crypto.random': (length: number) => toLatin1(webCrypto().getRandomValues(new Uint8Array(length))),
  'crypto.hash': (algorithm: string, bytes) => builtin('node:crypto').createHash(algorithm).update(bytes).digest('hex'),
};

/** Answers later. */
export const asyncHostCalls: Readonly<Record<string, (argument: never) => Promise<unknown>>> = {
  'crypto.subtle': async ({ method, args }: { method: keyof SubtleCrypto; args: unknown[] }) => {
    const operation = webCrypto().subtle[method] as (...args: unknown[]) => Promise<unknown>;
    return encoded(await operation.apply(webCrypto().subtle, args.map(decoded)));
  },
};

type CryptoKey = import('node:crypto').webcrypto.CryptoKey;
type SubtleCrypto = import('node:crypto').webcrypto.SubtleCrypto;

/** Keys never enter the realm: there they are numbers. */
const keys: CryptoKey[] = [];

function webCrypto(): import('node:crypto').webcrypto.Crypto {
  return builtin('node:crypto').webcrypto;
}

function decoded(value: unknown): unknown {
  if (typeof value !== 'object' || value === null) {
    return value;
  }
  if (Array.isArray(value)) {
    return value.map(decoded);
  }
  const { $bytes, $key } = value as { $bytes?: string; $key?: number };
  if ($bytes !== undefined) {
    return fromLatin1($bytes);
  }
  if ($key !== undefined) {
    return keys[$key];
  }
  return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, decoded(item)]));
}

function encoded(value: unknown): unknown {
  if (value instanceof ArrayBuffer) {
    return { $bytes: toLatin1(new Uint8Array(value)) };
  }
  if (isKey(value)) {
    const { type, extractable, algorithm, usages } = value;
    return { $key: keys.push(value) - 1, type, extractable, algorithm: encodedAlgorithm(algorithm), usages };
  }
  if (typeof value === 'object' && value !== null && 'privateKey' in value && 'publicKey' in value) {
    return { privateKey: encoded(value.privateKey), publicKey: encoded(value.publicKey) };
  }
  return value;
}

function isKey(value: unknown): value is CryptoKey {
  return Object.prototype.toString.call(value) === '[object CryptoKey]';
}

function encodedAlgorithm(algorithm: object): object {
  return Object.fromEntries(
    Object.entries(algorithm).map(([key, item]) => [
      key,
      item instanceof Uint8Array ? { $bytes: toLatin1(item) } : item,
    ]),
  );
}

function partsOf(url: URL): Record<UrlPart, string> {
  return Object.fromEntries(urlParts.map((part) => [part, url[part]])) as Record<UrlPart, string>;
}

function fromLatin1(text: string): Uint8Array<ArrayBuffer> {
  return Uint8Array.from(Buffer.from(text, 'latin1'));
}

function toLatin1(bytes: Uint8Array): string {
  return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString('latin1');
}
