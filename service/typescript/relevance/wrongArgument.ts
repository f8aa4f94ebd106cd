import * as ts from 'typescript';
import { mayHoldOther } from '../assignments';
import { bindingCall, typeName } from '../bindingCalls';
import type { ErrorContext, RelevantError } from './error';
import { isPromise } from './promiseAsValue';

const wrongCount = new Set([2554, 2555, 2575]);
const noOverload = 2769;

/**
 * Arguments of a method of a binding that cannot be right, whatever null checks are missing; and a promise where the
 * runtime's own functions want a text or a number.
 */
export function wrongArgument(
  node: ts.Node,
  context: ErrorContext,
  error: ts.Diagnostic,
): boolean | Partial<RelevantError> {
  const { checker } = context;
  const call = callOf(node);
  if (!call) {
    return false;
  }
  const binding = bindingCall(call, checker);
  if (!binding) {
    return isPromiseArgument(node, call, context);
  }
  if (wrongCount.has(error.code)) {
    return !call.arguments?.some(ts.isSpreadElement);
  }
  // Models come faster than their types.
  if (binding.type === 'Ai' || !ts.isCallExpression(call)) {
    return false;
  }
  const index = wrongIndex(call, context);
  const argument = index === undefined ? undefined : call.arguments[index];
  if (!argument) {
    return false;
  }
  if (error.code !== noOverload) {
    return true;
  }
  if (argument !== node && argument.pos <= node.pos && node.end <= argument.end) {
    // The last line is about this place, those before it about the overloads.
    const lines = ts.flattenDiagnosticMessageText(error.messageText, '\n').split('\n');
    return { message: lines.at(-1)?.trim() ?? '' };
  }
  const type = checker.typeToString(checker.getTypeAtLocation(argument));
  const span = { start: argument.getStart(context.sourceFile), length: argument.getWidth(context.sourceFile) };
  return { span, message: `${binding.method}() does not take this as argument ${Number(index) + 1}: '${type}'.` };
}

/** The call that a node is an argument of, or a part of an argument, or the called name of. */
function callOf(node: ts.Node): ts.CallExpression | ts.NewExpression | undefined {
  const found = ts.findAncestor(node.parent, (each) =>
    ts.isFunctionLike(each) ? 'quit' : ts.isCallExpression(each) || ts.isNewExpression(each),
  );
  return found as ts.CallExpression | ts.NewExpression | undefined;
}

/** `JSON.parse(promise)`. What a `Response` is made of is nobody's business, and the file's own functions may take anything. */
function isPromiseArgument(node: ts.Node, call: ts.CallExpression | ts.NewExpression, context: ErrorContext): boolean {
  const { checker } = context;
  const index = call.arguments?.indexOf(node as ts.Expression) ?? -1;
  const signature = checker.getResolvedSignature(call);
  const isOwn = !signature?.declaration?.getSourceFile().isDeclarationFile;
  if (index < 0 || !signature || isOwn || typeName(signature.getReturnType(), checker) === 'Response') {
    return false;
  }
  const parameter = parameterType(signature, index, call, checker);
  return parameter !== undefined && partsOf(parameter).every(isPrimitive) && isPromise(node as ts.Expression, context);
}

/** The first argument that no overload takes; `undefined` if there is an overload that may take them all. */
function wrongIndex(call: ts.CallExpression, context: ErrorContext): number | undefined {
  const { checker } = context;
  const indices = checker
    .getTypeAtLocation(call.expression)
    .getCallSignatures()
    .map((signature) =>
      call.arguments.findIndex((argument, index) => {
        const type = parameterType(signature, index, call, checker);
        return type === undefined || expressionCannotBe(argument, type, context);
      }),
    );
  return indices.length > 0 && indices.every((index) => index >= 0) ? Math.max(...indices) : undefined;
}

function parameterType(
  signature: ts.Signature,
  index: number,
  call: ts.Node,
  checker: ts.TypeChecker,
): ts.Type | undefined {
  const last = signature.parameters.at(-1);
  const declaration = last?.valueDeclaration;
  const isRest = declaration && ts.isParameter(declaration) && declaration.dotDotDotToken;
  const parameter = signature.parameters[index];
  if (last && isRest && index >= signature.parameters.length - 1) {
    return checker.getIndexTypeOfType(checker.getTypeOfSymbolAtLocation(last, call), ts.IndexKind.Number);
  }
  return parameter && checker.getTypeOfSymbolAtLocation(parameter, call);
}

