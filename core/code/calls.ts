import { lookUp, type Scopes } from './scopes';
import type { TokenList } from './tokenList';

/** The opening parentheses of calls, as indexes of tokens, by the name of the function that is called. */
export function callsByName(list: TokenList, scopes: Scopes): ReadonlyMap<string, readonly number[]> {
  const calls = new Map<string, number[]>();
  list.tokens.forEach((token, index) => {
    if (token.type === 'identifier' && list.is(index + 1, '(') && !scopes.declaring[index] && !list.isDot(index - 1)) {
      const declaration = lookUp(scopes.scopeOf[index], token.text);
      if (declaration && !declaration.parameter) {
        const sites = calls.get(token.text);
        if (sites) {
          sites.push(index + 1);
        } else {
          calls.set(token.text, [index + 1]);
        }
      }
    }
  });
  return calls;
}

/** The index of the first token of an argument; `undefined` if the call has fewer, or spreads them. */
export function argumentOf(list: TokenList, openParenthesis: number, position: number): number | undefined {
  const close = list.closeOf(openParenthesis);
  let index = openParenthesis + 1;
  for (let left = position; left > 0; left--) {
    while (index < close && !list.is(index, ',')) {
      index = list.skip(index);
    }
    index++;
  }
  return index < close && !list.is(index, '...') ? index : undefined;
}
