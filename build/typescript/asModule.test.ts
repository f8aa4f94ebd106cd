import { readFileSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { expect, it } from 'vitest';
import { temporaryFolder } from '../../test/support/temporaryFolder';
import { asModule } from './asModule.mjs';

const require = createRequire(import.meta.url);
const source = readFileSync(require.resolve('typescript'), 'utf8');

it('exports what the TypeScript that is installed exports', async () => {
  const file = join(temporaryFolder(), 'typescript.mjs');
  const commonJs = `import { createRequire } from 'node:module'; const require = createRequire(import.meta.url); const __filename = ${JSON.stringify(file)};`;
  writeFileSync(file, `${commonJs}\n${asModule(source)}`);
  const exported = Object.keys(await import(pathToFileURL(file).href));
  const { server, ...published } = require('typescript');
  expect(exported.sort()).toEqual(Object.keys(published).sort());
});

it('says so where TypeScript is published in another way', () => {
  expect(() => asModule(source.replace('module.exports = ', 'exports.ts = '))).toThrow(
    'TypeScript is published in another way',
  );
});
