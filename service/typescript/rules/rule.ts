import * as ts from 'typescript';
import { bindingKinds } from '../../../core/platform/kinds/kinds';
import type { Stage } from '../../../core/platform/stages/stages';
import type { Severity } from '../../../core/rules/rule';

/** A stage file with its types. Positions are those of the virtual document. */
export interface TypedInput {
  readonly stage: Stage;
  readonly sourceFile: ts.SourceFile;
  readonly checker: ts.TypeChecker;
  /** The function that the wrapper makes of the body. */
  readonly handler: ts.FunctionLikeDeclaration & { readonly body: ts.Block };
  /** TypeScript's own errors, for rules that judge them. */
  readonly errors: readonly ts.Diagnostic[];
}

export interface TypedProblem {
  readonly span: ts.TextSpan;
  readonly message: string;
  readonly fixes?: readonly TypedFix[];
}

export interface TypedFix {
  readonly title: string;
  readonly changes: readonly ts.TextChange[];
}

/** A diagnostic that needs types or syntax. */
export interface TypedRule {
  readonly code: string;
  readonly severity: Severity;
  check(input: TypedInput): readonly TypedProblem[];
}

/** The types whose members and arguments we vouch for: what a binding is, and what its methods build. */
export const bindingTypes: ReadonlySet<string> = new Set([
  ...bindingKinds.map(({ typeName }) => typeName),
  'D1PreparedStatement',
  'D1DatabaseSession',
  'R2MultipartUpload',
]);

/**
 * The name of a type that the runtime or the platform declares, null and undefined left aside; `undefined` for all others.
 * A class of the user's own may well be called `Queue`.
 */
export function typeName(type: ts.Type, checker: ts.TypeChecker): string | undefined {
  const known = checker.getNonNullableType(type);
  const symbol = known.aliasSymbol ?? known.getSymbol();
  return symbol?.declarations?.[0]?.getSourceFile().isDeclarationFile ? symbol.name : undefined;
}

/** A call of a method of a binding: the type it is called on, and the method. */
export interface BindingCall {
  readonly call: ts.CallExpression;
  readonly type: string;
  readonly method: string;
}

/** The call as one of a binding's method; `undefined` for any other. */
export function bindingCall(node: ts.Node, checker: ts.TypeChecker): BindingCall | undefined {
  if (!ts.isCallExpression(node) || !ts.isPropertyAccessExpression(node.expression)) {
    return undefined;
  }
  const type = typeName(checker.getTypeAtLocation(node.expression.expression), checker);
  return type !== undefined && bindingTypes.has(type)
    ? { call: node, type, method: node.expression.name.text }
    : undefined;
}

/** The expression within parentheses. */
export function withoutParentheses(expression: ts.Expression): ts.Expression {
  return ts.isParenthesizedExpression(expression) ? withoutParentheses(expression.expression) : expression;
}

/** Every call of a method of some names, whatever it is called on: to ask for a type takes longest. */
export function callsOfMethods({ sourceFile }: TypedInput, names: ReadonlySet<string>): readonly ts.CallExpression[] {
  return descendants(sourceFile).filter(
    (node): node is ts.CallExpression =>
      ts.isCallExpression(node) &&
      ts.isPropertyAccessExpression(node.expression) &&
      names.has(node.expression.name.text),
  );
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

export function spanOf(node: ts.Node, sourceFile: ts.SourceFile): ts.TextSpan {
  const start = node.getStart(sourceFile);
  return { start, length: node.end - start };
}
