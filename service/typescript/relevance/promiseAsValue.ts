import * as ts from 'typescript';
import { mayHoldOther } from '../assignments';
import { typeName } from '../bindingCalls';
import { withoutParentheses } from '../nodes';
import type { ErrorContext } from './error';

/** A promise that was not awaited, where its value is meant: as a condition, compared, added to, iterated over. */
export function isPromiseAsValue(node: ts.Node, context: ErrorContext): boolean {
  const expression = ts.isArrayBindingPattern(node) ? initializerOf(node) : node;
  if (!expression || !ts.isExpression(expression)) {
    return false;
  }
  const { parent } = expression;
  const operation = ts.isBinaryExpression(expression) ? expression : ts.isBinaryExpression(parent) ? parent : undefined;
  const operands = operation && !isPromise(expression, context) ? [operation.left, operation.right] : [expression];
  // Two promises may well be compared.
  return operands.filter((operand) => isPromise(operand, context)).length === 1;
}

/** Whether an expression is certainly a promise. */
export function isPromise(expression: ts.Expression, context: ErrorContext): boolean {
  const inner = withoutParentheses(expression);
  const { checker } = context;
  return typeName(checker.getTypeAtLocation(inner), checker) === 'Promise' && !mayHoldOther(inner, context);
}

function initializerOf({ parent }: ts.ArrayBindingPattern): ts.Expression | undefined {
  return ts.isVariableDeclaration(parent) ? parent.initializer : undefined;
}
