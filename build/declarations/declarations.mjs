import { watchedFiles } from '../watchedFiles.mjs';
import { buildDeclarations } from './buildDeclarations.mjs';

/**
 * The declarations as something that esbuild builds, and in watch mode builds again when one of their files changes.
 * @param {string} output the folder that they are written to
 * @returns {import('esbuild').BuildOptions}
 */
export function declarations(output) {
  return {
    entryPoints: ['declarations'],
    write: false,
    plugins: [
      {
        name: 'declarations',
        setup({ onResolve, onLoad }) {
          onResolve({ filter: /^declarations$/ }, ({ path }) => ({ path, namespace: 'declarations' }));
          const load = watchedFiles(async () => ({ contents: '', files: await buildDeclarations(output) }));
          onLoad({ filter: /./, namespace: 'declarations' }, load);
        },
      },
    ],
  };
}
