// Cloudflare's types, divided by who needs them: each file that a program need not read makes it start faster and smaller.
import ts from 'typescript';

/** Bindings that most manifests have: their types are read with those of the runtime. */
const common = [
  'KVNamespace',
  'D1Database',
  'R2Bucket',
  'Queue',
  'AnalyticsEngineDataset',
  'DurableObjectNamespace',
  'Fetcher',
  'RateLimit',
];

/** What a Worker's own exports look like to it. A stage file exports nothing, and a third of the types hang on this one. */
const leftOut = ['LoopbackForExport'];

/** The models of Workers AI are more text than everything else together. */
const models = ['Ai'];

/**
 * Divides the text of Cloudflare's types into files, each type in one of them. What neither a global name nor a binding
 * leads to is left out.
 * @param {string} text
 * @param {readonly string[]} bindingTypes the types of all bindings, as `params.infra` has them
 * @returns {{ files: Record<string, string>, filesOfType: Record<string, readonly string[]> }} the texts by file name, and
 *   for each type that is not in `workers.d.ts` the files that it needs
 */
export function divideWorkersTypes(text, bindingTypes) {
  const statements = ts.createSourceFile('workers.d.ts', text, ts.ScriptTarget.ESNext, true).statements.map(describe);
  /** @type {Map<string, Statement[]>} */
  const byName = new Map();
  for (const statement of statements) {
    for (const name of statement.names.filter((each) => !leftOut.includes(each))) {
      byName.set(name, [...(byName.get(name) ?? []), statement]);
    }
  }
  /** @type {Map<Statement, string>} */
  const fileOf = new Map();
  /** @type {(file: string, names: readonly string[]) => void} */
  const assign = (file, names) => {
    const waiting = [...names];
    for (let name = waiting.pop(); name !== undefined; name = waiting.pop()) {
      for (const statement of byName.get(name) ?? []) {
        if (!fileOf.has(statement)) {
          fileOf.set(statement, file);
          waiting.push(...statement.mentions);
        }
      }
    }
  };
  const globals = statements.flatMap(({ isGlobal, names }) => (isGlobal ? names : []));
  const named = bindingTypes.flatMap((type) => type.match(/[\w:-]+/g) ?? []);
  const rare = named.filter((name) => byName.has(name) && !models.includes(name));
  assign('workers.d.ts', [...globals, ...common]);
  assign('bindings.d.ts', rare);
  assign('ai.d.ts', models);

  const textOf = (/** @type {string} */ file) =>
    statements.flatMap((each) => (fileOf.get(each) === file ? each.text : [])).join('');
  const isIn = (/** @type {string} */ name, /** @type {string} */ file) =>
    byName.get(name)?.some((statement) => fileOf.get(statement) === file);
  const inBindings = rare.filter((name) => isIn(name, 'bindings.d.ts'));
  return {
    files: Object.fromEntries(['workers.d.ts', 'bindings.d.ts', 'ai.d.ts'].map((file) => [file, textOf(file)])),
    filesOfType: Object.fromEntries([
      ...inBindings.map((name) => [name, ['bindings.d.ts']]),
      ...models.map((name) => [name, ['bindings.d.ts', 'ai.d.ts']]),
    ]),
  };
}

/**
 * @typedef {object} Statement
 * @property {string} text
 * @property {readonly string[]} names what it declares
 * @property {ReadonlySet<string>} mentions every name in it
 * @property {boolean} isGlobal whether code can use it without a binding that leads to it
 */

/**
 * @param {ts.Statement} statement
 * @returns {Statement}
 */
function describe(statement) {
  /** @type {Set<string>} */
  const mentions = new Set();
  const visit = (/** @type {ts.Node} */ node) => {
    if (ts.isIdentifier(node)) {
      mentions.add(node.text);
    }
    ts.forEachChild(node, visit);
  };
  visit(statement);
  const isVariable = ts.isVariableStatement(statement);
  const declarations = isVariable ? statement.declarationList.declarations : [statement];
  return {
    text: statement.getFullText(),
    names: declarations.flatMap((each) => nameOf(each) ?? []),
    mentions,
    // Classes that are global are properties of the global scope too, which a variable leads to.
    isGlobal: isVariable || ts.isFunctionDeclaration(statement),
  };
}

/** @param {ts.Node} declaration */
function nameOf(declaration) {
  const { name } = /** @type {{ name?: ts.Node }} */ (/** @type {unknown} */ (declaration));
  return name && (ts.isIdentifier(name) || ts.isStringLiteral(name)) ? name.text : undefined;
}
