import type { Token } from './tokens';

/**
 * Matches the brackets of a text. For each token: of a bracket that opens, the index of the one that closes it, or the number
 * of tokens where none does; 0 for any other token. `${…}` of a template is no bracket.
 */
export function matchBrackets(tokens: readonly Token[]): ArrayLike<number> {
  const closing = new Uint32Array(tokens.length);
  const open: number[] = [];
  for (let index = 0; index < tokens.length; index++) {
    const token = tokens[index];
    if (token?.type !== 'punctuator') {
      continue;
    }
    switch (token.text) {
      case '(':
      case '[':
      case '{':
        open.push(index);
        closing[index] = tokens.length;
        break;
      case ')':
        close('(', index);
        break;
      case ']':
        close('[', index);
        break;
      case '}':
        close('{', index);
        break;
    }
  }
  return closing;

  /** A bracket of another kind that was left open does not swallow this one's partner. */
  function close(opening: string, index: number): void {
    let partner = open.length - 1;
    while (partner >= 0 && tokens[open[partner] ?? 0]?.text !== opening) {
      partner--;
    }
    if (partner >= 0) {
      closing[open[partner] ?? 0] = index;
      open.length = partner;
    }
  }
}
