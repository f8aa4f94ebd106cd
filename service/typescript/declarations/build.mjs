// Puts the declarations that stage files are checked with into dist/declarations: few files, so that the service starts fast.
import { copyFileSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const require = createRequire(import.meta.url);
const here = dirname(fileURLToPath(import.meta.url));
const libraries = dirname(require.resolve('typescript'));
const workersTypes = join(dirname(require.resolve('@cloudflare/workers-types/package.json')), 'index.d.ts');

/** A module of its own (it has an `export {}`), so that it cannot be joined with the others. */
const iterators = 'lib.es2025.iterator.d.ts';

/** A library of TypeScript and those that it refers to, each once, as one text. */
function libraryText(name, seen) {
  const file = `lib.${name}.d.ts`;
  if (seen.has(file) || file === iterators) {
    return '';
  }
  seen.add(file);
  const text = readFileSync(join(libraries, file), 'utf8');
  const reference = /^\/\/\/\s*<reference lib="(.+?)"\s*\/>\s*$/gm;
  const referred = [...text.matchAll(reference)].map(([, lib]) => libraryText(lib, seen));
  const own = text.replace(reference, '').replace(/^\/\/\/\s*<reference no-default-lib.*$/m, '');
  return referred.join('') + own.replace(/^\/\*!.*?\*\/\s*/s, '');
}

/** Writes `<output>/*.d.ts`; returns the names. */
export function buildDeclarations(output) {
  mkdirSync(output, { recursive: true });
  const seen = new Set();
  writeFileSync(join(output, 'es.d.ts'), libraryText('esnext', seen));
  writeFileSync(join(output, 'dom.d.ts'), libraryText('dom', seen));
  copyFileSync(join(libraries, iterators), join(output, 'iterators.d.ts'));
  // Cloudflare declares Node.js's globals for Workers with `nodejs_compat`; stage files run without it.
  const nodeGlobals = /^declare (?:var|const) (?:Buffer|process|global)\b.*$/gm;
  writeFileSync(join(output, 'workers.d.ts'), readFileSync(workersTypes, 'utf8').replace(nodeGlobals, ''));
  for (const name of ['edgetag.d.ts', 'browser.d.ts']) {
    copyFileSync(join(here, name), join(output, name));
  }
}
