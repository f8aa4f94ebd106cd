import type { Plugin } from 'esbuild';

/** An esbuild plugin: `bound-fillers` is the module that `boundDeclarations` made. */
export function boundFillers(contents: string): Plugin;
