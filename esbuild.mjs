#!/usr/bin/env node
// Builds every bundle of the product into dist/. `--watch` rebuilds on change, `--minify` is what the VSIX ships.
import { context } from 'esbuild';

const watch = process.argv.includes('--watch');
const minify = process.argv.includes('--minify');

/** One row a bundle. All are CommonJS for the Node of VS Code 1.101 and for Node 20.19. */
const bundles = [
  { entry: 'client/extension.ts', out: 'dist/client.js', external: ['vscode'] },
  { entry: 'server/main.ts', out: 'dist/server.js' },
  { entry: 'service/typescript/worker.ts', out: 'dist/typescript.js' },
  { entry: 'simulation/sandbox/main.ts', out: 'dist/simulation.js' },
  { entry: 'cli/main.ts', out: 'dist/cli.js', banner: '#!/usr/bin/env node' },
];

const contexts = await Promise.all(
  bundles.map(({ entry, out, external = [], banner }) =>
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
