import type { Plugin } from 'esbuild';

/** `export *`, as TypeScript writes it in CommonJS files, copies names instead of binding each. */
export function copiedExports(filter: RegExp): Plugin;
