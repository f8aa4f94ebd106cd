import * as ts from 'typescript';
import type { TextRange } from '../../core/text';

/** The expression within parentheses. */
export function withoutParentheses(expression: ts.Expression): ts.Expression {
  return ts.isParenthesizedExpression(expression) ? withoutParentheses(expression.expression) : expression;
}

const descendantsOf = new WeakMap<ts.Node, readonly ts.Node[]>();

/** A node and all below it. */
export function descendants(node: ts.Node): readonly ts.Node[] {
  const known = descendantsOf.get(node);
  if (known) {
    return known;
  }
  const found: ts.Node[] = [];
  const visit = (each: ts.Node): void => {
    found.push(each);
    ts.forEachChild(each, visit);
  };
  visit(node);
  descendantsOf.set(node, found);
  return found;
}

/** Where a node stands, without the comments before it. */
export function rangeOf(node: ts.Node, sourceFile: ts.SourceFile): TextRange {
  return { start: node.getStart(sourceFile), end: node.end };
}
