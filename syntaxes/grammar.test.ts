import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, describe, expect, test } from 'vitest';
import oniguruma from 'vscode-oniguruma';
import textmate, { type IGrammar } from 'vscode-textmate';
import { fixture, type Mark, withMarks, withoutMarks } from '../test/support/marks';

const project = join(import.meta.dirname, '..');
let stageFile: IGrammar;
let javascript: IGrammar;

beforeAll(async () => {
  const wasm = readFileSync(join(project, 'node_modules/vscode-oniguruma/release/onig.wasm'));
  await oniguruma.loadWASM(wasm.buffer.slice(wasm.byteOffset, wasm.byteOffset + wasm.byteLength));
  const grammars: Record<string, string> = {
    'source.js': vscodeJavaScriptGrammar(),
    'source.js.edgetag-stage': join(project, 'syntaxes/edgetag-stage.tmLanguage.json'),
  };
  const registry = new textmate.Registry({
    onigLib: Promise.resolve({
      createOnigScanner: (patterns) => new oniguruma.OnigScanner(patterns),
      createOnigString: (text) => new oniguruma.OnigString(text),
    }),
    loadGrammar: async (scope) => {
      const path = grammars[scope];
      return path ? textmate.parseRawGrammar(readFileSync(path, 'utf8'), path) : null;
    },
  });
  stageFile = await grammar(registry, 'source.js.edgetag-stage');
  javascript = await grammar(registry, 'source.js');
});

describe('bindings in stage files', () => {
  test('a binding is picked out, and so is the way to it', () => {
    expectMarks(fixture`
      const row = await params.infra.DB.prepare('SELECT 1').first();
                        ^^^^^^ params
                               ^^^^^ infra
                                     ^^ binding
      await params.infra.my_cache2.put(params.userId, 'seen');
            ^^^^^^ params
                   ^^^^^ infra
                         ^^^^^^^^^ binding
                                       ^^^^^^ params
    `);
  });

  test('inside functions, conditions, calls, objects, templates and spreads', () => {
    expectMarks(fixture`
      if (params.infra.CACHE) {
          ^^^^^^ params
                 ^^^^^ infra
                       ^^^^^ binding
        items.map((item) => ({ id: item.id, seen: params.infra.CACHE.get(item.id) }));
                                                  ^^^^^^ params
                                                         ^^^^^ infra
                                                               ^^^^^ binding
      }
      const all = [...params.infra.LIST, ...(await params.infra.DB.batch(statements))];
                      ^^^^^^ params
                             ^^^^^ infra
                                   ^^^^ binding
                                                   ^^^^^^ params
                                                          ^^^^^ infra
                                                                ^^ binding
      const text = \`last: \${await params.infra.CACHE.get('last')}\`;
                                  ^^^^^^ params
                                         ^^^^^ infra
                                               ^^^^^ binding
    `);
  });

  test('with optional chaining and spaces', () => {
    expectMarks(fixture`
      params?.infra?.CACHE?.get('a');
      ^^^^^^ params
              ^^^^^ infra
                     ^^^^^ binding
      params . infra . CACHE
      ^^^^^^ params
               ^^^^^ infra
                       ^^^^^ binding
    `);
  });

  test('with a name in brackets, which need not be an identifier', () => {
    expectMarks(fixture`
      params.infra['my-cache'].get('a');
      ^^^^^^ params
             ^^^^^ infra
                    ^^^^^^^^ binding
      params.infra?.["CACHE"].get('a');
      ^^^^^^ params
             ^^^^^ infra
                      ^^^^^ binding
    `);
  });

  test('names may have letters beyond ASCII', () => {
    expectMarks(fixture`
      await params.infra.GEDÄCHTNIS.get('ß');
            ^^^^^^ params
                   ^^^^^ infra
                         ^^^^^^^^^^ binding
    `);
  });

  test('half-typed, destructured, and indexed by an expression', () => {
    expectMarks(fixture`
      params.infra.
      ^^^^^^ params
             ^^^^^ infra
      const { CACHE } = params.infra;
                        ^^^^^^ params
                               ^^^^^ infra
      const { userId, logger } = params;
                                 ^^^^^^ params
      params.infra[name].get('a');
      ^^^^^^ params
             ^^^^^ infra
    `);
  });

  test('other members of params are ordinary properties', () => {
    expectMarks(fixture`
      params.logger.log(params.payload.eventName, params['secrets']);
      ^^^^^^ params
                        ^^^^^^ params
                                                  ^^^^^^ params
      params.infrastructure.CACHE;
      ^^^^^^ params
    `);
  });

  test('nothing is picked out in comments, strings, regular expressions, or of another object', () => {
    expectMarks(fixture`
      // params.infra.CACHE.get('a')
      /* params.infra.CACHE */
      const text = 'params.infra.CACHE' + "params.infra['CACHE']" + \`params.infra.CACHE\`;
      const pattern = /params.infra.CACHE/;
      const other = request.params.infra.CACHE + myparams.infra.CACHE + this.#params.infra.CACHE;
      const query = { params: 1, infra: 2 };
      function search(params) {}
      const find = (params) => 1;
    `);
  });
});

