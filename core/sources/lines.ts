import type { TextEdit, TextRange } from '../text';

/** The line ending that a text uses: that of its first line, `\n` for a single line. */
export function lineEndingOf(text: string): '\n' | '\r\n' {
  const newline = text.indexOf('\n');
  return newline > 0 && text[newline - 1] === '\r' ? '\r\n' : '\n';
}

/** Where the first line begins: behind a byte order mark. */
export function textStart(text: string): number {
  return text.charCodeAt(0) === 0xfeff ? 1 : 0;
}

/** Where the line of an offset begins. */
export function lineStart(text: string, offset: number): number {
  return offset === 0 ? textStart(text) : Math.max(text.lastIndexOf('\n', offset - 1) + 1, textStart(text));
}

/** Where the line behind that of an offset begins, or the end of the text. */
export function nextLine(text: string, offset: number): number {
  const newline = text.indexOf('\n', offset);
  return newline < 0 ? text.length : newline + 1;
}

/** Where the line of an offset ends, before its line ending. */
export function lineEnd(text: string, offset: number): number {
  const end = nextLine(text, offset);
  const content = text.slice(offset, end).replace(/\r?\n$/, '');
  return offset + content.length;
}

/** The spaces and tabs that the line of an offset begins with. */
export function indentation(text: string, offset: number): string {
  return /^[ \t]*/.exec(text.slice(lineStart(text, offset), lineEnd(text, offset)))?.[0] ?? '';
}

/** Whether nothing but spaces stands before an offset on its line. */
export function beginsLine(text: string, offset: number): boolean {
  return isBlank(text, lineStart(text, offset), offset);
}

/** Whether a stretch holds only spaces and line breaks. */
export function isBlank(text: string, start: number, end: number): boolean {
  return /^\s*$/.test(text.slice(start, end));
}

/** Where the blank lines before a line begin. */
export function blanksBefore(text: string, start: number): number {
  let result = start;
  while (result > textStart(text)) {
    const previous = lineStart(text, result - 1);
    if (!isBlank(text, previous, result)) {
      break;
    }
    result = previous;
  }
  return result;
}

/** Where the blank lines that begin at a line end. */
export function blanksAfter(text: string, start: number): number {
  let result = start;
  while (result < text.length && isBlank(text, result, nextLine(text, result))) {
    result = nextLine(text, result);
  }
  return result;
}

/**
 * Removes whole lines, given from the start of a line to the start of another, so that no scar stays: where blank lines
 * stood on both sides, one side's go too. Only `within` counts as the text around; its edges need no blank lines.
 */
export function removeLines(text: string, ranges: readonly TextRange[], within?: TextRange): TextEdit[] {
  const first = within?.start ?? textStart(text);
  const last = within?.end ?? text.length;
  return merged(text, ranges).map(({ start, end }) => {
    const before = Math.max(blanksBefore(text, start), first);
    const after = Math.min(blanksAfter(text, end), last);
    let range = { start, end };
    if (after >= last) {
      range = { start: before, end: within ? after : end };
      if (within === undefined && end === text.length && !text.endsWith('\n') && before > first) {
        // A text without final line ending stays one.
        range.start -= text[before - 2] === '\r' ? 2 : 1;
      }
    } else if (before <= first || (after > end && before < start)) {
      range = { start, end: after };
    }
    return { range, newText: '' };
  });
}

/** Ranges with only blank lines between them become one. */
function merged(text: string, ranges: readonly TextRange[]): TextRange[] {
  const result: TextRange[] = [];
  for (const range of [...ranges].sort((a, b) => a.start - b.start)) {
    const previous = result.at(-1);
    if (previous && (range.start <= previous.end || isBlank(text, previous.end, range.start))) {
      result[result.length - 1] = { start: previous.start, end: Math.max(previous.end, range.end) };
    } else {
      result.push(range);
    }
  }
  return result;
}
