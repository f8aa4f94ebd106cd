import { parse } from 'cjs-module-lexer';

/** What a CommonJS module requires, as modules: a function that runs it, or a namespace that is there. */
export interface Required {
  readonly specifier: string;
  /** The module's name in imports; absent where it cannot be had, and `problem` says why. */
  readonly module?: string;
  readonly isCommonJs?: boolean;
  readonly isJson?: boolean;
  readonly problem?: string;
}

/** The names that a CommonJS module exports, as far as its code shows, and the modules whose names it exports too. */
export function commonJsExports(code: string): { readonly names: readonly string[]; readonly from: readonly string[] } {
  try {
    const { exports, reexports } = parse(code);
    return { names: exports, from: reexports };
  } catch {
    // It will say what is wrong with it when it runs.
    return { names: [], from: [] };
  }
}

/**
 * A CommonJS module as one that exports `load`, which runs it with its first call. So modules run in the order in which
 * they require one another, also in a circle.
 */
export function commonJsLoader(code: string, required: readonly Required[]): string {
  const imports = required.flatMap(({ module, isCommonJs }, index) => {
    const what = isCommonJs ? `{ load as $${index} }` : `* as $${index}`;
    return module === undefined ? [] : [`import ${what} from ${JSON.stringify(module)};`];
  });
  const cases = required.map(({ specifier, module, isCommonJs, isJson, problem }, index) => {
    const value = isCommonJs ? `$${index}()` : isJson ? `$${index}.default` : `{ __esModule: true, ...$${index} }`;
    const answer = module === undefined ? `throw new Error(${JSON.stringify(problem)})` : `return ${value}`;
    return `    case ${JSON.stringify(specifier)}: ${answer};`;
  });
  return `${imports.join('\n')}
var $module;
function $require(specifier) {
  switch (specifier) {
${cases.join('\n')}
    default: throw new Error(\`'\${specifier}' cannot be required in a simulation: it is not named in the code.\`);
  }
}
export function load() {
  if ($module === undefined) {
    $module = { exports: {} };
    (function (exports, require, module, global) {
${code}
    }).call($module.exports, $module.exports, $require, $module, globalThis);
  }
  return $module.exports;
}
`;
}

/** What the rest of a project imports of a CommonJS module: it runs it, and has its names as exports. */
export function commonJsFace(loader: string, names: readonly string[]): string {
  const others = names.filter((name) => name !== 'default' && name !== '__esModule');
  return `import { load } from ${JSON.stringify(loader)};
const $exports = load();
const $default = $exports?.__esModule && 'default' in $exports ? $exports.default : $exports;
export { $default as default };
${others.map((name, index) => `const $${index} = $exports?.[${JSON.stringify(name)}];\nexport { $${index} as ${JSON.stringify(name)} };`).join('\n')}
`;
}
