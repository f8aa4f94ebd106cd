import ts from 'typescript';
import type { Runtime } from '../../core/stages/stages';
import { bindingTypes, typeName } from './rules/rule';

/*
 * Stage files are ordinary JavaScript by people who never asked for types. TypeScript's errors are kept only where they
 * are about `params`, bindings and the runtime, and where they cannot be mere missing null checks. Whoever adds a rule
 * here adds to the snippets that must stay silent first.
 */

/** What an error is judged by. */
export interface ErrorContext {
  readonly checker: ts.TypeChecker;
  readonly sourceFile: ts.SourceFile;
  readonly runtime: Runtime;
}

const unknownMember = new Set([2339, 2551]);
const wrongArgument = new Set([2322, 2345, 2353, 2554, 2555, 2561, 2575, 2769]);
const unknownName = new Set([2304, 2552, 2580, 2584, 2591]);
const promiseAsCondition = 2801;

const nodeGlobals = new Set(['Buffer', '__dirname', '__filename', 'exports', 'global', 'module', 'process', 'require']);
const browserGlobals = new Set(
  'alert document history HTMLElement localStorage location sessionStorage window Image XMLHttpRequest'.split(' '),
);

/**
 * The message to show for an error of TypeScript, or `undefined` where nobody should see it.
 */
export function relevantMessage(error: ts.Diagnostic, context: ErrorContext): string | undefined {
  const { sourceFile, checker, runtime } = context;
  const message = ts.flattenDiagnosticMessageText(error.messageText, '\n');
  if (error.category !== ts.DiagnosticCategory.Error || error.start === undefined) {
    return undefined;
  }
  const node = nodeAt(sourceFile, error.start, error.start + (error.length ?? 0));
  if (unknownMember.has(error.code)) {
    return isUnknownMember(node, checker) ? message : undefined;
  }
  if (wrongArgument.has(error.code)) {
    return isWrongArgument(node, checker) ? message : undefined;
  }
  if (unknownName.has(error.code) && ts.isIdentifier(node) && runtime === 'workers') {
    return unknownGlobal(node.text, sourceFile.text);
  }
  return error.code === promiseAsCondition ? message : undefined;
}

/** An unknown member of `params`, of a binding, or of a promise that was not awaited; never one that is being set. */
function isUnknownMember(node: ts.Node, checker: ts.TypeChecker): boolean {
  const parent = node.parent;
  if (ts.isPropertyAccessExpression(parent) && parent.name === node) {
    return !isAssigned(parent) && isKnownType(checker.getTypeAtLocation(parent.expression), checker);
  }
  if (ts.isBindingElement(parent)) {
    const pattern = parent.parent;
    return isKnownType(checker.getTypeAtLocation(pattern), checker);
  }
  return false;
}

function isKnownType(type: ts.Type, checker: ts.TypeChecker): boolean {
  const name = typeName(type, checker);
  if (name === undefined) {
    return false;
  }
  const isParams = name.endsWith('Params') && isDeclaredByUs(checker.getNonNullableType(type));
  return name === 'Promise' || bindingTypes.has(name) || isParams;
}

function isDeclaredByUs(type: ts.Type): boolean {
  const file = type.getSymbol()?.declarations?.[0]?.getSourceFile().fileName;
  return file?.endsWith('/edgetag.d.ts') ?? false;
}

/** Arguments of a method of a binding that cannot be right, whatever null checks are missing. */
function isWrongArgument(node: ts.Node, checker: ts.TypeChecker): boolean {
  const call = ts.findAncestor(node, (each): each is ts.CallExpression => ts.isCallExpression(each));
  if (!call || !ts.isPropertyAccessExpression(call.expression)) {
    return false;
  }
  const name = typeName(checker.getTypeAtLocation(call.expression.expression), checker);
  if (name === undefined || !bindingTypes.has(name)) {
    return false;
  }
  return !call.arguments.some((argument) => isUncertain(argument, checker));
}

/** Whether an expression, or a property of an object literal, may be null, undefined, unknown or anything. */
function isUncertain(expression: ts.Node, checker: ts.TypeChecker): boolean {
  if (ts.isObjectLiteralExpression(expression)) {
    return expression.properties.some((property) =>
      ts.isPropertyAssignment(property)
        ? isUncertain(property.initializer, checker)
        : ts.isShorthandPropertyAssignment(property) && isUncertain(property.name, checker),
    );
  }
  if (ts.isArrayLiteralExpression(expression)) {
    return expression.elements.some((element) => isUncertain(element, checker));
  }
  const type = checker.getTypeAtLocation(expression);
  const parts = type.isUnion() ? type.types : [type];
  const uncertain = ts.TypeFlags.Null | ts.TypeFlags.Undefined | ts.TypeFlags.Void | ts.TypeFlags.Unknown;
  return parts.some((part) => (part.flags & uncertain) !== 0);
}

function isAssigned(access: ts.PropertyAccessExpression): boolean {
  const { parent } = access;
  return (
    ts.isBinaryExpression(parent) &&
    parent.left === access &&
    parent.operatorToken.kind >= ts.SyntaxKind.FirstAssignment &&
    parent.operatorToken.kind <= ts.SyntaxKind.LastAssignment
  );
}

function unknownGlobal(name: string, text: string): string | undefined {
  const owner = nodeGlobals.has(name) ? "Node.js's" : browserGlobals.has(name) ? "the browser's" : undefined;
  const isChecked = new RegExp(`\\btypeof\\s+${name}\\b`).test(text);
  return owner && !isChecked
    ? `'${name}' is ${owner}: on the edge, stage files run on Cloudflare Workers, which does not have it.`
    : undefined;
}

/** The outermost node that has exactly a range, or the innermost that holds it. */
function nodeAt(sourceFile: ts.SourceFile, start: number, end: number): ts.Node {
  let found: ts.Node = sourceFile;
  const visit = (node: ts.Node): void => {
    if (node.getStart(sourceFile) <= start && end <= node.end) {
      found = node;
      ts.forEachChild(node, visit);
    }
  };
  visit(sourceFile);
  return found;
}
