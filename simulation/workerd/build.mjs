import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';

const folder = dirname(fileURLToPath(import.meta.url));

/** Where a stage runs on workerd, the platform's own classes take the place of the realm's. */
const platform = {
  name: 'platform',
  setup({ onResolve }) {
    const own =
      /(^|\/)(web\/(blob|domException|encoding|formData|headers|readableStream|request|response|structuredClone|url)|clock)$/;
    onResolve({ filter: own }, () => ({ path: join(folder, 'isolate/platform.ts') }));
  },
};

const sources = {
  'workerd-host': { entry: 'host/main.ts', plugins: [] },
  'workerd-isolate': { entry: 'isolate/main.ts', plugins: [platform] },
};

/** An esbuild plugin: `workerd-host` and `workerd-isolate` are the modules that run on workerd, bundled to text. */
export const workerdSources = {
  name: 'workerd-sources',
  setup({ onResolve, onLoad, initialOptions }) {
    onResolve({ filter: /^workerd-(host|isolate)$/ }, ({ path }) => ({ path, namespace: 'workerd-sources' }));
    onLoad({ filter: /.*/, namespace: 'workerd-sources' }, async ({ path }) => {
      const { entry, plugins } = sources[path];
      const { outputFiles, metafile } = await build({
        entryPoints: [join(folder, entry)],
        bundle: true,
        write: false,
        metafile: true,
        format: 'esm',
        target: 'es2022',
        external: ['cloudflare:*', 'stage'],
        plugins,
        minify: initialOptions.minify ?? false,
      });
      return { contents: outputFiles[0].text, loader: 'text', watchFiles: Object.keys(metafile.inputs) };
    });
  },
};
