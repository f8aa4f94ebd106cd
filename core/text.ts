/** A stretch of a text: `[start, end)` in UTF-16 offsets, zero-based, as JavaScript strings count. */
export interface TextRange {
  readonly start: number;
  readonly end: number;
}

/** Replaces what `range` covers by `newText`. Edits of one list all refer to the same original text. */
export interface TextEdit {
  readonly range: TextRange;
  readonly newText: string;
}

/** A place as LSP counts it: zero-based line, zero-based UTF-16 character. */
export interface Position {
  readonly line: number;
  readonly character: number;
}

/** Applies edits to the text they were made for. Edits at one offset keep their order; overlapping edits throw. */
export function applyEdits(text: string, edits: readonly TextEdit[]): string {
  const inOrder = edits
    .map((edit, index) => ({ edit, index }))
    .sort(
      (a, b) => a.edit.range.start - b.edit.range.start || a.edit.range.end - b.edit.range.end || a.index - b.index,
    );
  let result = '';
  let done = 0;
  for (const { edit } of inOrder) {
    if (edit.range.start < done) {
      throw new Error(`Edits overlap at offset ${edit.range.start}`);
    }
    result += text.slice(done, edit.range.start) + edit.newText;
    done = edit.range.end;
  }
  return result + text.slice(done);
}

/** The edit that makes one text of another: what is not the same in both. */
export function asOneEdit(before: string, after: string): TextEdit {
  const shorter = Math.min(before.length, after.length);
  let start = 0;
  while (start < shorter && before.charAt(start) === after.charAt(start)) {
    start++;
  }
  let tail = 0;
  while (tail < shorter - start && before.at(-1 - tail) === after.at(-1 - tail)) {
    tail++;
  }
  return { range: { start, end: before.length - tail }, newText: after.slice(start, after.length - tail) };
}

/** Converts offsets of one text to positions and back. `\r\n`, `\n` and `\r` end a line, as in LSP. */
export class LineIndex {
  private readonly starts: number[] = [0];

  constructor(private readonly text: string) {
    if (text.includes('\r')) {
      for (const { 0: lineEnd, index } of text.matchAll(/\r\n?|\n/g)) {
        this.starts.push(index + lineEnd.length);
      }
      return;
    }
    for (let at = text.indexOf('\n'); at >= 0; at = text.indexOf('\n', at + 1)) {
      this.starts.push(at + 1);
    }
  }

  /** The position of an offset; offsets outside the text are clamped into it. */
  positionAt(offset: number): Position {
    const clamped = Math.max(0, Math.min(offset, this.text.length));
    let low = 0;
    let high = this.starts.length - 1;
    while (low < high) {
      const middle = (low + high + 1) >> 1;
      if ((this.starts[middle] ?? 0) <= clamped) {
        low = middle;
      } else {
        high = middle - 1;
      }
    }
    return { line: low, character: clamped - (this.starts[low] ?? 0) };
  }

  /** The offset of a position; characters past the end of a line mean its end. */
  offsetAt(position: Position): number {
    const start = this.starts[Math.max(0, position.line)];
    if (start === undefined) {
      return this.text.length;
    }
    const next = this.starts[position.line + 1] ?? this.text.length + 1;
    return Math.min(start + Math.max(0, position.character), next - 1);
  }
}
