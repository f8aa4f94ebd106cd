import type { Scopes } from './scopes';
import type { TokenList } from './tokenList';

/** The functions that a module exports as its Worker's handlers. */
export interface EntryHandlers {
  /** The names of handlers by the index of the token that begins their parameters. */
  readonly functions: ReadonlyMap<number, string>;
  /** The names of handlers by the names of functions that stand for them: `{ fetch: handleRequest }`. */
  readonly names: ReadonlyMap<string, string>;
}

/**
 * Finds the handlers of `export default { … }`, of an object that is exported by its name, and of one that is handed to the
 * function whose result is exported.
 */
export function entryHandlers(list: TokenList, scopes: Scopes): EntryHandlers {
  const { tokens } = list;
  const functions = new Map<number, string>();
  const names = new Map<string, string>();
  const exported = tokens.findIndex((_, index) => list.is(index, 'default') && list.is(index - 1, 'export')) + 1;
  if (exported > 0) {
    readExpression(exported, true);
  }
  return { functions, names };

  function readExpression(index: number, mayBeName: boolean): void {
    if (list.is(index, '{')) {
      readObject(index);
      return;
    }
    let end = index;
    while (tokens[end]?.type === 'identifier' || list.isDot(end)) {
      end++;
    }
    if (list.is(end, '(') && end > index) {
      for (let i = end + 1; i < list.closeOf(end); i = list.endOfExpression(i) + 1) {
        readExpression(i, mayBeName);
      }
    } else if (mayBeName && end === index + 1) {
      const initializer = scopes.all[0]?.declarations.get(tokens[index]?.text ?? '')?.initializer;
      if (initializer !== undefined) {
        readExpression(initializer, false);
      }
    }
  }

  function readObject(brace: number): void {
    const end = list.closeOf(brace);
    for (let i = brace + 1; i < end; i++) {
      if (list.is(i, 'async')) {
        i++;
      }
      const name = tokens[i]?.text ?? '';
      if (list.is(i + 1, '(')) {
        functions.set(i + 1, name);
        i = bodyEnd(i + 1, end);
        continue;
      }
      if (list.is(i + 1, ':')) {
        let value = i + 2;
        while (list.is(value, 'async') || list.is(value, 'function')) {
          value++;
        }
        functions.set(value, name);
        if (tokens[value]?.type === 'identifier') {
          names.set(tokens[value]?.text ?? '', name);
        }
      } else if (tokens[i]?.type === 'identifier') {
        names.set(name, name);
      }
      i = list.endOfExpression(i);
    }
  }

  /** The index of the last token of a method, from its parenthesis. */
  function bodyEnd(open: number, end: number): number {
    let i = list.closeOf(open) + 1;
    while (i < end && !list.is(i, ',') && !(list.is(i, '{') && !list.is(list.closeOf(i) + 1, '{'))) {
      i = list.skip(i);
    }
    return list.is(i, '{') ? list.closeOf(i) : i - 1;
  }
}
