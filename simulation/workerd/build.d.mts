import type { Plugin } from 'esbuild';

/** An esbuild plugin: `workerd-host` and `workerd-isolate` are the modules that run on workerd, bundled to text. */
export const workerdSources: Plugin;
