import { createRequire } from 'node:module';
import { build } from 'esbuild';
import { expect, it } from 'vitest';
import { copiedExports } from './build.mjs';

const require = createRequire(import.meta.url);
const library = 'vscode-languageserver/node';

/** The library, bundled. */
async function bundled(): Promise<object> {
  const { outputFiles } = await build({
    stdin: { contents: `module.exports = require('${library}');`, resolveDir: import.meta.dirname },
    bundle: true,
    platform: 'node',
    plugins: [copiedExports(/vscode-(?:jsonrpc|languageserver)/)],
    write: false,
  });
  const module = { exports: {} };
  new Function('require', 'module', outputFiles[0]?.text ?? '')(require, module);
  return module.exports;
}

it('copies what a library exports of other modules, all of it and by value', async () => {
  const copied = await bundled();
  const kinds = (exported: object) =>
    Object.fromEntries(Object.entries(exported).map(([name, value]) => [name, typeof value]));
  expect(kinds(copied)).toEqual(kinds(require(library)));
  expect(Object.getOwnPropertyDescriptor(copied, 'CompletionRequest')).toMatchObject({ value: expect.anything() });
});
