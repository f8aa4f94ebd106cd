import { isAsciiIdentifier } from './tokens';

/** The word in ASCII that a text ends with, as far as any keyword reaches; empty where it ends with none. */
export function lastWord(text: string): string {
  const farthest = Math.max(0, text.length - 20);
  let start = text.length;
  while (start > farthest && isAsciiIdentifier(text.charCodeAt(start - 1))) {
    start--;
  }
  return text.slice(start);
}
