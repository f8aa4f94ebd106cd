import type { Plugin } from 'esbuild';

/** TypeScript's source with the places that `keptChecker.ts` reaches. Throws where TypeScript is no longer what it was. */
export function withCheckerFor(source: string): string;

/** An esbuild plugin that bundles TypeScript so. */
export function keptChecker(): Plugin;
