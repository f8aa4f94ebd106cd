import type { TextRange } from '../../text';
import type { ScalarNode } from '../document';
import type { ListItem, SeparatedList } from '../list';
import { maximumDepth, Problems } from '../problems';
import type { JsoncArray, JsoncDocument, JsoncNode, JsoncObject, JsoncProperty } from './syntax';
import { type JsoncToken, JsoncTokens } from './tokens';

/**
 * Reads JSON with comments and trailing commas. Broken text is reported; there, indentation tells which brackets belong
 * together, so that one that is missing does not swallow what follows.
 */
export function readJsonc(text: string): JsoncDocument {
  const document = new JsoncReader(text, false).read();
  return document.problems.length === 0 ? document : new JsoncReader(text, true).read();
}

/** A bracket that is open while its content is read. */
interface Open {
  readonly type: '{' | '[';
  /** Where the line that it stands on begins, and how far that is indented. */
  readonly line: number;
  readonly indent: number;
  /** The indentation of its keys, from the first that begins a line. */
  keyIndent: number | undefined;
  readonly comments: TextRange[];
}

/** What a closing bracket or key says about the brackets that are open: it belongs here, further out, or nowhere. */
type Belongs = 'here' | 'outside' | 'nowhere';

class JsoncReader {
  private readonly tokens: JsoncTokens;
  private token: JsoncToken;
  private readonly problems = new Problems();
  private readonly open: Open[] = [];
  /** The line that was looked at last: from its start to its line ending. */
  private line: TextRange = { start: 0, end: -1 };

  constructor(
    private readonly text: string,
    private readonly recovering: boolean,
  ) {
    this.tokens = new JsoncTokens(text);
    this.token = this.scan(0);
  }

  read(): JsoncDocument {
    const root = this.root();
    return { format: 'jsonc', text: this.text, root, problems: this.problems.inOrder(this.text.length) };
  }

  private root(): JsoncObject {
    // A key may come first when the opening brace is lost.
    while (!['{', '"', ''].includes(this.token.type)) {
      this.problems.report('A manifest begins with “{”.', this.token.start, this.token.end);
      this.advance();
    }
    if (this.token.type !== '{') {
      this.problems.report('A manifest begins with “{”.', this.token.start, this.token.end);
    }
    const root = this.object();
    if (this.token.type !== '') {
      this.problems.report('Nothing may follow the manifest’s closing “}”.', this.token.start, this.token.end);
    }
    return root;
  }

  /** Reads on to the next token that is no comment. */
  private advance(): void {
    this.token = this.scan(this.token.end);
  }

  private scan(offset: number): JsoncToken {
    let token = this.tokens.at(offset);
    while (token.type === '/') {
      this.open.at(-1)?.comments.push({ start: token.start, end: token.end });
      if (!token.closed) {
        this.problems.report('This comment is not closed: “*/” is missing.', token.start, token.end);
        if (!this.recovering) {
          return { type: '', start: this.text.length, end: this.text.length, closed: true };
        }
      }
      token = this.tokens.at(token.end);
    }
    return token;
  }

  /** The object whose `{` is the current token; a key stands there when the brace is lost. */
  private object(indent = this.indentAt(this.token.start)): JsoncObject {
    const start = this.token.start;
    const open = this.enter('{', indent);
    const properties: JsoncProperty[] = [];
    const items: Listed[] = [];
    let closed = false;
    while (this.token.type !== '') {
      const { type } = this.token;
      const last = items.at(-1);
      if (type === '}' || type === ']') {
        const belongs = this.whereCloses(type, open);
        if (belongs === 'nowhere') {
          if (type === ']' && this.lostBracket(properties.at(-1))) {
            this.continueAsList(properties.at(-1), last);
          } else {
            this.skipStray();
          }
          continue;
        }
        closed = belongs === 'here';
        break;
      }
      if (type === ',') {
        this.comma(last, 'A property is missing before this comma.');
      } else if (type === '"' || this.unquotedKey()) {
        if (this.keyBelongsOutside(open)) {
          break;
        }
        this.missingComma(last);
        const property = this.property(open);
        if (property) {
          properties.push(property);
          items.push({ range: property.range, comma: undefined });
        }
      } else if (type === '{' && this.recovering && this.open.at(-2)?.type === '[') {
        break;
      } else if (type === '{' && this.lostBracket(properties.at(-1))) {
        this.continueAsList(properties.at(-1), last);
      } else {
        this.problems.report('A key in double quotes is expected here.', this.token.start, this.token.end);
        this.skipValue();
      }
    }
    const list = this.leave(start, closed, items, '}');
    return { type: 'object', range: list.range, properties, list };
  }

