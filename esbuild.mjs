#!/usr/bin/env node
// Builds every bundle of the product into dist/. `--watch` rebuilds on change, `--minify` is what the VSIX ships.
import { context } from 'esbuild';
import { writeNotices } from './scripts/notices.mjs';
import { typescriptAsModule } from './service/typescript/bundle/build.mjs';
import { buildDeclarations } from './service/typescript/declarations/build.mjs';
import { browserRealm } from './simulation/sandbox/browser/build.mjs';
import { realmSource } from './simulation/sandbox/build.mjs';
import { workerdSources } from './simulation/workerd/build.mjs';
import { lazyBuiltins, withCodeCache } from './startup/build.mjs';

const watch = process.argv.includes('--watch');
const minify = process.argv.includes('--minify');

/** What the language server's libraries load and a server over stdio or IPC does without. */
const seldomUsed = ['child_process', 'crypto', 'net', 'os', 'url', 'util', 'worker_threads'];

await buildDeclarations('dist/declarations');

/** One row a bundle. All are CommonJS for the Node of VS Code 1.101 and for Node 20.19. */
const bundles = [
  { entry: 'client/extension.ts', out: 'dist/client.js', external: ['vscode'] },
  {
    entry: 'server/main.ts',
    out: 'dist/server.js',
    plugins: [lazyBuiltins(seldomUsed)],
    startsFast: true,
  },
  {
    entry: 'service/typescript/worker.ts',
    out: 'dist/typescript.js',
    plugins: [lazyBuiltins(['crypto']), typescriptAsModule()],
    startsFast: true,
    // Nobody debugs TypeScript itself, and a third of the text loads faster.
    minify: true,
  },
  { entry: 'simulation/sandbox/main.ts', out: 'dist/simulation.js', plugins: [realmSource] },
  { entry: 'simulation/sandbox/browser/main.ts', out: 'dist/browser.js', special: browserRealm },
  { entry: 'simulation/workerd/main.ts', out: 'dist/workerd.js', plugins: [workerdSources] },
  {
    entry: 'cli/main.ts',
    out: 'dist/cli.js',
    plugins: [lazyBuiltins(seldomUsed)],
    banner: '#!/usr/bin/env node',
    startsFast: true,
  },
];

const contexts = await Promise.all(
  bundles.map(({ entry, out, external = [], plugins = [], banner, startsFast, minify: always, special = {} }) =>
    context({
      entryPoints: [entry],
      outfile: out,
      bundle: true,
      platform: 'node',
      format: 'cjs',
      target: 'node20.19',
      // jsonc-parser's UMD build (its "main") hides its imports from the bundler.
      mainFields: ['module', 'main'],
      external,
      plugins: [...plugins, ...(startsFast ? [withCodeCache({ out, banner })] : [])],
      sourcemap: !minify,
      minify: minify || always,
      legalComments: 'none',
      metafile: true,
      logLevel: 'info',
      ...(banner && !startsFast ? { banner: { js: banner } } : {}),
      ...special,
    }),
  ),
);

if (watch) {
  await Promise.all(contexts.map((each) => each.watch()));
} else {
  const results = await Promise.all(contexts.map((each) => each.rebuild()));
  writeNotices(
    'dist/third-party-notices.txt',
    results.map(({ metafile }) => metafile),
  );
  await Promise.all(contexts.map((each) => each.dispose()));
}