describe('everything else', () => {
  const examples = ['edge/init', 'edge/tag', 'edge/user', 'edge/scheduled', 'browser/init', 'apis/cdn/subscribe'];

  test.each(examples)('%s of the example is highlighted as JavaScript is', (stage) => {
    const text = readFileSync(join(project, 'examples/newsletter/playground', `${stage}.js`), 'utf8');
    expect(withoutBindings(text, stageFile)).toEqual(withoutBindings(text, javascript));
  });
});

const labels: Readonly<Record<string, string>> = {
  'variable.language.params.edgetag-stage': 'params',
  'variable.other.property.infra.edgetag-stage': 'infra',
  'variable.other.constant.binding.edgetag-stage': 'binding',
};

/** Checks that exactly the marked stretches of a stage file have scopes of their own. */
function expectMarks(marked: string): void {
  const text = withoutMarks(marked);
  const marks = tokens(text, stageFile).flatMap(({ range, scopes }): Mark[] =>
    scopes.flatMap((scope) => (labels[scope] ? [{ range, label: labels[scope] }] : [])),
  );
  expect(withMarks(text, marks)).toBe(marked);
}

/**
 * The scopes of every character, but for `params.infra.CACHE` and the like. `meta.function-call` begins after them
 * where JavaScript's begins before; no theme colours it.
 */
function withoutBindings(text: string, grammar: IGrammar): string[] {
  const paths = [...text.matchAll(/\bparams(\.infra(\.\w+)?)?/g)];
  return tokens(text, grammar).flatMap(({ range, scopes }) => {
    const ordinary = scopes.slice(1).filter((scope) => scope !== 'meta.function-call.js');
    return [...text.slice(range.start, range.end)].flatMap((character, index) => {
      const offset = range.start + index;
      const inPath = paths.some((path) => path.index <= offset && offset < path.index + path[0].length);
      return inPath ? [] : [`${character} ${ordinary.join(' ')}`];
    });
  });
}

/** Every token of a text, with its scopes from the outermost to the innermost. */
function tokens(text: string, grammar: IGrammar): { range: { start: number; end: number }; scopes: string[] }[] {
  let start = 0;
  let state = textmate.INITIAL;
  return text.split('\n').flatMap((line) => {
    const lineStart = start;
    const result = grammar.tokenizeLine(line, state);
    state = result.ruleStack;
    start += line.length + 1;
    return result.tokens.map(({ startIndex, endIndex, scopes }) => ({
      range: { start: lineStart + startIndex, end: lineStart + Math.min(endIndex, line.length) },
      scopes,
    }));
  });
}

async function grammar(registry: InstanceType<typeof textmate.Registry>, scope: string): Promise<IGrammar> {
  const loaded = await registry.loadGrammar(scope);
  if (!loaded) {
    throw new Error(`No grammar ${scope}`);
  }
  return loaded;
}

/** VS Code's own JavaScript grammar, from the VS Code that the tests run in. */
function vscodeJavaScriptGrammar(): string {
  const folder = join(project, '.vscode-test');
  const installations = existsSync(folder) ? readdirSync(folder).map((name) => join(folder, name)) : [];
  const extensions = [
    'node_modules/code-server/lib/vscode/extensions',
    'resources/app/extensions',
    'Visual Studio Code.app/Contents/Resources/app/extensions',
  ];
  const found = installations
    .flatMap((installation) => extensions.map((path) => join(installation, path)))
    .map((path) => join(path, 'javascript/syntaxes/JavaScript.tmLanguage.json'))
    .find((path) => existsSync(path));
  if (!found) {
    throw new Error('The grammar tests need a VS Code below .vscode-test: node test/vscode-host/install.mjs');
  }
  return found;
}
