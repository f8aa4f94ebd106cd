import { readTarget, type Target } from './patterns';
import type { TokenList } from './tokenList';
import type { Token } from './tokens';

export interface Parameter {
  /** Which of the parameters it is, from 0. */
  readonly index: number;
  /** The name of the function, method or property that holds it, if it has one. */
  readonly owner: string | undefined;
  /** Its name; `undefined` where a pattern takes it apart. */
  readonly name: string | undefined;
  /** The beginning of the type that is written to it, without spaces: `Env`, `Pick<Env`. */
  readonly type: string | undefined;
  /** The index of the parenthesis or, of `x => …`, of the name that begins the parameters. */
  readonly open: number;
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
    const colon = [target.next, target.next + 1].find((each) => list.is(each, ':'));
    const type = colon === undefined ? undefined : typeAt(list, colon + 1);
    const name = list.is(i, '{') || list.is(i, '[') ? undefined : tokens[i]?.text;
    found.push({ target, parameter: { index, owner, name, type, open: openParenthesis } });
    i = list.endOfExpression(Math.max(target.next, i)) + 1;
  }
  return found;
}

const typeText = /^[\w$.<]$|^\w+$/;

/** The beginning of a type, without spaces: a name with what qualifies it, and of a generic one its first argument. */
export function typeAt(list: TokenList, index: number): string {
  let text = '';
  for (let i = index; i < index + 5 && typeText.test(list.tokens[i]?.text ?? ''); i++) {
    text += list.tokens[i]?.text;
  }
  return text;
}

/** A type that is longer than this many tokens is not looked over for the name that it is written to. */
const longestType = 60;

/**
 * `fetch` of `fetch(…)`, `fetch: async (…)`, `function fetch(…)`, `const fetch: Handler<Env> = (…)` and `const fetch = [(…)]`,
 * from the index of the first token after that.
 */
export function ownerOf(list: TokenList, openParenthesis: number): string | undefined {
  const { tokens } = list;
  let i = openParenthesis - 1;
  while (list.is(i, 'async') || list.is(i, 'function') || list.is(i, ':') || list.is(i, '=') || list.is(i, '*')) {
    i--;
  }
  if (list.is(i, '[') && list.is(i - 1, '=')) {
    i -= 2;
  }
  if (list.is(i + 1, '=')) {
    i = beforeType(list, i);
  }
  return tokens[i]?.type === 'identifier' ? tokens[i]?.text : undefined;
}

/** The index of the name that `const name: Type =` declares, from the index of the type's last token; that index without one. */
function beforeType(list: TokenList, last: number): number {
  for (let i = last; i > 0 && i > last - longestType; i--) {
    if (list.is(i - 1, 'const') || list.is(i - 1, 'let') || list.is(i - 1, 'var')) {
      return i;
    }
    if (list.is(i, ';') || list.is(i, '=')) {
      break;
    }
  }
  return last;
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
  /** How many `<` are open: what stands between them belongs to the type. */
  let depth = 0;
  while (i < list.tokens.length && (depth > 0 || !isOneOf(i, typeEnds))) {
    depth = Math.max(0, depth + list.angles(i));
    if (list.is(i, ';')) {
      return undefined;
    }
    if (depth === 0 && list.is(i, '=>')) {
      return i + 1;
    }
    if (depth === 0 && list.is(i, '{') && !isOneOf(list.closeOf(i) + 1, afterTypeBraces)) {
      return i;
    }
    i = list.skip(i);
  }
  return undefined;
}
