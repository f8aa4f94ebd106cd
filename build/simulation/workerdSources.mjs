import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';
import { watchedFiles } from '../watchedFiles.mjs';

const folder = fileURLToPath(new URL('../../simulation/workerd/', import.meta.url));

/** Where a stage runs on workerd, the platform's own classes take the place of the realm's. @type {import('esbuild').Plugin} */
const platform = {
  name: 'platform',
  setup({ onResolve }) {
    const own =
      /(^|\/)(web\/(blob|domException|encoding|formData|headers|readableStream|request|response|structuredClone|url)|clock)$/;
    onResolve({ filter: own }, () => ({ path: join(folder, 'isolate/platform.ts') }));
  },
};

/** @type {Readonly<Record<string, { readonly entry: string, readonly plugins: readonly import('esbuild').Plugin[] }>>} */
const sources = {
  'workerd-host': { entry: 'host/main.ts', plugins: [] },
  'workerd-isolate': { entry: 'isolate/main.ts', plugins: [platform] },
};

/**
 * An esbuild plugin: `workerd-host` and `workerd-isolate` are the modules that run on workerd, bundled to text.
 * @type {import('esbuild').Plugin}
 */
export const workerdSources = {
  name: 'workerd-sources',
  setup({ onResolve, onLoad, initialOptions }) {
    const load = watchedFiles(async (path) => {
      const { entry, plugins } = /** @type {(typeof sources)[string]} */ (sources[path]);
      const { outputFiles, metafile } = await build({
        entryPoints: [join(folder, entry)],
        bundle: true,
        write: false,
        metafile: true,
        format: 'esm',
        target: 'es2022',
        external: ['cloudflare:*', 'stage'],
        plugins: [...plugins],
        minify: initialOptions.minify ?? false,
        logLevel: 'silent',
      });
      return { contents: outputFiles[0]?.text ?? '', files: Object.keys(metafile.inputs) };
    });
    onResolve({ filter: /^workerd-(host|isolate)$/ }, ({ path }) => ({ path, namespace: 'workerd-sources' }));
    onLoad({ filter: /.*/, namespace: 'workerd-sources' }, load);
  },
};
