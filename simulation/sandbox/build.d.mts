import type { Plugin } from 'esbuild';

/** An esbuild plugin: `realm-source` is the realm of a stage, bundled to an expression whose value is its `boot`. */
export const realmSource: Plugin;
