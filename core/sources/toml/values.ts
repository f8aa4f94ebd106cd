import type { ListItem } from '../list';
import { maximumDepth, Problems } from '../problems';
import { bareValue } from './scalars';
import { endOfLine, lineEnding, readString } from './strings';
import type { TomlArray, TomlKey, TomlNode, TomlPair, TomlTable } from './syntax';
import { newTable } from './syntax';
import { declare } from './tables';

const bareKey = /[A-Za-z0-9_-]+/y;
const bareWord = /[^\s,[\]{}#=]+/y;
const dateWord = /^\d{4}-\d\d-\d\d$/;
const timeWord = / \d\d:[^\s,\]}#]+/y;
const keyPattern = String.raw`(?:[A-Za-z0-9_-]+|"[^"\n]*"|'[^'\n]*')`;
const dottedPattern = String.raw`[ \t]*${keyPattern}[ \t]*(?:\.[ \t]*${keyPattern}[ \t]*){0,100}`;
/** A header, or the beginning of one: between the brackets of an array, only `true` and the like begin so. */
const headerLine = /[ \t]*\[\[?[ \t]*(?!(?:true|false|inf|nan)\b)[A-Za-z_][\w-]*[ \t]*(?:[.\]]|(?=\r?\n|$))/y;
const bracketLine = /[ \t]*\[/y;
const keyValueLine = new RegExp(`${dottedPattern}=`, 'y');
/** What is left of an item of a list when its opening brace is lost. */
const closingItemLine = /[^{\n]*\}[ \t]*,?[ \t]*(?:#.*)?(?=\r?\n|$)/y;
const openingBraceLine = /(?:[ \t]*(?:#.*)?\r?\n){1,20}[ \t]*\{/y;

/** Reads keys and values from a position on, and moves the position behind them. */
export class TomlValues {
  position: number;
  readonly problems = new Problems();
  readonly newer = new Problems();
  /** Set when a bracket was left open and the text goes on with a line of its own, at which the position is then. */
  stopped = false;
  /** Whether the last step to the next item led over a line break. */
  private crossedLine = false;

  constructor(readonly text: string) {
    this.position = text.charCodeAt(0) === 0xfeff ? 1 : 0;
  }

  /** The `= value` behind a key. */
  assignedValue(key: readonly TomlKey[], depth: number): TomlNode {
    const keyEnd = lastEnd(key);
    this.skipSpaces();
    if (this.text[this.position] !== '=') {
      this.problems.report('“=” and a value are missing behind this key.', key[0]?.range.start ?? keyEnd, keyEnd);
      return this.atLineEnd() && depth === 0 ? this.unopenedArray(keyEnd) : missing(keyEnd);
    }
    const equals = this.position++;
    this.skipSpaces();
    if (this.atLineEnd() || '#,]}'.includes(this.text.charAt(this.position))) {
      this.problems.report('A value is missing behind “=”.', equals, equals + 1);
      return depth === 0 ? this.unopenedArray(equals + 1) : missing(equals + 1);
    }
    return this.value(depth);
  }

  /** The items of an array whose bracket is lost: they begin on the next line. */
  private unopenedArray(at: number): TomlNode {
    openingBraceLine.lastIndex = this.position;
    return openingBraceLine.test(this.text) ? this.array(1, at) : missing(at);
  }

  /** A dotted key, or `undefined` (reported) where none can be read. */
  key(): TomlKey[] | undefined {
    const parts: TomlKey[] = [];
    for (;;) {
      this.skipSpaces();
      const start = this.position;
      const first = this.text[start];
      if (first === '"' || first === "'") {
        const string = readString(this.text, start, false, this.problems, this.noteNewer);
        parts.push({ value: string.value, range: string.range, contentRange: string.contentRange });
        this.position = string.range.end;
      } else {
        bareKey.lastIndex = start;
        if (!bareKey.test(this.text)) {
          this.problems.report(
            'A key is expected here.',
            start,
            this.problems.full ? start : endOfLine(this.text, start),
          );
          return undefined;
        }
        this.position = bareKey.lastIndex;
        const range = { start, end: this.position };
        parts.push({ value: this.text.slice(start, this.position), range, contentRange: range });
      }
      if (parts.length > maximumDepth) {
        this.problems.report('This key has too many parts.', parts[0]?.range.start ?? start, this.position);
        return undefined;
      }
      const end = this.position;
      this.skipSpaces();
      if (this.text[this.position] !== '.') {
        this.position = end;
        return parts;
      }
      this.position++;
    }
  }

  private value(depth: number): TomlNode {
    const start = this.position;
    const first = this.text.charAt(start);
    if (first === '"' || first === "'") {
      const string = readString(this.text, start, true, this.problems, this.noteNewer);
      this.position = string.range.end;
      return string;
    }
    if ((first === '[' || first === '{') && depth >= maximumDepth) {
      this.problems.report('Values are nested too deeply here.', start, start + 1);
      this.position = endOfLine(this.text, start);
      return missing(start);
    }
    if (first === '[') {
      this.position++;
      return this.array(depth + 1, start);
    }
    if (first === '{') {
      this.position++;
      return this.inlineTable(depth + 1, start);
    }
    return this.bare();
  }

  private bare(): TomlNode {
    const start = this.position;
    bareWord.lastIndex = start;
    if (!bareWord.test(this.text)) {
      this.problems.report('A value is expected here.', start, start + 1);
      // A space that TOML does not know, a non-breaking one say, is skipped: it belongs to nothing.
      this.position = start + (/\s/.test(this.text.charAt(start)) ? 1 : 0);
      return missing(start);
    }
    this.position = bareWord.lastIndex;
    if (dateWord.test(this.text.slice(start, this.position))) {
      timeWord.lastIndex = this.position;
      if (timeWord.test(this.text)) {
        this.position = timeWord.lastIndex;
      }
    }
    const range = { start, end: this.position };
    const result = bareValue(this.text.slice(start, this.position));
    if ('wrong' in result) {
      this.problems.report(result.wrong, start, this.position);
      return { type: 'invalid', range, contentRange: range, value: undefined };
    }
    if (result.newer !== undefined) {
      this.noteNewer(result.newer, start, this.position);
    }
    return { type: result.type, range, contentRange: range, value: result.value };
  }

  /** The items behind `[`. */
  private array(depth: number, start: number): TomlArray {
    const items: TomlNode[] = [];
    const listed: Listed[] = [];
    const comments: { start: number; end: number }[] = [];
    let closed = false;
    while (this.skipToNext(comments, 'array') && !closed) {
      const here = this.position;
      const character = this.text[here];
      const last = listed.at(-1);
      if (character === ']') {
        this.position++;
        closed = true;
        break;
      }
      if (character === ',') {
        this.position++;
        if (last && last.comma === undefined) {
          last.comma = here;
        } else {
          this.problems.report('A value is missing before this comma.', here, here + 1);
        }
        continue;
      }
      if (character === '}' || character === '=') {
        if (character === '}' && depth > 1) {
          break;
        }
        this.problems.report(`“${character}” is unexpected in an array.`, here, here + 1);
        this.position++;
        continue;
      }
      if (last && last.comma === undefined) {
        this.problems.report('A comma is missing behind this value.', last.range.end - 1, last.range.end);
      }
      const value = this.lostBrace() ? this.unopenedTable(depth) : this.value(depth);
      items.push(value);
      listed.push({ range: value.range, comma: undefined });
      if (this.stopped) {
        break;
      }
    }
    const end = closed ? this.position : endOfList(start, listed);
    if (!closed) {
      this.problems.report('This array is not closed: “]” is missing.', end - 1, end);
    }
    const range = { start, end };
    return { type: 'array', range, items, list: { range, closed, items: listed, comments } };
  }

  /** Whether an item of an array goes on here without the brace that opens it. */
  private lostBrace(): boolean {
    keyValueLine.lastIndex = this.position;
    return keyValueLine.test(this.text);
  }

  private unopenedTable(depth: number): TomlTable {
    const start = this.position;
    this.problems.report('“{” is missing before this key.', start, endOfLine(this.text, start));
    return this.inlineTable(depth + 1, start);
  }

  /** The pairs behind `{`. */
  private inlineTable(depth: number, start: number): TomlTable {
    const pairs: TomlPair[] = [];
    const listed: Listed[] = [];
    const comments: { start: number; end: number }[] = [];
    const range = { start, end: start };
    const list = { range, closed: false, items: listed, comments };
    const table = newTable('inline', range, { list, pairs });
    let newer = false;
    while (this.skipToNext(comments, listed.at(-1)?.comma === undefined && listed.length > 0 ? 'table' : 'key')) {
      const here = this.position;
      const character = this.text.charAt(here);
      const last = listed.at(-1);
      newer ||= this.crossedLine;
      if (character === '}') {
        this.position++;
        list.closed = true;
        newer ||= last?.comma !== undefined;
        break;
      }
      if (character === ',') {
        this.position++;
        if (last && last.comma === undefined) {
          last.comma = here;
        } else {
          this.problems.report('A key is missing before this comma.', here, here + 1);
        }
        continue;
      }
      if (character === ']' || character === '{' || character === '[') {
        break;
      }
      if (last && last.comma === undefined) {
        this.problems.report('A comma is missing behind this value.', last.range.end - 1, last.range.end);
      }
      const key = this.key();
      if (!key) {
        this.skipBrokenPair();
        continue;
      }
      const value = this.assignedValue(key, depth);
      const pair: TomlPair = {
        type: 'pair',
        key,
        value,
        range: { start: here, end: Math.max(value.range.end, lastEnd(key)) },
      };
      pairs.push(pair);
      listed.push({ range: pair.range, comma: undefined });
      declare(table, table, pair, this.problems);
      if (this.stopped) {
        break;
      }
    }
    range.end = list.closed ? this.position : endOfList(start, listed);
    if (!list.closed) {
      this.problems.report('This inline table is not closed: “}” is missing.', range.end - 1, range.end);
    }
    if (newer) {
      this.noteNewer('Line breaks and trailing commas in an inline table', start, start + 1);
    }
    return table;
  }

  private skipBrokenPair(): void {
    while (!this.atLineEnd() && !',}'.includes(this.text.charAt(this.position))) {
      this.position++;
    }
  }

  /**
   * Skips spaces, line breaks and comments between brackets. False at the end of the text, and where a line begins that
   * can only stand outside: then the brackets were left open.
   */
  private skipToNext(comments: { start: number; end: number }[], inside: 'array' | 'table' | 'key'): boolean {
    this.crossedLine = false;
    for (;;) {
      this.skipSpaces();
      const start = this.position;
      const ending = lineEnding(this.text, start);
      if (ending > 0) {
        this.position += ending;
        this.crossedLine = true;
        if (this.outsideLine(inside)) {
          this.stopped = true;
          return false;
        }
      } else if (this.text[start] === '#') {
        this.position = endOfLine(this.text, start);
        comments.push({ start, end: this.position });
      } else if (this.text[start] === '\r') {
        this.position++;
      } else {
        return start < this.text.length;
      }
    }
  }

  private outsideLine(inside: 'array' | 'table' | 'key'): boolean {
    const header = inside === 'array' ? headerLine : bracketLine;
    header.lastIndex = this.position;
    if (header.test(this.text)) {
      return true;
    }
    if (inside === 'key') {
      return false;
    }
    keyValueLine.lastIndex = this.position;
    if (!keyValueLine.test(this.text)) {
      return false;
    }
    closingItemLine.lastIndex = this.position;
    return inside === 'table' || !closingItemLine.test(this.text);
  }

  skipSpaces(): void {
    while (this.text[this.position] === ' ' || this.text[this.position] === '\t') {
      this.position++;
    }
  }

  atLineEnd(): boolean {
    return this.position >= this.text.length || lineEnding(this.text, this.position) > 0;
  }

  private readonly noteNewer = (what: string, start: number, end: number): void => {
    this.newer.report(`${what} need TOML 1.1, which Wrangler reads only in versions newer than 4.125.`, start, end);
  };
}

type Listed = { -readonly [K in keyof ListItem]: ListItem[K] };

/** Where a dotted key ends. */
export function lastEnd(key: readonly TomlKey[]): number {
  return key.at(-1)?.range.end ?? 0;
}

/** Where a list without closing bracket ends: behind its last item or comma. */
function endOfList(start: number, items: readonly ListItem[]): number {
  const last = items.at(-1);
  return last ? (last.comma === undefined ? last.range.end : last.comma + 1) : start + 1;
}

function missing(at: number): TomlNode {
  const range = { start: at, end: at };
  return { type: 'invalid', range, contentRange: range, value: undefined };
}
