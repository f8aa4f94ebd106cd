// What is built, a row a bundle.
import { browserRealm } from './simulation/browserRealm.mjs';
import { realmSource } from './simulation/realmSource.mjs';
import { workerdSources } from './simulation/workerdSources.mjs';
import { lazyBuiltins, withCodeCache } from './startup.mjs';
import { typescriptAsModule } from './typescript/typescriptAsModule.mjs';

/**
 * @typedef {object} Bundle
 * @property {string} entry
 * @property {string} name of the file
 * @property {readonly string[]} [external]
 * @property {readonly import('esbuild').Plugin[]} [plugins]
 * @property {string} [banner]
 * @property {true} [startsFast] whether it runs with V8's code cache
 * @property {true} [minify] also where the others are not
 * @property {import('esbuild').BuildOptions} [special]
 */

/** What the language server's libraries load and a server over stdio or IPC does without. */
const seldomUsed = ['child_process', 'crypto', 'net', 'os', 'url', 'util', 'worker_threads'];

/** All are CommonJS for the Node of VS Code 1.101 and for Node 20.19. */
export const bundles = /** @type {const} @satisfies {Readonly<Record<string, Bundle>>} */ ({
  client: { entry: 'client/extension.ts', name: 'client.js', external: ['vscode'] },
  server: { entry: 'server/main.ts', name: 'server.js', plugins: [lazyBuiltins(seldomUsed)], startsFast: true },
  typescript: {
    entry: 'service/typescript/worker.ts',
    name: 'typescript.js',
    plugins: [lazyBuiltins(['crypto']), typescriptAsModule()],
    startsFast: true,
    // A third of the text loads faster, and TypeScript itself needs no debugger.
    minify: true,
  },
  sandbox: { entry: 'simulation/sandbox/main.ts', name: 'simulation.js', plugins: [realmSource] },
  browser: { entry: 'simulation/sandbox/browser/main.ts', name: 'browser.js', special: browserRealm },
  workerd: { entry: 'simulation/workerd/main.ts', name: 'workerd.js', plugins: [workerdSources] },
  cli: {
    entry: 'cli/main.ts',
    name: 'cli.js',
    plugins: [lazyBuiltins(seldomUsed)],
    banner: '#!/usr/bin/env node',
    startsFast: true,
  },
});

/**
 * Esbuild's options for a bundle. Its result has a metafile.
 * @param {Bundle} bundle
 * @param {{ folder: string, minify?: boolean }} how `folder` is where it is written
 */
export function bundleOptions(bundle, { folder, minify = false }) {
  const { entry, name, external = [], plugins = [], banner, startsFast, special = {} } = bundle;
  const out = `${folder}/${name}`;
  return /** @type {const} @satisfies {import('esbuild').BuildOptions} */ ({
    entryPoints: [entry],
    outfile: out,
    bundle: true,
    platform: 'node',
    format: 'cjs',
    target: 'node20.19',
    // jsonc-parser's UMD build (its "main") hides its imports from the bundler.
    mainFields: ['module', 'main'],
    external: [...external],
    plugins: [...plugins, ...(startsFast ? [withCodeCache({ out, banner })] : [])],
    sourcemap: !minify,
    minify: minify || bundle.minify === true,
    legalComments: 'none',
    metafile: true,
    logLevel: 'info',
    ...(banner && !startsFast ? { banner: { js: banner } } : {}),
    ...special,
  });
}
