import { readdirSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { build } from 'esbuild';
import ts from 'typescript';
import { beforeAll, describe, expect, it } from 'vitest';
import { bundle } from '../../../test/support/temporaryFolder';
import { boundFillers } from './build.mjs';
import { boundDeclarations } from './write.mjs';

const written = '.bound.json';
const names = readdirSync(bundle('declarations'))
  .filter((name) => name.endsWith(written))
  .map((name) => name.slice(0, -written.length));
const textOf = (name: string) => readFileSync(bundle(`declarations/${name}.d.ts`), 'utf8');

/** What the worker's bundle reads declarations with, and the options that it gives to TypeScript. */
let reader: typeof import('./read') & Pick<typeof import('../project'), 'compilerOptions' | 'jsDocParsingMode'>;

beforeAll(async () => {
  const { fillers } = boundDeclarations(Object.fromEntries(names.map((name) => [`${name}.d.ts`, textOf(name)])));
  const { outputFiles } = await build({
    stdin: {
      contents: `export * from './read'; export { compilerOptions, jsDocParsingMode } from '../project';`,
      resolveDir: import.meta.dirname,
    },
    bundle: true,
    platform: 'node',
    external: ['typescript'],
    plugins: [boundFillers(fillers)],
    write: false,
  });
  const module = { exports: {} as typeof reader };
  new Function('require', 'module', outputFiles[0]?.text ?? '')(createRequire(import.meta.url), module);
  reader = module.exports;
});

describe.each(names)('%s.d.ts', (name) => {
  it('is what TypeScript makes of it, in every property of every object, and in their order', () => {
    const { boundFile, compilerOptions, jsDocParsingMode } = reader;
    const path = `/declarations/${name}.d.ts`;
    const snapshot = ts.ScriptSnapshot.fromString(textOf(name));
    const expected = ts.createLanguageServiceSourceFile(
      path,
      snapshot,
      { languageVersion: ts.ScriptTarget.ESNext, jsDocParsingMode },
      '0',
      false,
    );
    bindSourceFile(expected, compilerOptions);
    const found = boundFile(path, snapshot, readFileSync(bundle(`declarations/${name}${written}`), 'utf8'));
    expect(firstDifference(expected, found)).toBeUndefined();
  });
});

it('is not written where TypeScript makes something else of it than declarations are made of', () => {
  const text = 'function choose(first: boolean) { if (first) { return 1; } return 2; }';
  expect(() => boundDeclarations({ 'choose.d.ts': text })).toThrow(
    'TypeScript has changed: it is no longer so that nothing flows in a declaration',
  );
});

const { bindSourceFile } = ts as unknown as {
  bindSourceFile(file: ts.SourceFile, options: ts.CompilerOptions): void;
};

/** Where two graphs of objects are not the same; nothing if they are. */
function firstDifference(expected: unknown, found: unknown): string | undefined {
  const pairs = new Map<object, object>();
  // From the outside in: the shortest way to it.
  const waiting = [{ path: '', expected, found }];
  for (const each of waiting) {
    const { path } = each;
    if (!(each.expected instanceof Object && each.found instanceof Object)) {
      if (each.expected !== each.found) {
        return `${path}: ${String(each.expected)}, not ${String(each.found)}`;
      }
    } else if (pairs.has(each.expected)) {
      if (pairs.get(each.expected) !== each.found) {
        return `${path}: another object`;
      }
    } else {
      pairs.set(each.expected, each.found);
      const one = contentOf(each.expected);
      const other = contentOf(each.found);
      if (each.expected.constructor !== each.found.constructor || keysOf(one) !== keysOf(other)) {
        return `${path}: ${keysOf(one)}, not ${keysOf(other)}`;
      }
      waiting.push(
        ...Object.keys(one).map((key) => ({ path: `${path}.${key}`, expected: one[key], found: other[key] })),
      );
    }
  }
  return undefined;
}

const keysOf = (object: object) => Object.keys(object).join();

function contentOf(object: object): Readonly<Record<string, unknown>> {
  if (object instanceof Map || object instanceof Set) {
    return { ...[...object] };
  }
  // Nodes get an identifier when somebody asks for it. A file has a list, here of nothing, only where it declares modules.
  const { id, patternAmbientModules, ...content } = object as Record<string, unknown>;
  return patternAmbientModules ? { ...content, patternAmbientModules } : content;
}
