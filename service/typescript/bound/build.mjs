/**
 * An esbuild plugin: `bound-fillers` is the module that `boundDeclarations` made.
 * @param {string} contents
 * @returns {import('esbuild').Plugin}
 */
export function boundFillers(contents) {
  return {
    name: 'bound-fillers',
    setup({ onResolve, onLoad }) {
      onResolve({ filter: /^bound-fillers$/ }, ({ path }) => ({ path, namespace: 'bound-fillers' }));
      onLoad({ filter: /./, namespace: 'bound-fillers' }, () => ({ contents }));
    },
  };
}