/** Whether an expression, as it is written, is certain not to be of a type. */
function expressionCannotBe(expression: ts.Expression, target: ts.Type, context: ErrorContext): boolean {
  const { checker } = context;
  if (ts.isSpreadElement(expression) || isOpen(target) || mayHoldOther(expression, context)) {
    return false;
  }
  const targets = partsOf(checker.getNonNullableType(target));
  if (ts.isObjectLiteralExpression(expression)) {
    return targets.every((each) => isPrimitive(each) || literalCannotBe(expression, each, context));
  }
  if (ts.isArrayLiteralExpression(expression)) {
    return targets.every((each) => {
      const element = elementType(each, checker);
      return !element || expression.elements.some((part) => expressionCannotBe(part, element, context));
    });
  }
  return cannotBe(checker.getTypeAtLocation(expression), target, checker);
}

function literalCannotBe(literal: ts.ObjectLiteralExpression, target: ts.Type, context: ErrorContext): boolean {
  const { checker } = context;
  const given = new Map<string, ts.Expression | undefined>();
  for (const property of literal.properties) {
    if (!property.name || ts.isComputedPropertyName(property.name)) {
      return false;
    }
    const value = ts.isPropertyAssignment(property)
      ? property.initializer
      : ts.isShorthandPropertyAssignment(property)
        ? property.name
        : undefined;
    given.set(property.name.text, value);
  }
  if (elementType(target, checker)) {
    return true;
  }
  const anyProperty = checker.getIndexTypeOfType(target, ts.IndexKind.String);
  const isMissing = checker.getPropertiesOfType(target).some((each) => !isOptional(each) && !given.has(each.name));
  return (
    isMissing ||
    [...given].some(([name, value]) => {
      const property = checker.getPropertyOfType(target, name);
      const type = property ? checker.getTypeOfSymbol(property) : anyProperty;
      return !type || (value !== undefined && expressionCannotBe(value, type, context));
    })
  );
}

/**
 * Whether a value of one type can never serve as another. More lenient than TypeScript: null checks may be missing,
 * texts that a variable holds may be the right ones, and the runtime converts between text, numbers and booleans.
 */
function cannotBe(source: ts.Type, target: ts.Type, checker: ts.TypeChecker, depth = 0): boolean {
  if (depth > 4 || isOpen(source) || isOpen(target)) {
    return false;
  }
  const sources = partsOf(checker.getNonNullableType(source));
  const targets = partsOf(checker.getNonNullableType(target));
  return sources.every((from) =>
    targets.every((to) => !checker.isTypeAssignableTo(from, to) && partCannotBe(from, to, checker, depth)),
  );
}

function partCannotBe(source: ts.Type, target: ts.Type, checker: ts.TypeChecker, depth: number): boolean {
  if (source.isStringLiteral() && (target.flags & ts.TypeFlags.NumberLike) !== 0) {
    return Number.isNaN(Number(source.value));
  }
  if (isPrimitive(source)) {
    return isPrimitive(target) ? target.isLiteral() && source.isLiteral() : true;
  }
  if (isPrimitive(target)) {
    return target.isLiteral() || !convertible.has(typeName(source, checker) ?? '');
  }
  const [sourceElement, targetElement] = [elementType(source, checker), elementType(target, checker)];
  if (targetElement) {
    return !sourceElement || cannotBe(sourceElement, targetElement, checker, depth + 1);
  }
  return checker.getPropertiesOfType(target).some((property) => {
    const given = checker.getPropertyOfType(source, property.name);
    return given
      ? cannotBe(checker.getTypeOfSymbol(given), checker.getTypeOfSymbol(property), checker, depth + 1)
      : !isOptional(property) && !checker.getIndexTypeOfType(source, ts.IndexKind.String);
  });
}

/** Objects whose text is what is meant where a text is wanted. */
const convertible: ReadonlySet<string> = new Set(['Date', 'Number', 'String', 'URL', 'URLSearchParams']);

const partsOf = (type: ts.Type): readonly ts.Type[] => (type.isUnion() ? type.types : [type]);

const isOptional = (property: ts.Symbol) => (property.flags & ts.SymbolFlags.Optional) !== 0;

const open =
  ts.TypeFlags.Any |
  ts.TypeFlags.Unknown |
  ts.TypeFlags.Never |
  ts.TypeFlags.Void |
  ts.TypeFlags.Undefined |
  ts.TypeFlags.Null |
  ts.TypeFlags.TypeParameter;
const primitive =
  ts.TypeFlags.StringLike | ts.TypeFlags.NumberLike | ts.TypeFlags.BooleanLike | ts.TypeFlags.BigIntLike;

/** A type that nothing can be said of. */
const isOpen = (type: ts.Type) => (type.flags & open) !== 0;

const isPrimitive = (type: ts.Type) => (type.flags & primitive) !== 0;

/** What an array, or anything else to iterate over, holds. */
function elementType(type: ts.Type, checker: ts.TypeChecker): ts.Type | undefined {
  if (checker.isArrayType(type) || checker.isTupleType(type)) {
    return checker.getIndexTypeOfType(type, ts.IndexKind.Number);
  }
  return typeName(type, checker) === 'Iterable' ? checker.getTypeArguments(type as ts.TypeReference)[0] : undefined;
}
