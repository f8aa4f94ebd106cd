import type { TextRange } from '../../text';
import type { ScalarNode } from '../document';
import type { Problems } from '../problems';
import type { JsoncToken } from './tokens';

const booleans = new Map([
  ['true', true],
  ['false', false],
]);
const wrongInString = /\\(?!["\\/bfnrt]|u[\da-fA-F]{4})(?:u[\da-fA-F]{0,3}|.)|\p{Cc}/u;

/** The value that a token stands for: a string, number, boolean or `null`. */
export function scalarOf(text: string, token: JsoncToken, problems: Problems): ScalarNode {
  const { type, start, end, closed } = token;
  const range = { start, end };
  if (type === '"') {
    const contentRange = { start: start + 1, end: closed ? end - 1 : end };
    return { type: 'string', range, contentRange, value: stringContent(text, range, contentRange, closed, problems) };
  }
  const word = text.slice(start, end);
  const value = booleans.get(word) ?? numberOf(word);
  if (value !== undefined) {
    const kind = typeof value === 'boolean' ? 'boolean' : 'number';
    return { type: kind, range, contentRange: range, value };
  }
  if (word === 'null') {
    return { type: 'null', range, contentRange: range, value: null };
  }
  const shown = word.length > 40 ? `${word.slice(0, 40)}…` : word;
  problems.report(`“${shown}” is not a value. Strings need double quotes.`, start, end);
  return { type: 'invalid', range, contentRange: range, value: undefined };
}

/** What stands for a value that is not there. */
export function missing(at: number): ScalarNode {
  const range = { start: at, end: at };
  return { type: 'invalid', range, contentRange: range, value: undefined };
}

function stringContent(
  text: string,
  range: TextRange,
  content: TextRange,
  closed: boolean,
  problems: Problems,
): string {
  const raw = text.slice(content.start, content.end);
  if (!closed) {
    problems.report('This string is not closed.', range.start, range.end);
    return raw;
  }
  if (!/\\|\p{Cc}/u.test(raw)) {
    return raw;
  }
  try {
    return String(JSON.parse(`"${raw}"`));
  } catch {
    const wrong = wrongInString.exec(raw.replaceAll('\\\\', '  '));
    const start = content.start + (wrong?.index ?? 0);
    problems.report('JSON has no such escape or character in a string.', start, start + (wrong?.[0].length ?? 1));
    return raw;
  }
}

function numberOf(word: string): number | bigint | undefined {
  if (word.length > 1000 || !/^-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?$/.test(word)) {
    return undefined;
  }
  const value = Number(word);
  return /^-?\d+$/.test(word) && !Number.isSafeInteger(value) ? BigInt(word) : value;
}
