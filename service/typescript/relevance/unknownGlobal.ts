import * as ts from 'typescript';
import type { ErrorContext, RelevantError } from './error';

/** Whose global a name is, and how code asks whether there is one. */
interface Owner {
  readonly label: string;
  readonly names: ReadonlySet<string>;
}

const nodeGlobals: Owner = {
  label: "Node.js's",
  names: new Set('Buffer __dirname __filename exports global module process require'.split(' ')),
};

const browserGlobals: Owner = {
  label: "the browser's",
  names: new Set(
    (
      'alert Audio confirm document DOMParser FileReader getComputedStyle history HTMLElement Image indexedDB ' +
      'IntersectionObserver localStorage location matchMedia MutationObserver prompt requestAnimationFrame screen ' +
      'sessionStorage window XMLHttpRequest'
    ).split(' '),
  ),
};

/** A global of Node.js or of the browser on the edge, unless the file asks first whether it is there. */
export function unknownGlobal(
  node: ts.Node,
  { checker, sourceFile, runtime }: ErrorContext,
): false | Pick<RelevantError, 'message'> {
  const name = isRequired(node, checker) ? 'require' : ts.isIdentifier(node) ? node.text : '';
  const owner = [nodeGlobals, browserGlobals].find(({ names }) => names.has(name));
  if (!owner || runtime !== 'workers' || isTried(node) || asksFor(sourceFile.text, owner)) {
    return false;
  }
  const where = 'on the edge, stage files run on Cloudflare Workers, which does not have it';
  return { message: `'${name}' is ${owner.label}: ${where}.` };
}

/** The `'fs'` of `require('fs')`: that is where TypeScript reports it. */
function isRequired({ parent }: ts.Node, checker: ts.TypeChecker): boolean {
  const callee = ts.isCallExpression(parent) ? parent.expression : undefined;
  return (
    callee !== undefined &&
    ts.isIdentifier(callee) &&
    callee.text === 'require' &&
    !checker.getSymbolAtLocation(callee)?.valueDeclaration
  );
}

/** `typeof window`, `globalThis.Buffer`, `'process' in self`: who asks for one of them knows about the others. */
function asksFor(text: string, { names }: Owner): boolean {
  const name = `(?:${[...names].join('|')})\\b`;
  return new RegExp(
    `\\btypeof\\s*\\(?\\s*${name}|\\b(?:globalThis|self)\\s*\\??\\.\\s*${name}|['"]${name}['"]\\s+in\\b`,
  ).test(text);
}

/** `try { Buffer.from(x) } catch { … }`, and nothing else in it: a question too. */
function isTried(node: ts.Node): boolean {
  const owner = ts.findAncestor(node, (each) => ts.isFunctionLike(each) || ts.isTryStatement(each));
  return (
    owner !== undefined &&
    ts.isTryStatement(owner) &&
    owner.catchClause !== undefined &&
    owner.tryBlock.statements.length === 1 &&
    owner.tryBlock.pos <= node.pos &&
    node.end <= owner.tryBlock.end
  );
}
