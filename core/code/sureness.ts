import { contextRoot, guessedEnv, guessedParams, likelyEnv, namesRoot, otherEnv } from './roots';

/**
 * What an expression is: `params`, `env` or something below one, as the names that lead there, or what may lead to `env`, which
 * begins with one of the marks of `roots.ts`; `undefined` for anything else.
 */
export type Value = readonly string[] | undefined;

/** The value that all of several expressions have; `undefined` if they differ or there is none. */
export function common(found: readonly Value[]): Value {
  const [first] = found;
  return found.every((value) => value?.join('\0') === first?.join('\0')) ? first : undefined;
}

const unsure = new Set([guessedEnv, guessedParams, likelyEnv, namesRoot]);
/** Whether more may be known of a name than what a value says. */
export const isUnsure = (value: readonly string[]) => unsure.has(value[0] ?? '');

/** How much is known by a value, from what is known of it to what only its name says. */
const order = [otherEnv, contextRoot, 'env', guessedEnv, likelyEnv, namesRoot];

/** Of what the values of a name say and what it says itself, that which is surer. */
export function surer(value: Value, root: Value): Value {
  if (!value || !root) {
    return value ?? root;
  }
  const isSurer = value.length > 1 && value[0] !== namesRoot;
  return isSurer || order.indexOf(value[0] ?? '') <= order.indexOf(root[0] ?? '') ? value : root;
}