  /** The array whose `[` is the current token. */
  private array(): JsoncArray {
    const start = this.token.start;
    this.enter('[', this.indentAt(start));
    return this.items(start, [], []);
  }

  /** The items of an array up to its end, behind those that were read already. */
  private items(start: number, values: JsoncNode[], items: Listed[]): JsoncArray {
    const open = this.open.at(-1);
    let closed = false;
    while (this.token.type !== '' && open) {
      const { type } = this.token;
      const last = items.at(-1);
      if (type === '}' || type === ']') {
        const belongs = this.whereCloses(type, open);
        if (belongs === 'nowhere') {
          this.skipStray();
          continue;
        }
        closed = belongs === 'here';
        break;
      }
      if (type === ',') {
        this.comma(last, 'A value is missing before this comma.');
        continue;
      }
      const isKey = this.recovering && this.atKey();
      if (isKey && this.keyBelongsOutside(open)) {
        break;
      }
      this.missingComma(last);
      if (isKey) {
        this.problems.report('“{” is missing before this key.', this.token.start, this.token.end);
      }
      const value = isKey ? this.object() : this.value();
      values.push(value);
      items.push({ range: value.range, comma: undefined });
    }
    const list = this.leave(start, closed, items, ']');
    return { type: 'array', range: list.range, items: values, list };
  }

  private enter(type: '{' | '[', indent: number): Open {
    const open: Open = { type, line: this.lineStart(this.token.start), indent, keyIndent: undefined, comments: [] };
    this.open.push(open);
    if (this.token.type === type) {
      this.advance();
    }
    return open;
  }

  private leave(start: number, closed: boolean, items: Listed[], closing: string): SeparatedList {
    const comments = this.open.pop()?.comments ?? [];
    const last = items.at(-1);
    const lastEnd = last ? (last.comma === undefined ? last.range.end : last.comma + 1) : start + 1;
    const end = closed ? this.token.end : lastEnd;
    if (closed) {
      this.advance();
    } else {
      this.problems.report(`“${closing}” is missing here.`, end - 1, end);
    }
    return { range: { start, end }, closed, items, comments };
  }

  private property(open: Open): JsoncProperty | undefined {
    const key = this.token;
    if (this.beginsLine(key.start)) {
      open.keyIndent ??= this.indentAt(key.start);
    }
    const repaired = this.unquotedKey();
    const { value: name, contentRange } = repaired ? this.skipUnquotedKey(repaired) : this.scalar();
    const value = this.token.type === ':' ? this.assignedValue(key) : this.valueWithoutColon(key);
    const isWhole = repaired !== undefined || (key.type === '"' && key.closed);
    return isWhole ? { key: String(name), keyRange: contentRange, value, range: spanning(key, value) } : undefined;
  }

  /** The key at the current token, if it lost a quote or both: it can be told by the colon. */
  private unquotedKey(): TextRange | undefined {
    const { type, start, closed } = this.token;
    if (!this.recovering || !(type === 'a' || (type === '"' && !closed))) {
      return undefined;
    }
    keyWithoutQuote.lastIndex = start;
    const name = keyWithoutQuote.exec(this.text)?.[1];
    const nameStart = type === '"' ? start + 1 : start;
    return name === undefined ? undefined : { start: nameStart, end: nameStart + name.length };
  }

  private skipUnquotedKey(contentRange: TextRange): { value: string; contentRange: TextRange } {
    this.problems.report('This key needs double quotes.', contentRange.start, contentRange.end);
    this.token = this.scan(this.text.indexOf(':', contentRange.end));
    return { value: this.text.slice(contentRange.start, contentRange.end), contentRange };
  }

  /** The value behind the colon, which is the current token. */
  private assignedValue(key: JsoncToken): JsoncNode {
    const colon = this.token;
    this.advance();
    if (this.lostBrace(key)) {
      this.problems.report('“{” is missing here.', colon.start, colon.end);
      return this.object(this.indentAt(key.start));
    }
    if (this.nextLineGoesOn(key) || ',}]:'.includes(this.token.type)) {
      this.problems.report('A value is missing behind “:”.', colon.start, colon.end);
      return missing(colon.end);
    }
    return this.value();
  }

  /** Whether a key's object begins on the next line without its brace. */
  private lostBrace(key: JsoncToken): boolean {
    return (
      this.recovering &&
      this.open.length < maximumDepth &&
      this.beginsLine(this.token.start) &&
      this.atKey() &&
      this.indentAt(this.token.start) > this.indentAt(key.start)
    );
  }

