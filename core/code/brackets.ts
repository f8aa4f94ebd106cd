import type { Token } from './tokens';

/** Which token lies within which bracket. A `${` of a template counts as one, too. */
export interface Brackets {
  /** For each token, the index of the innermost bracket that is open around it; -1 outside of all. */
  readonly around: ArrayLike<number>;
  /** For each bracket, the index of its partner; -1 for one that has none, and for any other token. */
  readonly partner: ArrayLike<number>;
}

const openings: ReadonlyMap<string, string> = new Map([
  [')', '('],
  [']', '['],
  ['}', '{'],
]);

/**
 * The brackets of a text, as far as each that closes has its partner; `undefined` if one before the token `end` has none.
 */
export function balancedBrackets(text: string, tokens: readonly Token[], end: number): Brackets | undefined {
  const around = new Int32Array(tokens.length).fill(-1);
  const partner = new Int32Array(tokens.length).fill(-1);
  const open: number[] = [];
  for (const [index, token] of tokens.entries()) {
    const { type, text: kind, start } = token;
    const closes = type === 'template' ? text.charAt(start) === '}' : type === 'punctuator' && openings.has(kind);
    if (closes) {
      const opening = open.pop();
      if (opening === undefined || tokens[opening]?.text !== (type === 'template' ? '' : openings.get(kind))) {
        return index < end ? undefined : { around, partner };
      }
      partner[opening] = index;
      partner[index] = opening;
    }
    around[index] = open.at(-1) ?? -1;
    if (
      type === 'template'
        ? opensSubstitution(text, token)
        : type === 'punctuator' && (kind === '(' || kind === '[' || kind === '{')
    ) {
      open.push(index);
    }
  }
  return { around, partner };
}

/** Whether an expression follows a piece of a template. */
export function opensSubstitution(text: string, { start, end }: Token): boolean {
  let backslashes = 0;
  while (text.charAt(end - 3 - backslashes) === '\\') {
    backslashes++;
  }
  return end - start > 2 && text.startsWith('${', end - 2) && backslashes % 2 === 0;
}
