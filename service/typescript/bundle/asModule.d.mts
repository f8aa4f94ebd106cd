/**
 * TypeScript's source as a module that exports what the script exports, but for `ts.server`. Throws where TypeScript is no
 * longer published as it was.
 */
export function asModule(source: string): string;