  /** Whether the next line has something of its own rather than the value of a key. */
  private nextLineGoesOn(key: JsoncToken): boolean {
    if (!this.recovering || !this.beginsLine(this.token.start)) {
      return false;
    }
    const isItem = !this.beginsLine(key.start) && this.indentAt(this.token.start) <= this.indentAt(key.start);
    return isItem || this.atKey();
  }

  private valueWithoutColon(key: JsoncToken): JsoncNode {
    this.problems.report('“:” and a value are missing behind this key.', key.start, key.end);
    if (this.lostBrace(key)) {
      return this.object(this.indentAt(key.start));
    }
    const { type, start } = this.token;
    const goesOn = this.beginsLine(start)
      ? (type === '{' || type === '[') && !this.nextLineGoesOn(key)
      : !',}]'.includes(type);
    return goesOn ? this.value() : missing(key.end);
  }

  private value(): JsoncNode {
    const { type, start, end } = this.token;
    if (type === '{' || type === '[') {
      if (this.open.length >= maximumDepth) {
        this.problems.report('Values are nested too deeply here.', start, end);
        this.skipValue();
        return missing(start);
      }
      return type === '{' ? this.object() : this.array();
    }
    if (type === ':') {
      this.problems.report('A value is expected here.', start, end);
      this.advance();
      return missing(start);
    }
    return this.scalar();
  }

  private scalar(): ScalarNode {
    const { type, start, end, closed } = this.token;
    this.advance();
    const range = { start, end };
    if (type === '"') {
      const contentRange = { start: start + 1, end: closed ? end - 1 : end };
      return { type: 'string', range, contentRange, value: this.unescape(range, contentRange, closed) };
    }
    const word = this.text.slice(start, end);
    const value = bareValues.get(word) ?? numberOf(word);
    if (value !== undefined) {
      return {
        type: value === null ? 'null' : typeof value === 'boolean' ? 'boolean' : 'number',
        range,
        contentRange: range,
        value,
      };
    }
    const shown = word.length > 40 ? `${word.slice(0, 40)}…` : word;
    this.problems.report(`“${shown}” is not a value. Strings need double quotes.`, start, end);
    return { type: 'invalid', range, contentRange: range, value: undefined };
  }

  private unescape(range: TextRange, content: TextRange, closed: boolean): string {
    const raw = this.text.slice(content.start, content.end);
    if (!closed) {
      this.problems.report('This string is not closed.', range.start, range.end);
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
      this.problems.report(
        'JSON has no such escape or character in a string.',
        start,
        start + (wrong?.[0].length ?? 1),
      );
      return raw;
    }
  }

  private comma(last: Listed | undefined, message: string): void {
    if (last && last.comma === undefined) {
      last.comma = this.token.start;
    } else {
      this.problems.report(message, this.token.start, this.token.end);
    }
    this.advance();
  }

  private missingComma(last: Listed | undefined): void {
    if (last && last.comma === undefined) {
      this.problems.report('A comma is missing behind this.', last.range.end - 1, last.range.end);
    }
  }

  /** Whether a property's value, an object on lines of its own, may be the first item of a list that lost its bracket. */
  private lostBracket(property: JsoncProperty | undefined): boolean {
    return this.recovering && property?.value.type === 'object' && this.beginsLine(property.value.range.start);
  }

  /** After `"list":` lost its bracket, its items follow one by one; puts them together again. */
  private continueAsList(property: JsoncProperty | undefined, listed: Listed | undefined): void {
    if (!property || !listed) {
      return;
    }
    const first = property.value;
    const behindKey = property.keyRange.end + 1;
    const colon = /^\s*:/.exec(this.text.slice(behindKey, first.range.start))?.[0].length ?? 0;
    this.problems.report('“[” is missing here.', behindKey + Math.max(0, colon - 1), behindKey + colon);
    const { start } = property.range;
    this.open.push({
      type: '[',
      line: this.lineStart(start),
      indent: this.indentAt(start),
      keyIndent: undefined,
      comments: [],
    });
    property.value = this.items(first.range.start, [first], [{ range: first.range, comma: listed.comma }]);
    property.range = { start: property.range.start, end: property.value.range.end };
    listed.range = property.range;
    listed.comma = undefined;
  }

