import { dotBefore, isDot, nameBehind } from './memberName';
import type { AccessPoint } from './scan';
import type { Token } from './tokens';

/**
 * The place at an offset where the name of a binding stands or can be typed, written as it most often is:
 * `params.infra.NAME`, in a stage file where `params` has no second meaning. Wherever it answers, it answers as
 * `accessPointAt` does, from the tokens alone and in a fraction of the time of a scan; elsewhere it gives `undefined`.
 */
export function bindingPointAt(tokens: readonly Token[], offset: number): AccessPoint | undefined {
  const dot = dotBefore(tokens, offset);
  if (dot === undefined || !isInfra(tokens, dot) || !hasOneMeaning(tokens)) {
    return undefined;
  }
  const range = nameBehind(tokens, dot);
  return range.start <= offset && offset <= range.end ? { receiver: ['infra'], form: 'member', range } : undefined;
}

/** Whether `params.infra` stands before a dot. */
function isInfra(tokens: readonly Token[], dot: number): boolean {
  const infra = tokens[dot - 1];
  return (
    isNamed(infra, 'infra') &&
    !infra?.newLine &&
    isDot(tokens[dot - 2]) &&
    isNamed(tokens[dot - 3], 'params') &&
    !isDot(tokens[dot - 4])
  );
}

/** Whether every `params` is what the stage is given: read from, or the value of a variable. */
function hasOneMeaning(tokens: readonly Token[]): boolean {
  for (let index = 0; index < tokens.length; index++) {
    if (isNamed(tokens[index], 'params') && !isGiven(tokens[index - 1], tokens[index + 1])) {
      return false;
    }
  }
  return true;
}

/** Whether a `params` between two tokens is what the stage is given. */
function isGiven(before: Token | undefined, after: Token | undefined): boolean {
  const isRead = (isDot(after) || after?.text === '[') && before?.type !== 'keyword';
  const isAwaited = isDot(after) && before?.type === 'keyword' && readers.has(before.text);
  const isValue = before?.text === '=' && (!after || after.newLine || after.text === ';');
  return isDot(before) || isRead || isAwaited || isValue;
}

/** Keywords that an expression can follow. All others may declare what comes after them. */
const readers = new Set(['await', 'return', 'throw', 'typeof', 'void', 'delete', 'new', 'in', 'of', 'yield', 'else']);

const isNamed = (token: Token | undefined, name: string) => token?.type === 'identifier' && token.text === name;
