import { readTarget, type Target } from './patterns';
import type { TokenList } from './tokenList';
import type { Token } from './tokens';

export interface Parameter {
  /** Which of the parameters it is, from 0. */
  readonly index: number;
  /** The name of the function, method or property that holds it, if it has one. */
  readonly owner: string | undefined;
  /** It, or the function's only name for it, has a type written to it. */
  readonly isTyped: boolean;
}

const modifiers = /^(public|private|protected|readonly|override)$/;

/** `private readonly env: Env` declares `env`. */
function isModifier(token: Token | undefined, next: Token | undefined): boolean {
  return token !== undefined && modifiers.test(token.text) && next?.type === 'identifier';
}

/** Reads a parameter list from its opening parenthesis. For `declaring` see `readTarget`. */
export function readParameters(
  list: TokenList,
  openParenthesis: number,
  declaring: Uint8Array,
  isTypeScript: boolean,
): readonly { readonly target: Target; readonly parameter: Parameter }[] {
  const { tokens } = list;
  const owner = ownerOf(list, openParenthesis);
  const end = list.closeOf(openParenthesis);
  const found: { target: Target; parameter: Parameter }[] = [];
  let i = openParenthesis + 1;
  for (let index = 0; i < end; index++) {
    while (list.is(i, '...') || (isTypeScript && isModifier(tokens[i], tokens[i + 1]))) {
      i++;
    }
    const target = readTarget(list, i, declaring);
    const isTyped = list.is(target.next, ':') || list.is(target.next + 1, ':');
    found.push({ target, parameter: { index, owner, isTyped } });
    i = list.endOfExpression(Math.max(target.next, i)) + 1;
  }
  return found;
}

/** `fetch` of `fetch(…)`, `fetch: async (…)`, `function fetch(…)`, from the index of the first token after that. */
export function ownerOf(list: TokenList, openParenthesis: number): string | undefined {
  let i = openParenthesis - 1;
  while (list.is(i, 'async') || list.is(i, 'function') || list.is(i, ':') || list.is(i, '=') || list.is(i, '*')) {
    i--;
  }
  return list.tokens[i]?.type === 'identifier' ? list.tokens[i]?.text : undefined;
}

/** The index of the first token of the body behind a parameter list, over a return type; `undefined` if there is none. */
export function bodyAfter(list: TokenList, closeParenthesis: number, isTypeScript: boolean): number | undefined {
  const after = closeParenthesis + 1;
  if (list.is(after, '=>')) {
    return after + 1;
  }
  if (list.is(after, '{')) {
    return after;
  }
  return isTypeScript && list.is(after, ':') ? bodyAfterType(list, after + 1) : undefined;
}

const typeEnds = [';', ',', ')', '}', '='];
/** What goes on with a type after its braces, or begins the body after it. */
const afterTypeBraces = ['{', '=>', '|', '&', '[', '>'];

function bodyAfterType(list: TokenList, start: number): number | undefined {
  const isOneOf = (index: number, texts: readonly string[]) => texts.some((text) => list.is(index, text));
  let i = start;
  while (i < list.tokens.length && !isOneOf(i, typeEnds)) {
    if (list.is(i, '=>')) {
      return i + 1;
    }
    if (list.is(i, '{') && !isOneOf(list.closeOf(i) + 1, afterTypeBraces)) {
      return i;
    }
    i = list.skip(i);
  }
  return undefined;
}
