#!/usr/bin/env node
// Builds every bundle of the product into dist/. `--watch` rebuilds on change, `--minify` is what the VSIX ships.
import { context } from 'esbuild';
import { buildDeclarations } from './service/typescript/declarations/build.mjs';
import { realmSource } from './simulation/sandbox/build.mjs';
import { workerdSources } from './simulation/workerd/build.mjs';

const watch = process.argv.includes('--watch');
const minify = process.argv.includes('--minify');

/** One row a bundle. All are CommonJS for the Node of VS Code 1.101 and for Node 20.19. */
const bundles = [
  { entry: 'client/extension.ts', out: 'dist/client.js', external: ['vscode'] },
  { entry: 'server/main.ts', out: 'dist/server.js' },
  { entry: 'service/typescript/worker.ts', out: 'dist/typescript.js' },
  { entry: 'simulation/sandbox/main.ts', out: 'dist/simulation.js', plugins: [realmSource] },
  { entry: 'simulation/workerd/main.ts', out: 'dist/workerd.js', plugins: [workerdSources] },
  { entry: 'cli/main.ts', out: 'dist/cli.js', banner: '#!/usr/bin/env node' },
];

buildDeclarations('dist/declarations');
const contexts = await Promise.all(
  bundles.map(({ entry, out, external = [], plugins = [], banner }) =>
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
      plugins,
      sourcemap: !minify,
      minify,
      legalComments: 'none',
      logLevel: 'info',
      ...(banner ? { banner: { js: banner } } : {}),
    }),
  ),
);

if (watch) {
  await Promise.all(contexts.map((each) => each.watch()));
} else {
  await Promise.all(contexts.map((each) => each.rebuild()));
  await Promise.all(contexts.map((each) => each.dispose()));
}
