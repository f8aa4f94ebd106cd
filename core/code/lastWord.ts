const word = /[\w$]+$/;

/** The word in ASCII that a text ends with, as far as any keyword reaches; empty where it ends with none. */
export function lastWord(text: string): string {
  return word.exec(text.slice(-20))?.[0] ?? '';
}
