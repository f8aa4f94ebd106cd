import { type Cells, ellipsis, gap, hexDigit, sequenceLength, type View } from './view';

/** Four bytes take at least six characters of Base64. */
export const shortestBase64 = 6;
export const shortestHex = 8;
export const shortestList = 4;

/** By code unit, the six bits of Base64 and Base64url; 64 for no such character. */
const sixBits = new Uint8Array(128).fill(64);
for (const alphabet of [
  'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/',
  'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_',
]) {
  for (let value = 0; value < 64; value += 1) {
    sixBits[alphabet.charCodeAt(value)] = value;
  }
}

// Each writes the bytes that a view spells in some way to another view, and says whether there were any.

/**
 * Base64 whose groups of four begin `phase` characters into each run of its characters. A run may be broken into lines.
 * The characters at its edges count in whole: what they have of a byte can be read from them.
 */
export function decodeBase64(from: View, to: View, phase: number): boolean {
  const { codes, length } = from;
  to.reset(length + 1);
  let index = 0;
  while (index < length) {
    if (bitsOf(codes[index] as number) === 64) {
      index += 1;
      continue;
    }
    const start = index;
    let last = index;
    let count = 0;
    for (; index < length; index += 1) {
      const code = codes[index] as number;
      if (bitsOf(code) !== 64) {
        last = index;
        count += 1;
      } else if (code !== 10 && code !== 13) {
        break;
      }
    }
    if (count >= shortestBase64) {
      decodeRun(from, to, start, last, phase);
    }
  }
  return finish(to);
}

function decodeRun(from: View, to: View, start: number, last: number, phase: number): void {
  const { codes, starts, ends } = from;
  let skipped = phase;
  let bits = 0;
  let held = 0;
  let before = start;
  for (let index = start; index <= last; index += 1) {
    const value = bitsOf(codes[index] as number);
    if (value === 64) {
      continue;
    }
    if (skipped > 0) {
      skipped -= 1;
      before = nextOf(codes, index, last);
      continue;
    }
    bits = ((bits << 6) | value) & 0xffff;
    held += 6;
    if (held >= 8) {
      held -= 8;
      to.add((bits >> held) & 0xff, starts[before] as number, ends[index] as number);
    }
    // The next byte begins in this character, if it still holds some of its bits, and otherwise in the next.
    before = held > 0 ? index : nextOf(codes, index, last);
  }
  endPiece(from, to, last);
}

/** Ends a piece of bytes whose last character has this index: what comes next does not belong to it. */
function endPiece({ codes, starts, ends, length }: View, to: View, last: number): void {
  const isCut = last + 1 < length && codes[last + 1] === ellipsis;
  to.add(isCut ? ellipsis : gap, starts[last] as number, ends[last] as number);
}

/** The index of the next character of Base64 in a run that may have line breaks in it. */
function nextOf(codes: Cells, index: number, last: number): number {
  let next = index + 1;
  while (next < last && bitsOf(codes[next] as number) === 64) {
    next += 1;
  }
  return next;
}

export function bitsOf(code: number): number {
  return code < 128 ? (sixBits[code] as number) : 64;
}

/** Pairs of hexadecimal digits, the first pair `phase` digits into each run of them. */
export function decodeHex(from: View, to: View, phase: number): boolean {
  const { codes, starts, ends, length } = from;
  to.reset(length + 1);
  let index = 0;
  while (index < length) {
    const start = index;
    while (index < length && hexDigit(codes[index] as number) >= 0) {
      index += 1;
    }
    if (index - start >= shortestHex) {
      for (let at = start + phase; at + 1 < index; at += 2) {
        const value = hexDigit(codes[at] as number) * 16 + hexDigit(codes[at + 1] as number);
        to.add(value, starts[at] as number, ends[at + 1] as number);
      }
      endPiece(from, to, index - 1);
    }
    index += 1;
  }
  return finish(to);
}

/** Bytes, or code units, as numbers with something in between: `73:33`, `0x73, 0x33`, `[115, 51]`. */
export function decodeList(from: View, to: View, base: number): boolean {
  const { codes, starts, ends, length } = from;
  to.reset(length + 1);
  let first = 0;
  let index = 0;
  const endList = (next: number) => {
    if (to.length - first < shortestList) {
      to.length = first;
    } else {
      const isCut = next < length && codes[next] === ellipsis;
      to.add(isCut ? ellipsis : gap, to.starts[to.length - 1] as number, to.ends[to.length - 1] as number);
    }
    first = to.length;
  };
  while (index < length) {
    const start = index;
    if (base === 16 && codes[index] === 48 && ((codes[index + 1] ?? 0) | 32) === 120) {
      index += 2;
    }
    const digits = index;
    let value = 0;
    while (index < length && isDigit(codes[index] as number, base) && value <= 0xffff) {
      value = value * base + hexDigit(codes[index] as number);
      index += 1;
    }
    const count = index - digits;
    if (count === 0 || value >= gap || (base === 16 && count > 2)) {
      endList(start);
      index = Math.max(index, start + 1);
      continue;
    }
    to.add(value, starts[start] as number, ends[index - 1] as number);
    const between = index;
    while (index < length && index - between < 16 && isBetween(codes[index] as number)) {
      index += 1;
    }
    if (index === between) {
      endList(index);
    }
  }
  endList(length);
  return finish(to);
}

function isDigit(code: number, base: number): boolean {
  const digit = hexDigit(code);
  return digit >= 0 && digit < base;
}

/** White space, and `,` `:` `;` `-`; and `+`, a space in a form. */
export function isBetween(code: number): boolean {
  return (
    code === 44 || code === 43 || code === 32 || code === 58 || code === 59 || code === 45 || (code >= 9 && code <= 13)
  );
}

/** Reads the bytes as UTF-8, and as Latin-1 where they are not. */
function finish(view: View): boolean {
  const { codes, starts, ends, length } = view;
  if (length === 0) {
    return false;
  }
  view.length = 0;
  let index = 0;
  while (index < length) {
    const byte = codes[index] as number;
    let count = sequenceLength(byte);
    let value = count === 0 ? byte : byte & (0xff >> (count + 1));
    for (let part = 1; part < count; part += 1) {
      const next = index + part < length ? (codes[index + part] as number) : 0;
      if (next >> 6 !== 2) {
        count = 0;
        value = byte;
      } else {
        value = (value << 6) | (next & 0x3f);
      }
    }
    const start = starts[index] as number;
    const end = ends[index + Math.max(count, 1) - 1] as number;
    if (value > 0xffff) {
      view.add(0xd800 + ((value - 0x10000) >> 10), start, end);
      view.add(0xdc00 + ((value - 0x10000) & 0x3ff), start, end);
    } else {
      view.add(value, start, end);
    }
    index += Math.max(count, 1);
  }
  return true;
}
