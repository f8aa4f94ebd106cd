/*
 * How the value of a node's property is written: `write.mjs` and `read.ts` agree on this. What comes up for the first time is
 * the next in its list, and a flow is most often that of the node before: that takes no number.
 */
export const nothing = 0;
export const node = 1;
export const list = 2;
export const comments = 3;
export const name = 4;
export const newName = 5;
export const symbol = 6;
export const newSymbol = 7;
export const table = 8;
export const flow = 9;
export const newFlow = 10;
export const sameFlow = 11;
export const number = 12;
export const yes = 13;
export const no = 14;

/** Which of these a symbol has: one bit each. A `valueDeclaration` is most often the first of the declarations. */
export const hasValue = 1;
export const hasMembers = 2;
export const hasExports = 4;
