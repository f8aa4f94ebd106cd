/** TypeScript's source with the places that `keptChecker.ts` reaches. Throws where TypeScript is no longer what it was. */
export function withCheckerFor(source: string): string;
