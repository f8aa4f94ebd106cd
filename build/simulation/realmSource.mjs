import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';
import { watchedFiles } from '../watchedFiles.mjs';

const entry = fileURLToPath(new URL('../../simulation/sandbox/realm/main.ts', import.meta.url));

/**
 * An esbuild plugin: `realm-source` is the realm of a stage, bundled to an expression whose value is its `boot`.
 * @type {import('esbuild').Plugin}
 */
export const realmSource = {
  name: 'realm-source',
  setup({ onResolve, onLoad, initialOptions }) {
    const load = watchedFiles(async () => {
      const { outputFiles, metafile } = await build({
        entryPoints: [entry],
        bundle: true,
        write: false,
        metafile: true,
        format: 'iife',
        globalName: 'realm',
        target: initialOptions.target ?? 'node20.19',
        minify: initialOptions.minify ?? false,
        logLevel: 'silent',
      });
      const contents = `(() => {\n${outputFiles[0]?.text}\nreturn realm.boot;\n})()`;
      return { contents, files: Object.keys(metafile.inputs) };
    });
    onResolve({ filter: /^realm-source$/ }, ({ path }) => ({ path, namespace: 'realm-source' }));
    onLoad({ filter: /.*/, namespace: 'realm-source' }, load);
  },
};
