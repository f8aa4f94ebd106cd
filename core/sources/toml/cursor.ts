import type { TextRange } from '../../text';
import type { HeaderCursor, ManifestCursor } from '../cursor';
import { lineEnd, lineStart, textStart } from '../lines';
import type { TomlBlock, TomlDocument, TomlHeader } from './syntax';

interface Frame {
  readonly type: 'table' | 'array' | 'inline';
  readonly path: readonly (string | number)[];
  readonly keys: Set<string>;
  index: number;
}

/** What is typed at an offset of TOML: the header above and the text between tell where that is. */
export function tomlCursor({ text, blocks }: TomlDocument, offset: number): ManifestCursor | undefined {
  const block = blocks.findLast(({ header }) => !header || header.lines.start <= offset);
  if (!block) {
    return undefined;
  }
  const { header } = block;
  if (header && offset <= lineEnd(text, header.range.start)) {
    return headerCursor(text, offset, block, header);
  }
  return new BodyScan(text, offset, block, basePath(blocks, block)).cursor();
}

function headerCursor(text: string, offset: number, block: TomlBlock, { lines }: TomlHeader): HeaderCursor | undefined {
  const line = text.slice(lines.start, lineEnd(text, lines.start));
  const written = /^([ \t]*)(\[\[?[^\]#]*\]{0,2})/.exec(line);
  const start = lines.start + (written?.[1]?.length ?? 0);
  const end = start + (written?.[2]?.trimEnd().length ?? 0);
  const isBetween = offset > start && offset <= end && !text.slice(start, offset).includes(']');
  return isBetween
    ? { at: 'header', range: { start, end }, hasBody: block.expressions.some(({ type }) => type === 'keyValue') }
    : undefined;
}

/** The path of a block; one of a list has its index. */
function basePath(blocks: readonly TomlBlock[], { header, index }: TomlBlock): readonly (string | number)[] {
  const keyOf = (each: TomlHeader | undefined) => JSON.stringify((each?.key ?? []).map(({ value }) => value));
  const path = (header?.key ?? []).map(({ value }) => value);
  if (!header?.list) {
    return path;
  }
  const before = blocks.slice(0, index).filter((each) => each.header?.list && keyOf(each.header) === keyOf(header));
  return [...path, before.length];
}

const keyPart = /[ \t]*(?:"([^"\n]*)"?|'([^'\n]*)'?|([A-Za-z0-9_-]*))[ \t]*/y;
const word = /[^\s,[\]{}#=]+/y;
const keyValueLine = /[ \t]*[\w."'-]+[ \t]*=/y;

/** Goes through the lines of a block up to the cursor, and keeps what is open. */
class BodyScan {
  private position: number;
  private readonly open: Frame[];
  /** A header here would take the keys of the lines below away from their table. */
  private readonly keysFollow: boolean;

  constructor(
    private readonly text: string,
    private readonly offset: number,
    block: TomlBlock,
    base: readonly (string | number)[],
  ) {
    const { header } = block;
    this.position = header ? lineEnd(text, header.range.start) : textStart(text);
    this.open = [{ type: 'table', path: base, keys: keysOf(block), index: 0 }];
    const line = lineEnd(text, offset);
    this.keysFollow = block.expressions.some(({ type, range }) => type === 'keyValue' && range.start > line);
  }

  cursor(): ManifestCursor | undefined {
    let behindValue = false;
    while (this.position <= this.offset) {
      const frame = this.top();
      const character = this.text.charAt(this.position);
      if (this.position === this.offset && !this.beginsWord(character)) {
        return behindValue ? undefined : this.emptyCursor(frame);
      }
      if (character === '') {
        return undefined;
      }
      if (character === '\n') {
        this.position++;
        behindValue = behindValue && frame.type !== 'table';
        this.recover();
      } else if (/\s/.test(character)) {
        this.position++;
      } else if (character === '#') {
        this.position = lineEnd(this.text, this.position);
        if (this.offset <= this.position) {
          return undefined;
        }
      } else if (character === ',' && frame.type !== 'table') {
        this.position++;
        frame.index++;
        behindValue = false;
      } else if ((character === ']' || character === '}') && frame.type !== 'table') {
        this.position++;
        this.open.pop();
        behindValue = true;
      } else if (frame.type === 'array') {
        const found = this.value([...frame.path, frame.index]);
        if (found !== 'read') {
          return found;
        }
        behindValue = this.top() === frame;
      } else {
        const found = this.pair(frame);
        if (found !== 'read') {
          return found;
        }
        behindValue = this.top() === frame;
      }
    }
    return undefined;
  }

  private top(): Frame {
    return this.open.at(-1) ?? { type: 'table', path: [], keys: new Set(), index: 0 };
  }

  /** Whether what is typed begins right at the cursor; then it is replaced. */
  private beginsWord(character: string): boolean {
    return /[\w"'-]/.test(character);
  }

  /** A line that begins like `key =` cannot stand in a list: its bracket was left open. */
  private recover(): void {
    keyValueLine.lastIndex = this.position;
    if (this.top().type === 'array' && keyValueLine.test(this.text)) {
      this.open.length = 1;
    }
  }

  private emptyCursor(frame: Frame): ManifestCursor {
    const range = { start: this.offset, end: this.offset };
    return frame.type === 'array'
      ? { at: 'value', path: [...frame.path, frame.index], range, needsComma: this.itemFollows() }
      : this.keyCursor(frame, [], range);
  }

  /** `key = value`, or the cursor in one of them. */
  private pair(frame: Frame): ManifestCursor | undefined | 'read' {
    const parts: string[] = [];
    for (;;) {
      keyPart.lastIndex = this.position;
      const match = keyPart.exec(this.text);
      const written = match?.[0] ?? '';
      const indent = /^[ \t]*/.exec(written)?.[0].length ?? 0;
      const range = { start: this.position + indent, end: this.position + written.trimEnd().length };
      if (range.start <= this.offset && this.offset <= Math.max(range.start, range.end)) {
        return this.keyCursor(frame, parts, { start: range.start, end: Math.max(range.start, range.end) });
      }
      parts.push(match?.[1] ?? match?.[2] ?? match?.[3] ?? '');
      this.position += written.length;
      if (this.text[this.position] !== '.') {
        break;
      }
      this.position++;
    }
    if (this.text[this.position] !== '=') {
      // Half typed: the rest of the line says nothing.
      const end = lineEnd(this.text, this.position);
      this.position = frame.type === 'table' ? end : Math.min(end, this.position + 1);
      return this.offset <= end && frame.type === 'table' ? undefined : 'read';
    }
    this.position++;
    frame.keys.add(parts[0] ?? '');
    return this.value([...frame.path, ...parts]);
  }

  private keyCursor(frame: Frame, parts: readonly string[], range: TextRange): ManifestCursor {
    const behind = /^[ \t]*([=.]?)/.exec(this.text.slice(range.end))?.[1];
    const own = this.text.slice(range.start, range.end).replaceAll(/["']/g, '');
    const present = new Set([...frame.keys, ...(frame.type === 'inline' ? this.pairsBehind(range.end) : [])]);
    present.delete(own);
    return {
      at: 'key',
      path: [...frame.path, ...parts],
      range,
      hasValue: behind === '=' || behind === '.',
      present: parts.length > 0 ? new Set() : present,
      canBeginTable:
        !this.keysFollow &&
        frame.type === 'table' &&
        parts.length === 0 &&
        /^[ \t]*$/.test(this.text.slice(lineStart(this.text, range.start), range.start)),
      needsComma: frame.type === 'inline' && behind === '' && this.itemFollows(range.end),
    };
  }

  /** Whether another item of the list or pair of the table comes next. */
  private itemFollows(from = this.offset): boolean {
    const next = /^(?:\s|#[^\n]*(?:\n|$))*([^\s#])/.exec(this.text.slice(from))?.[1];
    return next !== undefined && !',]}='.includes(next);
  }

  private pairsBehind(from: number): readonly string[] {
    const rest = this.text.slice(from, lineEnd(this.text, from)).split('}')[0] ?? '';
    return [...rest.matchAll(/([\w-]+)[ \t]*=/g)].map((match) => match[1] ?? '');
  }

  /** The value at the position, or the cursor in it. */
  private value(path: readonly (string | number)[]): ManifestCursor | undefined | 'read' {
    while (this.text[this.position] === ' ' || this.text[this.position] === '\t') {
      this.position++;
    }
    const start = this.position;
    const first = this.text.charAt(start);
    if (this.offset < start || (this.offset === start && !this.beginsWord(first))) {
      const isThere = /[^\s,\]}#]/.test(first);
      return isThere
        ? undefined
        : { at: 'value', path, range: { start: this.offset, end: this.offset }, needsComma: false };
    }
    if (first === '[' || first === '{') {
      this.open.push({ type: first === '[' ? 'array' : 'inline', path, keys: new Set(), index: 0 });
      this.position++;
      return 'read';
    }
    const end = first === '"' || first === "'" ? this.stringEnd(start, first) : this.wordEnd(start);
    const isClosed = (first === '"' || first === "'") && end.closed;
    if (this.offset < end.at || (this.offset === end.at && !isClosed)) {
      const range = { start, end: end.closed ? end.at : Math.max(this.offset, end.at) };
      return { at: 'value', path, range, needsComma: false };
    }
    this.position = Math.max(end.at, start + 1);
    return 'read';
  }

  private stringEnd(start: number, quote: '"' | "'"): { at: number; closed: boolean } {
    const triple = quote.repeat(3);
    if (this.text.startsWith(triple, start)) {
      const close = this.text.indexOf(triple, start + 3);
      return { at: close < 0 ? this.text.length : close + 3, closed: close >= 0 };
    }
    const end = lineEnd(this.text, start);
    for (let i = start + 1; i < end; i++) {
      if (this.text[i] === '\\' && quote === '"') {
        i++;
      } else if (this.text[i] === quote) {
        return { at: i + 1, closed: true };
      }
    }
    return { at: end, closed: false };
  }

  private wordEnd(start: number): { at: number; closed: boolean } {
    word.lastIndex = start;
    return { at: word.test(this.text) ? word.lastIndex : start, closed: true };
  }
}

function keysOf({ expressions }: TomlBlock): Set<string> {
  return new Set(expressions.flatMap((each) => (each.type === 'keyValue' ? (each.key[0]?.value ?? []) : [])));
}
