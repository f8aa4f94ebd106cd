import type { ScalarNode } from '../document';
import type { Problems } from '../problems';

/** A string as it was read; `closed` tells whether its closing quotes were found. */
export interface TomlString extends ScalarNode {
  readonly type: 'string';
  readonly value: string;
  readonly closed: boolean;
}

/** Receives the places where a text uses what only TOML 1.1 knows. */
export type NewerSyntax = (what: string, start: number, end: number) => void;

const escapes: Readonly<Record<string, string>> = {
  b: '\b',
  t: '\t',
  n: '\n',
  f: '\f',
  r: '\r',
  e: '\u001b',
  '"': '"',
  '\\': '\\',
};
const escapeLengths: Readonly<Record<string, number>> = { x: 2, u: 4, U: 8 };

/** Reads the string that begins at `start`, which is a quote. A string without end ends with its line. */
export function readString(
  text: string,
  start: number,
  multiline: boolean,
  problems: Problems,
  newer: NewerSyntax,
): TomlString {
  const quote = text.charAt(start);
  const literal = quote === "'";
  const triple = multiline && text.startsWith(quote.repeat(3), start);
  const close = triple ? findTripleQuote(text, start, quote) : findQuote(text, start, quote);
  const width = triple ? 3 : 1;
  let contentStart = start + width;
  if (close === undefined) {
    const end = endOfLine(text, start);
    problems.report('This string is not closed.', start, end);
    contentStart = Math.min(contentStart, end);
    return string(start, end, contentStart, end, text.slice(contentStart, end), false);
  }
  if (triple) {
    contentStart += lineEnding(text, contentStart);
  }
  const value = literal
    ? withLineFeeds(text.slice(contentStart, close))
    : unescaped(text, contentStart, close, triple, problems, newer);
  return string(start, close + width, contentStart, close, value, true);
}

function string(
  start: number,
  end: number,
  contentStart: number,
  contentEnd: number,
  value: string,
  closed: boolean,
): TomlString {
  return {
    type: 'string',
    range: { start, end },
    contentRange: { start: contentStart, end: contentEnd },
    value,
    closed,
  };
}

function withLineFeeds(text: string): string {
  return text.replaceAll('\r\n', '\n');
}

function findQuote(text: string, start: number, quote: string): number | undefined {
  for (let i = start + 1; i < text.length && lineEnding(text, i) === 0; i++) {
    if (text[i] === quote) {
      return i;
    }
    if (text[i] === '\\' && quote === '"' && lineEnding(text, i + 1) === 0) {
      i++;
    }
  }
  return undefined;
}

function findTripleQuote(text: string, start: number, quote: string): number | undefined {
  const closing = quote.repeat(3);
  for (let i = start + 3; i < text.length; i++) {
    if (text[i] === '\\' && quote === '"') {
      i++;
    } else if (text.startsWith(closing, i)) {
      // Up to two quotes may stand right before the closing ones; they belong to the content.
      const more = text[i + 3] !== quote ? 0 : text[i + 4] !== quote ? 1 : 2;
      return i + more;
    }
  }
  return undefined;
}

function unescaped(
  text: string,
  start: number,
  end: number,
  multiline: boolean,
  problems: Problems,
  newer: NewerSyntax,
): string {
  let result = '';
  let plain = start;
  for (let i = start; i < end; i++) {
    if (text[i] !== '\\') {
      continue;
    }
    result += withLineFeeds(text.slice(plain, i));
    const letter = text.charAt(i + 1);
    const length = escapeLengths[letter];
    if (letter === 'e' || letter === 'x') {
      newer(`The escape “\\${letter}”`, i, i + 2);
    }
    if (letter !== '' && Object.hasOwn(escapes, letter)) {
      result += escapes[letter] ?? '';
      i += 1;
    } else if (length !== undefined) {
      const digits = text.slice(i + 2, Math.min(i + 2 + length, end));
      const code = new RegExp(`^[\\da-fA-F]{${length}}$`).test(digits) ? Number.parseInt(digits, 16) : undefined;
      if (code === undefined || code > 0x10ffff || (code >= 0xd800 && code <= 0xdfff)) {
        problems.report(`“\\${letter}” needs ${length} hexadecimal digits of a Unicode character.`, i, i + 2);
        i += 1;
      } else {
        result += String.fromCodePoint(code);
        i += 1 + length;
      }
    } else {
      const next = multiline ? continuation(text, i + 1, end) : undefined;
      if (next === undefined) {
        problems.report('A backslash begins no escape that TOML knows. Write “\\\\” for a backslash.', i, i + 2);
        i += 1;
      } else {
        i = next - 1;
      }
    }
    plain = i + 1;
  }
  return result + withLineFeeds(text.slice(plain, end));
}

/** Where the text goes on behind a backslash that ends its line, or `undefined` when it does not end its line. */
function continuation(text: string, start: number, end: number): number | undefined {
  let i = start;
  let lines = 0;
  while (i < end) {
    const ending = lineEnding(text, i);
    if (ending > 0) {
      lines++;
      i += ending;
    } else if (text[i] === ' ' || text[i] === '\t') {
      i++;
    } else {
      break;
    }
  }
  return lines > 0 ? i : undefined;
}

/** The length of the line ending at an offset: 0, 1 or 2. */
export function lineEnding(text: string, offset: number): 0 | 1 | 2 {
  const code = text.charCodeAt(offset);
  return code === 10 ? 1 : code === 13 && text.charCodeAt(offset + 1) === 10 ? 2 : 0;
}

/** The end of the line that an offset is in, before its line ending. */
export function endOfLine(text: string, offset: number): number {
  const newline = text.indexOf('\n', offset);
  const end = newline < 0 ? text.length : newline;
  return end > offset && newline >= 0 && text[end - 1] === '\r' ? end - 1 : end;
}
