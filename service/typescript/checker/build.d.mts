/** Returns TypeScript's source with the patch that `keptChecker.ts` needs. Throws where TypeScript no longer has its two places. */
export function withCheckerFor(source: string): string;
