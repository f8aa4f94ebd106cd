// How bundles are built so that they start fast.
import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { basename, dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';

const start = fileURLToPath(new URL('start.ts', import.meta.url));
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

/**
 * A CommonJS module, as a module of what is used of it. Esbuild would copy its names, a thousand of them, at each start.
 * @param {string} module
 * @returns {import('esbuild').Plugin}
 */
export function namesOf(module) {
  return {
    name: 'names-of',
    setup({ onResolve, onLoad }) {
      onResolve({ filter: new RegExp(`^${module}$`) }, ({ kind, resolveDir }) =>
        kind === 'import-statement' ? { path: module, namespace: 'names', pluginData: resolveDir } : undefined,
      );
      onLoad({ filter: /./, namespace: 'names' }, ({ path, pluginData }) => {
        const names = Object.keys(require(path)).map((name) => `export const ${name} = /* @__PURE__ */ of('${name}');`);
        const contents = [`const module = require('${path}');`, 'const of = (name) => module[name];', ...names].join(
          '\n',
        );
        return { contents, resolveDir: pluginData };
      });
    },
  };
}

/**
 * Where TypeScript wrote `export *` as CommonJS, each name is bound by a getter, a thousand of them at each start. Here the
 * names are copied, which does the same once the module they come from has run.
 * @param {RegExp} filter the files
 * @returns {import('esbuild').Plugin}
 */
export function copiedExports(filter) {
  const line = 'hasOwnProperty.call(exports, p)) __createBinding(exports, m, p);';
  return {
    name: 'copied-exports',
    setup({ onLoad }) {
      onLoad({ filter }, ({ path }) => ({
        contents: readFileSync(path, 'utf8').replace(line, 'hasOwnProperty.call(exports, p)) exports[p] = m[p];'),
      }));
    },
  };
}
