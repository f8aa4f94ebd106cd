import type { TextRange } from '../../core/text';

/** A stretch of a text and what is said of it. */
export interface Mark {
  readonly range: TextRange;
  readonly label: string;
}

const markLine = /^\s*\^+ /;

/** A fixture without its `^^^ label` lines: the text that is tested. */
export function withoutMarks(fixture: string): string {
  return fixture
    .split('\n')
    .filter((line) => !markLine.test(line))
    .join('\n');
}

/** Writes `^^^ label` under each marked stretch, as the editor would underline it; compare it with the fixture. */
export function withMarks(text: string, marks: readonly Mark[]): string {
  const result: string[] = [];
  let start = 0;
  const left = [...marks].sort((a, b) => a.range.start - b.range.start || a.range.end - b.range.end);
  for (const line of text.split('\n')) {
    result.push(line);
    const end = start + line.length;
    for (const mark of left.filter(({ range }) => range.start >= start && range.start <= end)) {
      const column = mark.range.start - start;
      const width = Math.max(1, Math.min(mark.range.end, end) - mark.range.start);
      result.push(`${' '.repeat(column)}${'^'.repeat(width)} ${mark.label}`);
    }
    start = end + 1;
  }
  return result.join('\n');
}

/** Takes the one `|` out of a text: the cursor. */
export function withoutCursor(fixture: string): { text: string; offset: number } {
  const offset = fixture.indexOf('|');
  if (offset < 0) {
    throw new Error('The fixture has no | for the cursor');
  }
  return { text: fixture.slice(0, offset) + fixture.slice(offset + 1), offset };
}

/** Removes the indentation that all lines share and the first line break, so that fixtures can be indented. */
export function fixture(strings: TemplateStringsArray, ...values: string[]): string {
  const text = String.raw({ raw: strings.raw }, ...values)
    .replace(/\\([`$])/g, '$1')
    .replace(/^\n/, '')
    .replace(/\n[ \t]*$/, '\n');
  const indents = text.split('\n').flatMap((line) => (line.trim() ? [/^ */.exec(line)?.[0].length ?? 0] : []));
  const shared = Math.min(...indents, 80);
  return text
    .split('\n')
    .map((line) => line.slice(shared))
    .join('\n');
}
