import type { TextRange } from '../text';
import type { Token } from './tokens';

/** `.` or `?.`. */
export const isDot = (token: Token | undefined): boolean =>
  token?.type === 'punctuator' && (token.text === '.' || token.text === '?.');

/** The index of the dot before the name at an offset, be it typed already or not; `undefined` where there is none. */
export function dotBefore(tokens: readonly Token[], offset: number): number | undefined {
  let low = 0;
  let high = tokens.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((tokens[middle]?.start ?? 0) < offset) {
      low = middle + 1;
    } else {
      high = middle;
    }
  }
  return [low - 1, low - 2].find((index) => isDot(tokens[index]));
}

/** The name behind a dot, empty where there is none; one on a later line belongs to the next statement, or soon will. */
export function nameBehind(tokens: readonly Token[], dot: number): TextRange {
  const after = tokens[dot + 1];
  const end = tokens[dot]?.end ?? 0;
  return after?.type === 'identifier' && !after.newLine ? { start: after.start, end: after.end } : { start: end, end };
}
