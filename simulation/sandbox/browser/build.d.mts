import type { BuildOptions } from 'esbuild';

/**
 * How the realm of browser stages is built: a script whose value is its `boot`, with stand-ins for all that happy-dom
 * takes from Node.
 */
export const browserRealm: BuildOptions;
