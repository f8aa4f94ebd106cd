import { ask, askLater } from '../host';
import { bufferOf, bytesOf, fromLatin1, toLatin1 } from './bytes';
import { DOMException } from './domException';

interface KeyFacts {
  readonly $key: number;
  readonly type: string;
  readonly extractable: boolean;
  readonly algorithm: unknown;
  readonly usages: readonly string[];
}

/** A key that stays outside the realm; in here it is its facts. */
export class CryptoKey {
  readonly #key: number;
  readonly type: string;
  readonly extractable: boolean;
  readonly algorithm: unknown;
  readonly usages: readonly string[];

  constructor(facts: KeyFacts) {
    this.#key = facts.$key;
    this.type = facts.type;
    this.extractable = facts.extractable;
    this.algorithm = received(facts.algorithm);
    this.usages = facts.usages;
  }

  static numberOf(key: CryptoKey): number {
    return key.#key;
  }
}
const { numberOf } = CryptoKey;
Reflect.deleteProperty(CryptoKey, 'numberOf');

function sent(value: unknown): unknown {
  const bytes = bytesOf(value);
  if (bytes) {
    return { $bytes: toLatin1(bytes) };
  }
  if (value instanceof CryptoKey) {
    return { $key: numberOf(value) };
  }
  if (Array.isArray(value)) {
    return value.map(sent);
  }
  if (typeof value === 'object' && value !== null) {
    return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, sent(item)]));
  }
  return value;
}

function received(value: unknown): unknown {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) {
    return value;
  }
  const { $bytes, $key } = value as { $bytes?: string; $key?: number };
  if ($bytes !== undefined) {
    return bufferOf(fromLatin1($bytes));
  }
  if ($key !== undefined) {
    return new CryptoKey(value as KeyFacts);
  }
  return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, received(item)]));
}

const methods = [
  'encrypt',
  'decrypt',
  'sign',
  'verify',
  'generateKey',
  'importKey',
  'exportKey',
  'deriveKey',
  'deriveBits',
  'wrapKey',
  'unwrapKey',
] as const;

export class SubtleCrypto {
  async digest(algorithm: string | { name: string }, data: unknown): Promise<unknown> {
    const bytes = bytesOf(data);
    if (!bytes) {
      throw new TypeError(
        "Failed to execute 'digest' on 'SubtleCrypto': the data is not an ArrayBuffer or a view on one.",
      );
    }
    const name = typeof algorithm === 'string' ? algorithm : algorithm.name;
    // Workers have MD5 too, for those who must.
    const known = /^(md5|sha-(?:1|256|384|512))$/i.exec(name)?.[1];
    return known ? bufferOf(hash(known.replace('-', ''), bytes)) : this.#later('digest', [algorithm, data]);
  }

  timingSafeEqual(left: unknown, right: unknown): boolean {
    const [a, b] = [bytesOf(left), bytesOf(right)];
    if (!a || !b || a.length !== b.length) {
      throw new TypeError('Input buffers must have the same byte length.');
    }
    return a.every((byte, index) => byte === b[index]);
  }

  static {
    for (const method of methods) {
      Object.defineProperty(SubtleCrypto.prototype, method, {
        configurable: true,
        writable: true,
        value: async function (this: SubtleCrypto, ...args: unknown[]) {
          return this.#later(method, args);
        },
      });
    }
  }

  async #later(method: string, args: readonly unknown[]): Promise<unknown> {
    return received(await askLater('crypto.subtle', { method, args: sent(args) }));
  }
}

/** A digest that is ready at once: `md5`, `sha1`, `sha256`, … */
export function hash(algorithm: string, bytes: Uint8Array): Uint8Array {
  const hex: string = ask('crypto.hash', algorithm, toLatin1(bytes));
  return Uint8Array.from(hex.match(/../g) ?? [], (byte) => Number.parseInt(byte, 16));
}

/** Bytes in lower-case hexadecimal. */
export function hexOf(bytes: Uint8Array): string {
  let text = '';
  for (const byte of bytes) {
    text += byte.toString(16).padStart(2, '0');
  }
  return text;
}

export const crypto = {
  subtle: new SubtleCrypto(),
  randomUUID: (): string => ask('crypto.uuid', null),
  getRandomValues<View>(view: View): View {
    const bytes = bytesOf(view);
    if (!bytes) {
      throw new TypeError('crypto.getRandomValues: the argument is not an integer typed array.');
    }
    if (bytes.length > 65536) {
      throw new DOMException('getRandomValues() only accepts buffers of size <= 65536 bytes.', 'QuotaExceededError');
    }
    bytes.set(fromLatin1(ask('crypto.random', bytes.length)));
    return view;
  },
};
