import * as ts from 'typescript';
import type { Rule, RuleFinding } from '../../../core/rules/rule';
import { assignedValues } from '../assignments';
import { typeName } from '../bindingCalls';
import { descendants, rangeOf, withoutParentheses } from '../nodes';
import type { TypedInput } from './input';

/** "Not all code paths return a value", and its kin, of a function that must return a `Response`. */
const endsWithoutReturn = new Set([2355, 2366, 7030]);
const wrongType = new Set([2322, 2353, 2559, 2561, 2739, 2740, 2741]);

/** An API handler that can end without a `Response`, or returns something else. */
export const missingResponse: Rule<TypedInput> = {
  code: 'missing-response',
  severity: 'error',

  check(input) {
    if (input.stage.kind.result !== 'response') {
      return [];
    }
    const { sourceFile, handler, errors } = input;
    const found: RuleFinding[] = [];
    const [endless] = errors.filter(({ code, start = 0 }) => endsWithoutReturn.has(code) && start < handler.body.pos);
    if (endless && !mayNeverEnd(input)) {
      const last = handler.body.statements.at(-1);
      const begin = handler.body.pos + 1;
      const range = last ? rangeOf(lastStatement(last), sourceFile) : { start: begin, end: begin };
      found.push({ range, message: 'This API handler can end without a Response: return one at its end.' });
    }
    for (const { code, start } of errors) {
      const statement = wrongType.has(code) && start !== undefined ? returnAt(sourceFile, start) : undefined;
      if (
        statement &&
        ts.findAncestor(statement.parent, ts.isFunctionLike) === handler &&
        isNoResponse(statement, input)
      ) {
        const range = rangeOf(statement.expression ?? statement, sourceFile);
        found.push({ range, message: 'An API handler must return a Response: Response.json(value), for one.' });
      }
    }
    return found;
  },
};

function returnAt(sourceFile: ts.SourceFile, position: number): ts.ReturnStatement | undefined {
  let found: ts.ReturnStatement | undefined;
  const visit = (node: ts.Node): void => {
    if (node.getStart(sourceFile) <= position && position < node.end) {
      found = ts.isReturnStatement(node) ? node : found;
      ts.forEachChild(node, visit);
    }
  };
  visit(sourceFile);
  return found;
}

/** Certain to be no `Response`: nothing in the type is one, or could be, nor what a variable is set to later. */
function isNoResponse({ expression }: ts.ReturnStatement, input: TypedInput): boolean {
  return (
    !expression ||
    [expression, ...assignedValues(expression, input)].every((value) => value && isOtherThanResponse(value, input))
  );
}

function isOtherThanResponse(expression: ts.Expression, { checker }: TypedInput): boolean {
  const type = checker.getTypeAtLocation(expression);
  const awaited = checker.getAwaitedType(type) ?? type;
  const parts = awaited.isUnion() ? awaited.types : [awaited];
  const uncertain = ts.TypeFlags.Any | ts.TypeFlags.Unknown | ts.TypeFlags.Never;
  return !parts.some((part) => (part.flags & uncertain) !== 0 || typeName(part, checker) === 'Response');
}

/** The innermost last statement: where the hand that mends it would go. */
function lastStatement(statement: ts.Statement): ts.Node {
  if (ts.isIfStatement(statement)) {
    return statement.getFirstToken() ?? statement;
  }
  return ts.isFunctionDeclaration(statement) ? (statement.name ?? statement) : statement;
}

/** Whether the end may well be out of reach, though TypeScript does not see it. */
function mayNeverEnd({ handler, checker }: TypedInput): boolean {
  const { statements } = handler.body;
  const last = statements.at(-1);
  const own = ownDescendants(handler.body);
  return (
    own.some((node) => ts.isExpressionStatement(node) && alwaysThrows(node.expression, checker)) ||
    (last !== undefined && (isRetry(last) || isOtherwise(last, statements.slice(0, -1))))
  );
}

/** `fail('…')`, where `fail` never returns. */
function alwaysThrows(expression: ts.Expression, checker: ts.TypeChecker): boolean {
  const call = ts.isAwaitExpression(expression) ? expression.expression : expression;
  const symbol = ts.isCallExpression(call) ? checker.getSymbolAtLocation(call.expression) : undefined;
  const declaration = symbol?.valueDeclaration;
  const callee = declaration && ts.isVariableDeclaration(declaration) ? declaration.initializer : declaration;
  const returns = ts.NodeFlags.HasImplicitReturn | ts.NodeFlags.HasExplicitReturn;
  return (
    callee !== undefined &&
    ts.isFunctionLike(callee) &&
    'body' in callee &&
    callee.body !== undefined &&
    ts.isBlock(callee.body as ts.Node) &&
    (callee.flags & returns) === 0
  );
}

/** A loop that counts attempts and returns in the last one. */
function isRetry(statement: ts.Statement): boolean {
  const isCounting = ts.isForStatement(statement) || ts.isWhileStatement(statement) || ts.isDoStatement(statement);
  return isCounting && ownDescendants(statement).some(ts.isReturnStatement);
}

/** `if (!condition)` at the end, after `if (condition)`. */
function isOtherwise(last: ts.Statement, before: readonly ts.Statement[]): boolean {
  const condition = ts.isIfStatement(last) ? textOf(last.expression) : undefined;
  return before.some((each) => {
    const earlier = ts.isIfStatement(each) ? textOf(each.expression) : undefined;
    return earlier !== undefined && (condition === `!${earlier}` || earlier === `!${condition}`);
  });
}

const textOf = (expression: ts.Expression) => withoutParentheses(expression).getText();

/** What is below a node, the bodies of inner functions left out. */
function ownDescendants(node: ts.Node): readonly ts.Node[] {
  return descendants(node).filter(
    (each) => ts.findAncestor(each.parent, (above) => above === node || ts.isFunctionLike(above)) === node,
  );
}
