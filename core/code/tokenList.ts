import { matchBrackets } from './brackets';
import type { Token } from './tokens';

const expressionEnds = new Set([',', ';', ')', ']', '}']);
const closers = new Set([')', ']', '}']);
const operatorWords = new Set(['in', 'instanceof', 'of']);

/** The tokens of a text with their brackets matched. Positions are indexes of tokens. */
export class TokenList {
  /** For each token: see `matchBrackets`. */
  private readonly closing: ArrayLike<number>;

  constructor(readonly tokens: readonly Token[]) {
    this.closing = matchBrackets(tokens);
  }

  /** Whether the token at an index is a punctuator or a keyword with a text. */
  is(index: number, text: string): boolean {
    const token = this.tokens[index];
    return token !== undefined && token.text === text && (token.type === 'punctuator' || token.type === 'keyword');
  }

  /** `.` or `?.`. */
  isDot(index: number): boolean {
    const token = this.tokens[index];
    return token !== undefined && token.type === 'punctuator' && (token.text === '.' || token.text === '?.');
  }

  /** The index of the bracket that closes the one at an index; the number of tokens if none does. */
  closeOf(index: number): number {
    return this.closing[index] || this.tokens.length;
  }

  /** The index after a token, or after all that is between brackets that it opens. */
  skip(index: number): number {
    return (this.closing[index] || index) + 1;
  }

  /** The index of the `,`, `;`, closing bracket or next statement that ends the expression at an index. */
  endOfExpression(index: number): number {
    const { tokens } = this;
    let i = index;
    while (i < tokens.length) {
      const token = tokens[i];
      if (token?.type === 'punctuator' && expressionEnds.has(token.text)) {
        break;
      }
      if (i > index && token?.newLine && beginsStatement(tokens[i - 1], token)) {
        break;
      }
      i = this.skip(i);
    }
    return i;
  }

  /** The index after a type annotation of TypeScript: of what ends the declaration that it belongs to. */
  endOfType(index: number): number {
    let i = index;
    let depth = 0;
    while (i < this.tokens.length && !this.is(i, '=') && !this.is(i, ';') && !this.is(i, ')')) {
      depth += this.angles(i);
      if (depth <= 0 && this.is(i, ',')) {
        break;
      }
      i = this.skip(i);
    }
    return i;
  }

  /** How many type arguments more are open after a token than before it: 1 for `<`, -2 for `>>`. */
  angles(index: number): number {
    const token = this.tokens[index];
    if (token?.type !== 'punctuator') {
      return 0;
    }
    return token.text === '<' ? 1 : /^>+$/.test(token.text) ? -token.text.length : 0;
  }
}

/** Whether a token at the beginning of a line cannot go on with what stands before, so that a semicolon was left out. */
function beginsStatement(before: Token | undefined, token: Token): boolean {
  if (token.type === 'punctuator' || token.type === 'template' || operatorWords.has(token.text)) {
    return false;
  }
  return before?.type === 'punctuator' ? closers.has(before.text) : before?.type !== 'keyword';
}
