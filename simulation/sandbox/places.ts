import type { SourcePlace } from '../events';

type Frame = SourcePlace & { readonly function: string | null };

/** Zero-based line and character of the last character of a text. */
export interface TextEnd {
  readonly line: number;
  readonly character: number;
}

/** Where a text ends, zero-based. Trailing line breaks do not count: an error there belongs to the line before. */
export function endOf(text: string): TextEnd {
  // Character by character: under frozen intrinsics, `split` and `replace` take hundreds of megabytes for a long text.
  let end = text.length;
  while (end > 0 && text.charAt(end - 1).trim() === '') {
    end -= 1;
  }
  let line = 0;
  let start = 0;
  for (let index = 0; index < end; index += 1) {
    const code = text.charCodeAt(index);
    if (code === 10 || (code === 13 && text.charCodeAt(index + 1) !== 10)) {
      line += 1;
      start = index + 1;
    }
  }
  return { line, character: end - start };
}

/** The frames of a V8 stack that lie in the user's files, each of which ends somewhere: innermost first, zero-based. */
export function framesIn(stack: string, files: ReadonlyMap<string, TextEnd>): Frame[] {
  const frames: Frame[] = [];
  for (const entry of stack.split('\n')) {
    const match = /^\s+at (?:async )?(.*):(\d+):(\d+)\)?$/.exec(entry);
    for (const [file, end] of match ? files : []) {
      const name = callerIn(match?.[1] ?? '', file);
      if (name !== undefined) {
        const place = { line: Number(match?.[2]) - 1, character: Number(match?.[3]) - 1 };
        frames.push({ file, ...within(place, end), function: name });
        break;
      }
    }
  }
  return frames;
}

/** The function of a frame `name (file` or `file`: `null` without a name, `undefined` for another file. */
function callerIn(frame: string, file: string): string | null | undefined {
  if (frame === file) {
    return null;
  }
  // The file is compared whole: it may have spaces, colons and parentheses in it.
  return frame.endsWith(` (${file}`) ? frame.slice(0, -file.length - 2).replace(/ \[as .*\]$/, '') : undefined;
}

/**
 * The place that V8 names, by the name that it knows the file by, in the head of a syntax error's stack; whether it lies
 * behind the end of the text.
 */
export function syntaxErrorPlace(
  stack: string,
  name: string,
  file: string,
  end: TextEnd,
): { readonly at: SourcePlace; readonly behindEnd: boolean } | undefined {
  const [head = '', , caret = ''] = stack.split('\n');
  const line = head.startsWith(`${name}:`) ? Number(head.slice(name.length + 1)) - 1 : Number.NaN;
  if (!Number.isInteger(line)) {
    return undefined;
  }
  const character = Math.max(caret.indexOf('^'), 0);
  return { at: { file, ...within({ line, character }, end) }, behindEnd: line > end.line };
}

function within(place: TextEnd, end: TextEnd): TextEnd {
  return place.line > end.line ? end : { line: Math.max(place.line, 0), character: Math.max(place.character, 0) };
}
