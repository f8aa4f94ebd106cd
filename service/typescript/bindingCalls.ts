import * as ts from 'typescript';
import { bindingKinds } from '../../core/platform/kinds/kinds';
import { descendants } from './nodes';

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

/** Every call of a method of some names, whatever it is called on: to ask for a type takes longest. */
export function callsOfMethods(sourceFile: ts.SourceFile, names: ReadonlySet<string>): readonly ts.CallExpression[] {
  return descendants(sourceFile).filter(
    (node): node is ts.CallExpression =>
      ts.isCallExpression(node) &&
      ts.isPropertyAccessExpression(node.expression) &&
      names.has(node.expression.name.text),
  );
}
