import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';

const folder = dirname(fileURLToPath(import.meta.url));

/** An esbuild plugin: `realm-source` is the realm of a stage, bundled to an expression whose value is its `boot`. */
export const realmSource = {
  name: 'realm-source',
  setup({ onResolve, onLoad, initialOptions }) {
    onResolve({ filter: /^realm-source$/ }, ({ path }) => ({ path, namespace: 'realm-source' }));
    onLoad({ filter: /.*/, namespace: 'realm-source' }, async () => {
      const { outputFiles, metafile } = await build({
        entryPoints: [join(folder, 'realm/main.ts')],
        bundle: true,
        write: false,
        metafile: true,
        format: 'iife',
        globalName: 'realm',
        target: initialOptions.target ?? 'node20.19',
        minify: initialOptions.minify ?? false,
      });
      const [output] = outputFiles;
      return {
        contents: `(() => {\n${output.text}\nreturn realm.boot;\n})()`,
        loader: 'text',
        watchFiles: Object.keys(metafile.inputs),
      };
    });
  },
};
