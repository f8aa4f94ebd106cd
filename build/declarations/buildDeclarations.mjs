// Puts the declarations that stage files are checked with into dist/declarations: few and small files, so that the
// service starts fast.
import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';
import { withoutComments } from './comments.mjs';
import { divideLibraries } from './seldomNamed.mjs';
import { divideWorkersTypes } from './workersTypes.mjs';

const require = createRequire(import.meta.url);
const sources = fileURLToPath(new URL('../../service/typescript/declarations/', import.meta.url));
const kinds = fileURLToPath(new URL('../../core/platform/kinds/kinds.ts', import.meta.url));
const libraries = dirname(require.resolve('typescript'));
const workersTypes = join(dirname(require.resolve('@cloudflare/workers-types/package.json')), 'index.d.ts');

/** A module of its own (it has an `export {}`), so that it cannot be joined with the others. */
const iterators = 'lib.es2025.iterator.d.ts';

/** What we declare ourselves. */
const ownDeclarations = ['edgetag.d.ts', 'browser.d.ts'];

/** What no runtime of a stage has, and what nobody can write in one. */
const leftOut = ['esnext.temporal', 'esnext.date', 'decorators', 'decorators.legacy', 'esnext.decorators'];

/**
 * A library of TypeScript and those that it refers to, each once, as one text.
 * @param {string} name
 * @param {Set<string>} seen
 * @returns {string}
 */
function libraryText(name, seen) {
  const file = `lib.${name}.d.ts`;
  if (seen.has(file) || file === iterators || leftOut.includes(name)) {
    return '';
  }
  seen.add(file);
  const text = readFileSync(join(libraries, file), 'utf8');
  const reference = /^\/\/\/\s*<reference lib="(.+?)"\s*\/>\s*$/gm;
  const referred = [...text.matchAll(reference)].map(([, lib]) => libraryText(/** @type {string} */ (lib), seen));
  const own = text.replace(reference, '').replace(/^\/\/\/\s*<reference no-default-lib.*$/m, '');
  return referred.join('') + own.replace(/^\/\*!.*?\*\/\s*/s, '');
}

/** The type of each kind of binding, from the table of kinds, and the files that say it. */
async function bindingTypes() {
  const { outputFiles, metafile } = await build({
    entryPoints: [kinds],
    bundle: true,
    format: 'esm',
    write: false,
    metafile: true,
    logLevel: 'silent',
  });
  const source = Buffer.from(outputFiles[0]?.contents ?? '').toString('base64');
  const { bindingKinds } = await import(`data:text/javascript;base64,${source}`);
  /** @type {string[]} */
  const types = bindingKinds.map((/** @type {{ typeName: string }} */ { typeName }) => typeName);
  return { types, files: Object.keys(metafile.inputs) };
}

/**
 * Writes `*.d.ts` and the comments of each in `*.comments.json`; `filesOfType.json`: which files the type of a binding needs
 * beside the runtime's; and `seldomNamed.json`: the names for which `seldom.d.ts` is needed.
 * @param {string} output
 * @returns {Promise<string[]>} the files that it was made of and that change while one works on it
 */
export async function buildDeclarations(output) {
  // Cloudflare declares Node.js's globals for Workers with `nodejs_compat`; stage files run without it.
  const nodeGlobals = /^declare (?:var|const) (?:Buffer|process|global)\b.*$/gm;
  const workers = readFileSync(workersTypes, 'utf8').replace(nodeGlobals, '');
  const known = await bindingTypes();
  const { files, filesOfType } = divideWorkersTypes(workers, known.types);
  const seen = new Set();
  const { common, seldom, names } = divideLibraries(libraryText('esnext', seen));
  const texts = {
    'es.d.ts': common,
    'seldom.d.ts': seldom,
    'iterators.d.ts': readFileSync(join(libraries, iterators), 'utf8'),
    'dom.d.ts': libraryText('dom', seen),
    ...Object.fromEntries(ownDeclarations.map((name) => [name, readFileSync(join(sources, name), 'utf8')])),
    ...files,
  };
  // What an earlier build wrote and this one does not would be packed, too.
  rmSync(output, { recursive: true, force: true });
  mkdirSync(output, { recursive: true });
  for (const [name, whole] of Object.entries(texts)) {
    const { text, comments } = withoutComments(whole);
    writeFileSync(join(output, name), text);
    writeFileSync(join(output, name.replace('.d.ts', '.comments.json')), JSON.stringify(comments));
  }
  writeFileSync(join(output, 'filesOfType.json'), JSON.stringify(filesOfType));
  writeFileSync(join(output, 'seldomNamed.json'), JSON.stringify(names));
  return [...known.files, ...ownDeclarations.map((name) => join(sources, name)), workersTypes].map((file) =>
    resolve(file),
  );
}
