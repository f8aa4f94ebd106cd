// How TypeScript gets into the bundle of the worker.
import { readFileSync } from 'node:fs';
import { asModule } from './asModule.mjs';
import { withCheckerFor } from './withCheckerFor.mjs';

/** @returns {import('esbuild').Plugin} */
export function typescriptAsModule() {
  return {
    name: 'typescript-as-module',
    setup({ onLoad }) {
      onLoad({ filter: /[\\/]typescript[\\/]lib[\\/]typescript\.js$/ }, ({ path }) => ({
        contents: asModule(withCheckerFor(readFileSync(path, 'utf8'))),
      }));
    },
  };
}
