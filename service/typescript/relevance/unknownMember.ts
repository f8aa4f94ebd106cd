import * as ts from 'typescript';
import { assignments, mayHoldOther } from '../assignments';
import { bindingTypes, typeName } from '../bindingCalls';
import { descendants, withoutParentheses } from '../nodes';
import type { ErrorContext } from './error';

/**
 * An unknown member of `params`, of a binding, or of a promise that was not awaited. Not one that the file itself sets,
 * nor one that it asks for before it uses it.
 */
export function isUnknownMember(node: ts.Node, context: ErrorContext): boolean {
  const { checker } = context;
  const { parent } = node;
  if (!ts.isIdentifier(node)) {
    return false;
  }
  if (ts.isPropertyAccessExpression(parent) && parent.name === node) {
    const receiver = parent.expression;
    const type = knownType(checker.getTypeAtLocation(receiver), checker);
    return (
      type !== undefined &&
      !isWritten(parent) &&
      !mayHoldOther(receiver, context) &&
      !isSet(type, node.text, context) &&
      (type === 'Promise' || !isAskedFor(type, node.text, context))
    );
  }
  if (ts.isBindingElement(parent)) {
    const type = knownType(checker.getTypeAtLocation(parent.parent), checker);
    const taken = parent.parent.parent;
    const receiver = ts.isVariableDeclaration(taken) ? taken.initializer : undefined;
    return (
      type !== undefined &&
      (type === 'Promise' || !parent.initializer) &&
      !(receiver && mayHoldOther(receiver, context)) &&
      !isSet(type, node.text, context)
    );
  }
  return false;
}

/** The name of a type whose members we vouch for. */
function knownType(type: ts.Type, checker: ts.TypeChecker): string | undefined {
  const name = typeName(type, checker);
  if (name === undefined) {
    return undefined;
  }
  return name === 'Promise' || bindingTypes.has(name) || isOfParams(checker.getNonNullableType(type))
    ? name
    : undefined;
}

/** `params` of a stage, or an object below it; what `params.infra` has is for our own rule. */
function isOfParams(type: ts.Type): boolean {
  const symbol = type.getSymbol();
  const file = symbol?.declarations?.[0]?.getSourceFile().fileName;
  return file?.endsWith('/edgetag.d.ts') === true && symbol?.name !== 'EdgeTagInfra';
}

/** Assigned to, or deleted. */
function isWritten(access: ts.PropertyAccessExpression): boolean {
  const { parent } = access;
  return ts.isDeleteExpression(parent) || assignments(access.getSourceFile()).some(({ target }) => target === access);
}

/**
 * `x.name = …`, `Object.assign(x, { name })`, `Object.defineProperty(x, 'name', …)`, for an x of this type, or for
 * the `this` of a function, which may be anything.
 */
function isSet(type: string, name: string, { checker, sourceFile }: ErrorContext): boolean {
  const isOfType = (expression: ts.Expression | undefined) => {
    return (
      expression !== undefined &&
      (isLooseThis(expression) || typeName(checker.getTypeAtLocation(expression), checker) === type)
    );
  };
  return (
    assignments(sourceFile).some(
      ({ target }) =>
        (ts.isPropertyAccessExpression(target) && target.name.text === name && isOfType(target.expression)) ||
        (ts.isElementAccessExpression(target) &&
          isText(target.argumentExpression, name) &&
          isOfType(target.expression)),
    ) ||
    descendants(sourceFile).some(
      (node) =>
        ts.isCallExpression(node) &&
        /^Object\.(assign|definePropert(y|ies))$/.test(node.expression.getText(sourceFile)) &&
        isOfType(node.arguments[0]) &&
        node.arguments.slice(1).some((argument) => isText(argument, name) || hasProperty(argument, name)),
    )
  );
}

function isLooseThis(expression: ts.Expression): boolean {
  const owner = ts.findAncestor(expression, (node) => ts.isFunctionLike(node) && !ts.isArrowFunction(node));
  return expression.kind === ts.SyntaxKind.ThisKeyword && owner !== undefined && !ts.isClassLike(owner.parent);
}

const isText = (node: ts.Node, text: string) => ts.isStringLiteralLike(node) && node.text === text;

function hasProperty(node: ts.Node, name: string): boolean {
  return (
    ts.isObjectLiteralExpression(node) &&
    node.properties.some((property) => property.name && 'text' in property.name && property.name.text === name)
  );
}

/**
 * Whether the file asks if a member is there: `typeof x.name`, `'name' in x`, `x.name || other`, `x.name?.()`. A bare
 * condition asks too, where what it asks for is used as well; alone, `if (params.isNewUser)` is a mere use.
 */
function isAskedFor(type: string, name: string, context: ErrorContext): boolean {
  const { checker, sourceFile } = context;
  const isOfType = (expression: ts.Expression) => typeName(checker.getTypeAtLocation(expression), checker) === type;
  const accesses = descendants(sourceFile).filter(
    (node): node is ts.PropertyAccessExpression =>
      ts.isPropertyAccessExpression(node) && node.name.text === name && isOfType(node.expression),
  );
  const conditions = accesses.filter(isCondition);
  return (
    accesses.some(isQuestion) ||
    (conditions.length > 0 && (bindingTypes.has(type) || conditions.length < accesses.length)) ||
    descendants(sourceFile).some(
      (node) =>
        ts.isBinaryExpression(node) &&
        node.operatorToken.kind === ts.SyntaxKind.InKeyword &&
        isText(node.left, name) &&
        isOfType(node.right),
    )
  );
}

function isQuestion(access: ts.Expression): boolean {
  const { parent } = access;
  if (ts.isParenthesizedExpression(parent)) {
    return isQuestion(parent);
  }
  if (ts.isBinaryExpression(parent)) {
    const { kind } = parent.operatorToken;
    const isFallback = kind === ts.SyntaxKind.BarBarToken || kind === ts.SyntaxKind.QuestionQuestionToken;
    return (isFallback && parent.left === access) || [parent.left, parent.right].some(isNothing);
  }
  return ts.isTypeOfExpression(parent) || (ts.isCallExpression(parent) && parent.questionDotToken !== undefined);
}

function isNothing(expression: ts.Expression): boolean {
  const inner = withoutParentheses(expression);
  return inner.kind === ts.SyntaxKind.NullKeyword || (ts.isIdentifier(inner) && inner.text === 'undefined');
}

function isCondition(expression: ts.Expression): boolean {
  const { parent } = expression;
  if (ts.isParenthesizedExpression(parent) || ts.isPrefixUnaryExpression(parent)) {
    return isCondition(parent);
  }
  if (ts.isBinaryExpression(parent)) {
    return parent.operatorToken.kind === ts.SyntaxKind.AmpersandAmpersandToken;
  }
  return (
    ((ts.isIfStatement(parent) || ts.isWhileStatement(parent)) && parent.expression === expression) ||
    (ts.isConditionalExpression(parent) && parent.condition === expression)
  );
}
