import { ask } from '../host';
import { bytesOf, joined, toLatin1 } from './bytes';
import { DOMException } from './domException';

/** The bytes of a text in UTF-8. */
export function encodeUtf8(text: string): Uint8Array {
  const bytes = new Uint8Array(text.length * 3);
  let length = 0;
  for (let index = 0; index < text.length; index += 1) {
    let code = text.charCodeAt(index);
    if (code >= 0xd800 && code <= 0xdfff) {
      code = text.codePointAt(index) ?? code;
      if (code > 0xffff) {
        index += 1;
      } else {
        code = 0xfffd;
      }
    }
    if (code < 0x80) {
      bytes[length++] = code;
    } else if (code < 0x800) {
      bytes[length++] = 0xc0 | (code >> 6);
      bytes[length++] = 0x80 | (code & 63);
    } else if (code < 0x10000) {
      bytes[length++] = 0xe0 | (code >> 12);
      bytes[length++] = 0x80 | ((code >> 6) & 63);
      bytes[length++] = 0x80 | (code & 63);
    } else {
      bytes[length++] = 0xf0 | (code >> 18);
      bytes[length++] = 0x80 | ((code >> 12) & 63);
      bytes[length++] = 0x80 | ((code >> 6) & 63);
      bytes[length++] = 0x80 | (code & 63);
    }
  }
  return bytes.slice(0, length);
}

/** A text from UTF-8 bytes, a byte order mark at the start dropped; with `fatal`, a TypeError for invalid bytes. */
export function decodeUtf8(bytes: Uint8Array, fatal = false): string {
  const text = decode(bytes, 'utf-8', fatal);
  return text.charCodeAt(0) === 0xfeff ? text.slice(1) : text;
}

function decode(bytes: Uint8Array, label: string, fatal: boolean): string {
  return ask('text.decode', { label, fatal }, toLatin1(bytes));
}

export class TextEncoder {
  get encoding(): string {
    return 'utf-8';
  }

  encode(input: unknown = ''): Uint8Array {
    return encodeUtf8(`${input}`);
  }

  encodeInto(source: string, destination: Uint8Array): { read: number; written: number } {
    let read = 0;
    let written = 0;
    for (const character of `${source}`) {
      const bytes = encodeUtf8(character);
      if (written + bytes.length > destination.length) {
        break;
      }
      destination.set(bytes, written);
      written += bytes.length;
      read += character.length;
    }
    return { read, written };
  }
}

export class TextDecoder {
  readonly encoding: string;
  readonly fatal: boolean;
  readonly ignoreBOM: boolean;
  #pending = new Uint8Array();
  #started = false;

  constructor(label = 'utf-8', options: { fatal?: boolean; ignoreBOM?: boolean } = {}) {
    this.encoding = ask('text.encoding', `${label}`);
    this.fatal = Boolean(options.fatal);
    this.ignoreBOM = Boolean(options.ignoreBOM);
  }

  decode(input?: unknown, options: { stream?: boolean } = {}): string {
    const given = input === undefined ? new Uint8Array() : bytesOf(input);
    if (!given) {
      throw new TypeError('TextDecoder.decode: the input is not an ArrayBuffer or a view on one.');
    }
    const bytes = joined([this.#pending, given]);
    const whole = options.stream && this.encoding === 'utf-8' ? wholeCharacters(bytes) : bytes.length;
    this.#pending = bytes.slice(whole);
    let text = decode(bytes.subarray(0, whole), this.encoding, this.fatal);
    if (!this.#started && text !== '') {
      this.#started = true;
      text = !this.ignoreBOM && text.charCodeAt(0) === 0xfeff ? text.slice(1) : text;
    }
    this.#started &&= Boolean(options.stream);
    return text;
  }
}

/** How many bytes from the start make whole UTF-8 characters. */
function wholeCharacters(bytes: Uint8Array): number {
  for (let back = 1; back <= Math.min(3, bytes.length); back += 1) {
    const byte = bytes[bytes.length - back] ?? 0;
    if (byte >= 0xc0) {
      const needed = byte >= 0xf0 ? 4 : byte >= 0xe0 ? 3 : 2;
      return needed > back ? bytes.length - back : bytes.length;
    }
    if (byte < 0x80) {
      break;
    }
  }
  return bytes.length;
}

const alphabet = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/';

export function btoa(input: unknown): string {
  const text = `${input}`;
  let encoded = '';
  for (let index = 0; index < text.length; index += 3) {
    const [a, b, c] = [text.charCodeAt(index), text.charCodeAt(index + 1), text.charCodeAt(index + 2)];
    if (a > 255 || b > 255 || c > 255) {
      throw new DOMException(
        'btoa() can only operate on characters in the Latin1 (ISO/IEC 8859-1) range.',
        'InvalidCharacterError',
      );
    }
    const bits = (a << 16) | ((b || 0) << 8) | (c || 0);
    encoded += alphabet.charAt(bits >> 18) + alphabet.charAt((bits >> 12) & 63);
    encoded += Number.isNaN(b) ? '=' : alphabet.charAt((bits >> 6) & 63);
    encoded += Number.isNaN(c) ? '=' : alphabet.charAt(bits & 63);
  }
  return encoded;
}

export function atob(input: unknown): string {
  let text = `${input}`.replace(/[\t\n\f\r ]/g, '');
  text = text.length % 4 === 0 ? text.replace(/==?$/, '') : text;
  if (text.length % 4 === 1 || /[^A-Za-z0-9+/]/.test(text)) {
    throw new DOMException('atob() called with invalid base64-encoded data.', 'InvalidCharacterError');
  }
  let decoded = '';
  let bits = 0;
  let count = 0;
  for (const character of text) {
    bits = ((bits << 6) | alphabet.indexOf(character)) & 0xffffff;
    count += 6;
    if (count >= 8) {
      count -= 8;
      decoded += String.fromCharCode((bits >> count) & 255);
    }
  }
  return decoded;
}