  /** Which of the open brackets a closing one belongs to. */
  private whereCloses(closing: '}' | ']', open: Open): Belongs {
    const type = closing === '}' ? '{' : '[';
    const outer = this.open.slice(0, -1);
    if (this.recovering && this.beginsLine(this.token.start)) {
      const indent = this.indentAt(this.token.start);
      if (open.type === type && open.indent === indent) {
        return 'here';
      }
      if (outer.some((each) => each.type === type && each.indent === indent)) {
        return 'outside';
      }
      if (open.type === type && indent > open.indent) {
        return 'nowhere';
      }
    }
    if (open.type === type) {
      return this.recovering && this.keysGoOn(open) ? 'nowhere' : 'here';
    }
    const line = this.lineStart(this.token.start);
    return outer.some(
      (each) => each.type === type && (!this.recovering || each.line === line || this.beginsLine(this.token.start)),
    )
      ? 'outside'
      : 'nowhere';
  }

  /** Whether behind a closing bracket within a line the next one has another key of the same object. */
  private keysGoOn(open: Open): boolean {
    if (open.keyIndent === undefined || this.beginsLine(this.token.start)) {
      return false;
    }
    const behind = this.tokens.at(this.token.end);
    const next = behind.type === ',' ? this.tokens.at(behind.end) : behind;
    return next.type === '"' && this.beginsLine(next.start) && this.indentAt(next.start) === open.keyIndent;
  }

  /** Whether a key that begins a line is indented like those of an object further out. */
  private keyBelongsOutside(open: Open): boolean {
    if (!this.recovering || !this.beginsLine(this.token.start)) {
      return false;
    }
    const indent = this.indentAt(this.token.start);
    const isLess = open.keyIndent === undefined ? indent <= open.indent : indent < open.keyIndent;
    return isLess && this.open.slice(0, -1).some((outer) => outer.keyIndent === indent);
  }

  private atKey(): boolean {
    return this.token.type === '"' && this.tokens.at(this.token.end).type === ':';
  }

  private skipStray(): void {
    const { start, end } = this.token;
    this.problems.report(`“${this.text.slice(start, end)}” closes nothing here.`, start, end);
    this.advance();
  }

  /** Skips a token, or all between a pair of brackets. */
  private skipValue(): void {
    let depth = 0;
    do {
      depth += '{['.includes(this.token.type) ? 1 : '}]'.includes(this.token.type) ? -1 : 0;
      this.advance();
    } while (depth > 0 && this.token.type !== '');
  }

  private beginsLine(offset: number): boolean {
    return this.lineStart(offset) + this.indentAt(offset) === offset;
  }

  /** How far the line of an offset is indented, in characters. */
  private indentAt(offset: number): number {
    const lineStart = this.lineStart(offset);
    let i = lineStart;
    while (this.text[i] === ' ' || this.text[i] === '\t') {
      i++;
    }
    return i - lineStart;
  }

  private lineStart(offset: number): number {
    if (offset < this.line.start || offset > this.line.end) {
      const start = offset > this.line.end ? this.lineAfter(offset) : this.text.lastIndexOf('\n', offset - 1) + 1;
      const end = this.text.indexOf('\n', Math.max(start, offset));
      this.line = { start, end: end < 0 ? this.text.length : end };
    }
    const { start } = this.line;
    return start === 0 && this.text.charCodeAt(0) === 0xfeff ? Math.min(1, offset) : start;
  }

  /** The start of the line of an offset behind the current line. */
  private lineAfter(offset: number): number {
    let { end } = this.line;
    for (;;) {
      const next = this.text.indexOf('\n', end + 1);
      if (next < 0 || next >= offset) {
        return end + 1;
      }
      end = next;
    }
  }
}

type Listed = { -readonly [K in keyof ListItem]: ListItem[K] };

const keyWithoutQuote = /"?([\w$-]{1,200})"?[ \t]*:/y;
const wrongInString = /\\(?!["\\/bfnrt]|u[\da-fA-F]{4})(?:u[\da-fA-F]{0,3}|.)|\p{Cc}/u;

const bareValues = new Map<string, boolean | null>([
  ['true', true],
  ['false', false],
  ['null', null],
]);

function numberOf(word: string): number | bigint | undefined {
  if (!/^-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?$/.test(word)) {
    return undefined;
  }
  const value = Number(word);
  return /^-?\d+$/.test(word) && !Number.isSafeInteger(value) ? BigInt(word) : value;
}

function missing(at: number): ScalarNode {
  const range = { start: at, end: at };
  return { type: 'invalid', range, contentRange: range, value: undefined };
}

function spanning(key: JsoncToken, value: JsoncNode): TextRange {
  return { start: key.start, end: Math.max(key.end, value.range.end) };
}
