#!/usr/bin/env node
// Builds the product into dist/. `--watch` rebuilds what changes, `--minify` is what the VSIX ships.
import { context } from 'esbuild';
import { bundleOptions, bundles } from './build/bundles.mjs';
import { declarations } from './build/declarations/declarations.mjs';
import { Notices } from './build/notices.mjs';

const watch = process.argv.includes('--watch');
const minify = process.argv.includes('--minify');

const rows = Object.values(bundles).map((bundle) => bundleOptions(bundle, { folder: 'dist', minify }));
const notices = new Notices('dist/third-party-notices.txt', rows.length);
const contexts = await Promise.all([
  context(declarations('dist/declarations')),
  ...rows.map((row) => context({ ...row, plugins: [...row.plugins, notices.plugin(row.outfile)] })),
]);

if (watch) {
  await Promise.all(contexts.map((each) => each.watch()));
} else {
  await Promise.all(contexts.map((each) => each.rebuild()));
  await Promise.all(contexts.map((each) => each.dispose()));
}
