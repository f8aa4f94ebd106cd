import type { TokenList } from './tokenList';

/** What stands behind a value that may be absent: `env.X?.get()`, `env.X ?? other`, `env.X === undefined`. */
const asksBehind = /^(\?\.|\?\??|\|\||&&|[=!]==?)$/;
/** What stands before one. */
const asksBefore = /^(!|&&|\|\||typeof)$/;

/** The conditions of a file behind which it stops where something is absent, as ranges of tokens. */
export type Guards = readonly { readonly start: number; readonly end: number }[];

/**
 * Finds `if (!env.X) throw …` and `if (!env.X) { return new Response(…, { status: 500 }) }`: they say that a value is needed,
 * where every other condition says that the code goes on without it.
 */
export function findGuards(text: string, list: TokenList): Guards {
  const found: { start: number; end: number }[] = [];
  list.tokens.forEach(({ text: word }, index) => {
    if (word === 'if' && list.is(index, 'if') && list.is(index + 1, '(')) {
      const end = list.closeOf(index + 1);
      if (!holds(index + 2, end, (i) => list.is(i, '&&')) && stops(text, list, end + 1)) {
        found.push({ start: index + 1, end });
      }
    }
  });
  return found;
}

/** Whether the statement at an index throws, or answers that the server is to blame. */
function stops(text: string, list: TokenList, index: number): boolean {
  const end = list.is(index, '{') ? list.closeOf(index) : list.endOfExpression(index);
  const fails = (i: number) => {
    const { type, start, end: after } = list.tokens[i] ?? {};
    return type === 'number' && text.slice(start, after) === '500';
  };
  const returns = holds(index, end, (i) => list.is(i, 'return'));
  return holds(index, end, (i) => list.is(i, 'throw')) || (returns && holds(index, end, fails));
}

function holds(start: number, end: number, test: (index: number) => boolean): boolean {
  for (let i = start; i < end; i++) {
    if (test(i)) {
      return true;
    }
  }
  return false;
}

/** Whether code asks if the value of an expression is there, and goes on where it is not; `[first, next)` are its tokens. */
export function isAsked(list: TokenList, guards: Guards, first: number, next: number): boolean {
  if (guards.some(({ start, end }) => start < first && first < end)) {
    return false;
  }
  const [before, after] = [list.tokens[first - 1], list.tokens[next]];
  const isRead = list.isDot(next) || list.is(next, '[');
  const isCondition =
    list.is(first - 1, '(') &&
    list.is(next, ')') &&
    (list.is(first - 2, 'if') || list.is(first - 2, 'while') || list.tokens[first - 2]?.text === 'Boolean');
  return (
    isCondition ||
    (!isRead && before !== undefined && before.type !== 'string' && asksBefore.test(before.text)) ||
    (after?.type === 'punctuator' && asksBehind.test(after.text))
  );
}
