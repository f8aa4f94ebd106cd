// Half of what the ECMAScript libraries declare is of things that hardly any stage file names: a dozen typed arrays, Atomics
// and Intl. What they are stays with the rest, so that they are suggested and told apart; what they can do is read when code
// names one.
import ts from 'typescript';

/** Interfaces that nothing else in the libraries of a Worker gives a value of, but some bindings. */
const elements = 'Int8 Uint8Clamped Int16 Uint16 Int32 Uint32 BigInt64 BigUint64 Float16 Float32 Float64';
const interfaces = new Set(
  elements
    .split(' ')
    .flatMap((each) => [`${each}Array`, `${each}ArrayConstructor`])
    .concat('Atomics'),
);

/** By these an interface is known, to whoever reads its name and to the type checker. */
const identity = new Set([
  '[Symbol.toStringTag]',
  'BYTES_PER_ELEMENT',
  'buffer',
  'byteLength',
  'byteOffset',
  'length',
  'prototype',
]);

const namespace = 'Intl';

/**
 * Divides the text of the ECMAScript libraries.
 * @param {string} text
 * @returns {{ common: string, seldom: string, names: readonly string[] }} what is always read, what is read beside it where
 *   code has one of the names
 */
export function divideLibraries(text) {
  const source = ts.createSourceFile('es.d.ts', text, ts.ScriptTarget.ESNext, true);
  const needed = neededOf(source);
  const common = [];
  const seldom = [];
  for (const statement of source.statements) {
    if (ts.isInterfaceDeclaration(statement) && interfaces.has(statement.name.text)) {
      const [known, others] = divided(statement.members, isIdentity);
      common.push(withMembers(statement, statement.members, known));
      seldom.push(withMembers(statement, statement.members, others));
    } else if (isNamespace(statement)) {
      const { statements } = /** @type {ts.ModuleBlock} */ (statement.body);
      const [used, others] = divided(statements, (each) =>
        isType(each) ? needed.has(each.name.text) : ts.isFunctionDeclaration(each),
      );
      common.push(withMembers(statement, statements, used));
      seldom.push(withMembers(statement, statements, others));
    } else {
      common.push(statement.getFullText());
    }
  }
  return { common: common.join(''), seldom: seldom.join(''), names: [...interfaces, namespace] };
}

/**
 * The types of the namespace that declarations outside of it, and its functions, lead to.
 * @param {ts.SourceFile} source
 */
function neededOf(source) {
  const [namespaces, others] = divided(source.statements, isNamespace);
  const inside = namespaces.flatMap((each) => [
    .../** @type {ts.ModuleBlock} */ (/** @type {ts.ModuleDeclaration} */ (each).body).statements,
  ]);
  /** @type {Set<string>} */
  const needed = new Set();
  /** @type {(node: ts.Node) => void} */
  const visit = (node) => {
    if (ts.isIdentifier(node) && !needed.has(node.text)) {
      const declared = inside.filter((each) => isType(each) && each.name.text === node.text);
      if (declared.length > 0) {
        needed.add(node.text);
        declared.forEach(visit);
      }
    }
    ts.forEachChild(node, visit);
  };
  others.forEach(visit);
  inside.filter(ts.isFunctionDeclaration).forEach(visit);
  return needed;
}

/** @param {ts.Statement} statement @returns {statement is ts.ModuleDeclaration} */
const isNamespace = (statement) => ts.isModuleDeclaration(statement) && statement.name.text === namespace;

/** @param {ts.Statement} statement @returns {statement is ts.InterfaceDeclaration | ts.TypeAliasDeclaration} */
const isType = (statement) => ts.isInterfaceDeclaration(statement) || ts.isTypeAliasDeclaration(statement);

/** @param {ts.TypeElement} member */
const isIdentity = (member) => ts.isIndexSignatureDeclaration(member) || identity.has(member.name?.getText() ?? '');

/**
 * @template T
 * @param {readonly T[]} all
 * @param {(each: T) => boolean} isFirst
 * @returns {[T[], T[]]}
 */
const divided = (all, isFirst) => [all.filter(isFirst), all.filter((each) => !isFirst(each))];

/**
 * A declaration with some of its members; nothing where there are none.
 * @param {ts.Node} declaration
 * @param {ts.NodeArray<ts.Node>} members
 * @param {readonly ts.Node[]} chosen
 */
function withMembers(declaration, members, chosen) {
  const text = declaration.getSourceFile().text;
  const head = text.slice(declaration.getFullStart(), members.pos);
  return chosen.length > 0 ? `${head}${chosen.map((each) => each.getFullText()).join('')}\n}\n` : '';
}
