// How bundles are built so that they start fast.
import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { basename, dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';

const start = fileURLToPath(new URL('../startup/start.ts', import.meta.url));
const require = createRequire(import.meta.url);

/**
 * Puts the bundle into the folder `bundles`, and in its place the program that runs it with V8's code cache.
 * @param {{ out: string, banner?: string | undefined }} bundle
 * @returns {import('esbuild').Plugin}
 */
export function withCodeCache({ out, banner }) {
  return {
    name: 'with-code-cache',
    setup({ initialOptions, onEnd }) {
      const bundle = join(dirname(out), 'bundles', basename(out));
      initialOptions.outfile = bundle;
      // As Node wraps a module.
      initialOptions.banner = { js: '(function (exports, require, module, __filename, __dirname) {' };
      initialOptions.footer = { js: '})' };
      onEnd(async ({ errors }) => {
        if (errors.length > 0) {
          return;
        }
        const hash = createHash('sha256').update(readFileSync(bundle)).digest('hex').slice(0, 16);
        await build({
          entryPoints: [start],
          outfile: out,
          bundle: true,
          minify: true,
          platform: 'node',
          format: 'cjs',
          target: initialOptions.target ?? 'node20',
          define: { BUNDLE: JSON.stringify(basename(out)), HASH: JSON.stringify(hash) },
          ...(banner ? { banner: { js: banner } } : {}),
        });
      });
    },
  };
}

/**
 * Modules of Node that libraries ask for at once and seldom use are loaded when they are used.
 * @param {readonly string[]} names
 * @returns {import('esbuild').Plugin}
 */
export function lazyBuiltins(names) {
  return {
    name: 'lazy-builtins',
    setup({ onResolve, onLoad }) {
      const filter = new RegExp(`^(?:node:)?(?:${names.join('|')})$`);
      onResolve({ filter }, ({ path, namespace }) =>
        namespace === 'file' ? { path: path.replace('node:', ''), namespace: 'lazy' } : undefined,
      );
      onLoad({ filter: /./, namespace: 'lazy' }, ({ path }) => ({
        contents: `for (const name of ${JSON.stringify(Object.keys(require(path)))})
          Object.defineProperty(exports, name, { enumerable: true, get: () => require('node:${path}')[name] });`,
      }));
    },
  };
}
