import { type Cells, hexDigit, sequenceLength, type View } from './view';

const ampersand = 38;
const backslash = 92;
const percent = 37;
const semicolon = 59;

/** HTML's names of ASCII characters: https://html.spec.whatwg.org/multipage/named-characters.html (2025-11-01). */
const entities = new Map(
  Object.entries({
    ...{ amp: '&', lt: '<', gt: '>', quot: '"', apos: "'", nbsp: ' ', sol: '/', bsol: '\\', equals: '=', plus: '+' },
    ...{ colon: ':', semi: ';', comma: ',', period: '.', num: '#', percnt: '%', excl: '!', quest: '?', dollar: '$' },
    ...{ commat: '@', ast: '*', lpar: '(', rpar: ')', lsqb: '[', lbrack: '[', rsqb: ']', rbrack: ']', lcub: '{' },
    ...{ lbrace: '{', rcub: '}', rbrace: '}', lowbar: '_', grave: '`', Hat: '^', vert: '|', verbar: '|', Tab: '\t' },
    ...{ NewLine: '\n', AMP: '&', LT: '<', GT: '>', QUOT: '"' },
  }).map(([name, character]) => [name, character.charCodeAt(0)]),
);
const longestEntity = 7;

/** What stands after a backslash, where that is not the character itself. */
const controls = new Map(
  Object.entries({ n: 10, r: 13, t: 9, b: 8, f: 12, v: 11, 0: 0 }).map(([name, code]) => [name.charCodeAt(0), code]),
);

/**
 * Undoes one layer of escapes of URLs, HTML, JSON and JavaScript in a view, all of them in one pass from left to right;
 * whether there was one.
 */
export function unescapeOnce(view: View): boolean {
  return unescapePass(view, false);
}

/**
 * Undoes every layer of escapes, and what else text may pick up on its way: backslashes are left out however many there
 * are, quotes that are doubled (as SQL and CSV do) are single ones, and zero bytes (of UTF-16) are left out.
 */
export function unescapeFully(view: View): boolean {
  let changed = false;
  // Each pass makes it shorter; readable text is not escaped so often.
  for (let pass = 0; pass < 16 && unescapePass(view, true); pass += 1) {
    changed = true;
  }
  return changed;
}

/** Reads ahead of where it writes: a view is rewritten in place. */
function unescapePass(view: View, fully: boolean): boolean {
  const { codes, starts, ends, length } = view;
  let changed = false;
  view.length = 0;
  let index = 0;
  while (index < length) {
    const code = codes[index] as number;
    const start = starts[index] as number;
    let value = code;
    let next = index + 1;
    if (code === percent || code === ampersand || code === backslash) {
      const undo = code === percent ? urlEscape : code === ampersand ? htmlEscape : codeEscape;
      const found = undo(codes, index, length, fully);
      if (found) {
        changed = true;
        value = found.value;
        next = found.next;
      }
    } else if (fully && (code === 0 || (isQuote(code) && codes[index + 1] === code && next < length))) {
      changed = true;
      value = nothing;
    }
    const end = ends[next - 1] as number;
    if (value > 0xffff) {
      view.add(0xd800 + ((value - 0x10000) >> 10), start, end);
      view.add(0xdc00 + ((value - 0x10000) & 0x3ff), start, end);
    } else if (value !== nothing) {
      view.add(value, start, end);
    }
    index = next;
  }
  return changed;
}

const nothing = -1;

interface Escape {
  /** A code point, or `nothing`. */
  readonly value: number;
  /** The index after it. */
  readonly next: number;
}

function isQuote(code: number): boolean {
  return code === 34 || code === 39;
}

/** `%41`, `%C3%BC`, and `%u00FC` of the old `escape()`. What is not UTF-8 is Latin-1. */
function urlEscape(codes: Cells, index: number, length: number): Escape | undefined {
  if (codes[index + 1] === 117) {
    const value = hexNumber(codes, index + 2, 4, length);
    return value < 0 ? undefined : { value, next: index + 6 };
  }
  const first = hexNumber(codes, index + 1, 2, length);
  if (first < 0) {
    return undefined;
  }
  const count = sequenceLength(first);
  let value = count === 0 ? first : first & (0xff >> (count + 1));
  for (let part = 1; part < count; part += 1) {
    const at = index + part * 3;
    const byte = codes[at] === percent ? hexNumber(codes, at + 1, 2, length) : -1;
    if (byte >> 6 !== 2) {
      return { value: first, next: index + 3 };
    }
    value = (value << 6) | (byte & 0x3f);
  }
  return { value: value > 0x10ffff ? first : value, next: index + 3 * Math.max(count, 1) };
}

/** `&amp;`, `&#38;`, `&#x26;`. */
function htmlEscape(codes: Cells, index: number, length: number): Escape | undefined {
  let at = index + 1;
  if (codes[at] !== 35) {
    let name = '';
    while (at < length && name.length <= longestEntity && codes[at] !== semicolon) {
      name += String.fromCharCode(codes[at] as number);
      at += 1;
    }
    const value = at < length && codes[at] === semicolon ? entities.get(name) : undefined;
    return value === undefined ? undefined : { value, next: at + 1 };
  }
  const isHex = ((codes[at + 1] ?? 0) | 32) === 120;
  const base = isHex ? 16 : 10;
  at += isHex ? 2 : 1;
  const first = at;
  let value = 0;
  for (; at < length && value <= 0x10ffff; at += 1) {
    const digit = hexDigit(codes[at] as number);
    if (digit < 0 || digit >= base) {
      break;
    }
    value = value * base + digit;
  }
  if (at === first || value > 0x10ffff) {
    return undefined;
  }
  return { value, next: at < length && codes[at] === semicolon ? at + 1 : at };
}

/** `\"`, `\n`, `\u0041`, `\u{41}`, `\x41`; fully also with more than one backslash, as JSON in JSON has. */
function codeEscape(codes: Cells, index: number, length: number, fully: boolean): Escape | undefined {
  let at = index + 1;
  while (fully && at < length && codes[at] === backslash) {
    at += 1;
  }
  if (at >= length) {
    return fully ? { value: nothing, next: at } : undefined;
  }
  const code = codes[at] as number;
  if (code === 117 && codes[at + 1] === 123) {
    let value = 0;
    let end = at + 2;
    for (; end < length && hexDigit(codes[end] as number) >= 0 && value <= 0x10ffff; end += 1) {
      value = value * 16 + hexDigit(codes[end] as number);
    }
    if (end > at + 2 && codes[end] === 125 && end < length && value <= 0x10ffff) {
      return { value, next: end + 1 };
    }
  }
  const digits = code === 117 ? 4 : code === 120 ? 2 : 0;
  const value = digits > 0 ? hexNumber(codes, at + 1, digits, length) : -1;
  if (value >= 0) {
    return { value, next: at + 1 + digits };
  }
  if (code === 10) {
    // The line goes on.
    return { value: nothing, next: at + 1 };
  }
  const control = controls.get(code);
  if (control !== undefined) {
    return { value: control, next: at + 1 };
  }
  // The character itself, which may begin an escape of another kind.
  return fully ? { value: nothing, next: at } : { value: code, next: at + 1 };
}

function hexNumber(codes: Cells, index: number, digits: number, length: number): number {
  if (index + digits > length) {
    return -1;
  }
  let value = 0;
  for (let at = index; at < index + digits; at += 1) {
    const digit = hexDigit(codes[at] as number);
    if (digit < 0) {
      return -1;
    }
    value = value * 16 + digit;
  }
  return value;
}
