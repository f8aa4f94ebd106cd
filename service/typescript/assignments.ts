import * as ts from 'typescript';
import { descendants, withoutParentheses } from './nodes';

/** What assignments are looked up in. */
export interface Program {
  readonly checker: ts.TypeChecker;
  readonly sourceFile: ts.SourceFile;
}

/** `target = value`. The value is `undefined` where it is a part of another: `[target] = list`, `for (target of list)`. */
interface Assignment {
  readonly target: ts.Expression;
  readonly value: ts.Expression | undefined;
}

/**
 * Whether an expression may hold something else than its type says. In JavaScript a variable keeps the type that it began
 * with, whatever is assigned to it later; a parameter has the type of its default value, whatever it is called with.
 */
export function mayHoldOther(expression: ts.Expression, program: Program): boolean {
  const { checker } = program;
  const symbol = symbolOf(expression, checker);
  if (!symbol) {
    return false;
  }
  if (symbol.valueDeclaration && isDefaultOfParameter(symbol.valueDeclaration)) {
    return true;
  }
  const type = checker.getTypeAtLocation(expression);
  return valuesOf(symbol, program).some((value) => {
    const given = value && checker.getTypeAtLocation(value);
    const isSame = given && checker.isTypeAssignableTo(given, type) && checker.isTypeAssignableTo(type, given);
    return !given || isOpen(given) || !isSame;
  });
}

/** What is assigned to the variable or property that an expression names, its declaration aside. */
export function assignedValues(expression: ts.Expression, program: Program): readonly (ts.Expression | undefined)[] {
  const symbol = symbolOf(expression, program.checker);
  return symbol ? valuesOf(symbol, program) : [];
}

/** Every assignment of a file. */
export function assignments(sourceFile: ts.SourceFile): readonly Assignment[] {
  let found = known.get(sourceFile);
  if (!found) {
    found = descendants(sourceFile).flatMap(assignmentsAt);
    known.set(sourceFile, found);
  }
  return found;
}

const known = new WeakMap<ts.SourceFile, readonly Assignment[]>();

function assignmentsAt(node: ts.Node): readonly Assignment[] {
  if (ts.isBinaryExpression(node) && isAssignmentOperator(node.operatorToken.kind)) {
    return targetsOf(node.left, node.right);
  }
  const isLoop = (ts.isForOfStatement(node) || ts.isForInStatement(node)) && ts.isExpression(node.initializer);
  return isLoop ? targetsOf(node.initializer as ts.Expression, undefined) : [];
}

function targetsOf(target: ts.Expression, value: ts.Expression | undefined): readonly Assignment[] {
  if (ts.isArrayLiteralExpression(target)) {
    return target.elements.flatMap((element) => targetsOf(element, undefined));
  }
  if (ts.isObjectLiteralExpression(target)) {
    return target.properties.flatMap((property) =>
      ts.isPropertyAssignment(property)
        ? targetsOf(property.initializer, undefined)
        : ts.isShorthandPropertyAssignment(property)
          ? [{ target: property.name, value: undefined }]
          : [],
    );
  }
  const isWithDefault = value === undefined && ts.isBinaryExpression(target);
  return [{ target: withoutParentheses(isWithDefault ? target.left : target), value }];
}

export function isAssignmentOperator(kind: ts.SyntaxKind): boolean {
  return kind >= ts.SyntaxKind.FirstAssignment && kind <= ts.SyntaxKind.LastAssignment;
}

const isOpen = (type: ts.Type) => (type.flags & (ts.TypeFlags.Any | ts.TypeFlags.Unknown)) !== 0;

function valuesOf(symbol: ts.Symbol, { checker, sourceFile }: Program): readonly (ts.Expression | undefined)[] {
  return assignments(sourceFile)
    .filter(({ target }) => symbolOf(target, checker) === symbol)
    .map(({ value }) => value);
}

function symbolOf(expression: ts.Expression, checker: ts.TypeChecker): ts.Symbol | undefined {
  const inner = withoutParentheses(expression);
  if (ts.isIdentifier(inner) && ts.isShorthandPropertyAssignment(inner.parent)) {
    return checker.getShorthandAssignmentValueSymbol(inner.parent);
  }
  const name = ts.isPropertyAccessExpression(inner) ? inner.name : inner;
  return ts.isIdentifier(name) ? checker.getSymbolAtLocation(name) : undefined;
}

function isDefaultOfParameter(declaration: ts.Declaration): boolean {
  if (ts.isParameter(declaration)) {
    return declaration.initializer !== undefined && ts.getJSDocType(declaration) === undefined;
  }
  return (
    ts.isBindingElement(declaration) &&
    declaration.initializer !== undefined &&
    ts.isParameter(ts.walkUpBindingElementsAndPatterns(declaration))
  );
}
