import { inShell, type Mention, type MentionForm, occurrencesOf } from './mention';

/** What is told of a text that no lexer of ours reads. */
export interface TextHabits {
  /** What begins a comment at the beginning of a line. */
  readonly comment?: RegExp;
  /** Whether properties are read with a dot. */
  readonly hasProperties?: boolean;
  /** Whether any word of the name counts. */
  readonly hasWords?: boolean;
}

/** Finds where a name stands as a property or a text, or in a command for Wrangler, by what stands around it. */
export function mentionsInText(
  text: string,
  name: string,
  { comment, hasProperties, hasWords }: TextHabits,
): readonly Mention[] {
  return occurrencesOf(text, name, hasWords ? inShell : undefined).flatMap((start) => {
    const end = start + name.length;
    const around = formAround(text, start, end);
    if (
      around === 'string' &&
      /class_?name["']?\s*[:=]\s*["'`]$/i.test(text.slice(Math.max(0, start - nearby), start))
    ) {
      return [];
    }
    const form = around === 'property' && hasProperties !== true ? undefined : around;
    const line = lineAround(text, start);
    const command = /\bwrangler\b/.test(line) ? 'command' : undefined;
    const found: MentionForm | undefined = form ?? command ?? (hasWords ? 'text' : undefined);
    return found === undefined || comment?.test(line.trimStart()) ? [] : [{ range: { start, end }, form: found }];
  });
}

/** What the characters around a name make of it: `.CACHE` a property, `'CACHE'` a string; otherwise `undefined`. */
export function formAround(text: string, start: number, end: number): 'property' | 'string' | undefined {
  const before = text.charAt(start - 1);
  if (before === '.') {
    return text.charAt(start - 2) === '.' ? undefined : 'property';
  }
  if (quotes.has(before)) {
    // `\"CACHE\"`: a string in a string.
    const after = text.charAt(end) === '\\' ? text.charAt(end + 1) : text.charAt(end);
    return after === before ? 'string' : undefined;
  }
  return undefined;
}

const quotes = new Set(["'", '"', '`']);

/** The line that an offset is in; of a long one, what stands near. */
function lineAround(text: string, offset: number): string {
  const start = Math.max(text.lastIndexOf('\n', offset) + 1, offset - nearby);
  const end = text.indexOf('\n', offset);
  return text.slice(start, Math.min(end < 0 ? text.length : end, offset + nearby));
}

const nearby = 500;
