import type { TextRange } from '../../text';
import { maximumDepth } from '../problems';
import type { JsoncNode } from './syntax';
import type { JsoncToken, JsoncTokens } from './tokens';

/** A bracket that is open while its content is read. */
export interface OpenBracket {
  readonly type: '{' | '[';
  /** Where the line that it stands on begins, and how far that is indented. */
  readonly line: number;
  readonly indent: number;
  /** The indentation of its keys, from the first that begins a line. */
  keyIndent: number | undefined;
  readonly comments: TextRange[];
}

/** What a closing bracket says about the brackets that are open: it belongs here, further out, or nowhere. */
export type Belongs = 'here' | 'outside' | 'nowhere';

const keyWithoutQuote = /"?([\w$-]{1,200})"?[ \t]*:/y;

/**
 * Knows which brackets are open, and tells from the indentation of broken text what was meant. While it is not `isOn`,
 * indentation means nothing.
 */
export class Recovery {
  readonly open: OpenBracket[] = [];
  /** The line that was looked at last: from its start to its line ending. */
  private line: TextRange = { start: 0, end: -1 };

  constructor(
    private readonly text: string,
    private readonly tokens: JsoncTokens,
    readonly isOn: boolean,
  ) {}

  /** Notes that a bracket is open whose line is that of an offset. */
  enter(type: '{' | '[', at: number, indent: number): OpenBracket {
    const open: OpenBracket = { type, line: this.lineStart(at), indent, keyIndent: undefined, comments: [] };
    this.open.push(open);
    return open;
  }

  /** Which of the open brackets a closing one belongs to. */
  whereCloses(token: JsoncToken): Belongs {
    const type = token.type === '}' ? '{' : '[';
    const open = this.open.at(-1);
    const outer = this.open.slice(0, -1).filter((each) => each.type === type);
    const beginsLine = this.beginsLine(token.start);
    if (this.isOn && beginsLine) {
      const indent = this.indentAt(token.start);
      if (open?.type === type && open.indent === indent) {
        return 'here';
      }
      if (outer.some((each) => each.indent === indent)) {
        return 'outside';
      }
      if (open?.type === type && indent > open.indent) {
        return 'nowhere';
      }
    }
    if (open?.type === type) {
      return this.isOn && this.keysGoOn(token, open) ? 'nowhere' : 'here';
    }
    const line = this.lineStart(token.start);
    return outer.some((each) => !this.isOn || beginsLine || each.line === line) ? 'outside' : 'nowhere';
  }

  /** Whether behind a closing bracket within a line the next one has another key of the same object. */
  private keysGoOn(token: JsoncToken, open: OpenBracket): boolean {
    if (open.keyIndent === undefined || this.beginsLine(token.start)) {
      return false;
    }
    const behind = this.tokens.at(token.end);
    const next = behind.type === ',' ? this.tokens.at(behind.end) : behind;
    return next.type === '"' && this.beginsLine(next.start) && this.indentAt(next.start) === open.keyIndent;
  }

  /** Whether a key that begins a line is indented like those of an object further out. */
  keyBelongsOutside(token: JsoncToken): boolean {
    const open = this.open.at(-1);
    if (!this.isOn || !open || !this.beginsLine(token.start)) {
      return false;
    }
    const indent = this.indentAt(token.start);
    const isLess = open.keyIndent === undefined ? indent <= open.indent : indent < open.keyIndent;
    return isLess && this.open.slice(0, -1).some((outer) => outer.keyIndent === indent);
  }

  /** Whether a token is a key where none can be. */
  isKey(token: JsoncToken): boolean {
    return this.isOn && token.type === '"' && this.tokens.at(token.end).type === ':';
  }

  /** The key at a token that lost a quote or both: it can be told by the colon. */
  unquotedKey({ type, start, closed }: JsoncToken): TextRange | undefined {
    if (!this.isOn || !(type === 'a' || (type === '"' && !closed))) {
      return undefined;
    }
    keyWithoutQuote.lastIndex = start;
    const name = keyWithoutQuote.exec(this.text)?.[1];
    const nameStart = type === '"' ? start + 1 : start;
    return name === undefined ? undefined : { start: nameStart, end: nameStart + name.length };
  }

  /** Whether the object of a key begins on the next line, at a token, without its brace. */
  lostBrace(key: JsoncToken, token: JsoncToken): boolean {
    return (
      this.isKey(token) &&
      this.open.length < maximumDepth &&
      this.beginsLine(token.start) &&
      this.indentAt(token.start) > this.indentAt(key.start)
    );
  }

  /** Whether a value, an object on lines of its own, may be the first item of a list that lost its bracket. */
  lostBracket(value: JsoncNode | undefined): boolean {
    return this.isOn && value?.type === 'object' && this.beginsLine(value.range.start);
  }

  /** Whether the next line, at a token, has something of its own rather than the value of a key. */
  nextLineGoesOn(key: JsoncToken, token: JsoncToken): boolean {
    if (!this.isOn || !this.beginsLine(token.start)) {
      return false;
    }
    const isItem = !this.beginsLine(key.start) && this.indentAt(token.start) <= this.indentAt(key.start);
    return isItem || this.isKey(token);
  }

  beginsLine(offset: number): boolean {
    return this.lineStart(offset) + this.indentAt(offset) === offset;
  }

  /** How far the line of an offset is indented, in characters. */
  indentAt(offset: number): number {
    const lineStart = this.lineStart(offset);
    let i = lineStart;
    while (this.text[i] === ' ' || this.text[i] === '\t') {
      i++;
    }
    return i - lineStart;
  }

  /** Remembers the last line, so that a text without line breaks is not searched again for each of its tokens. */
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
