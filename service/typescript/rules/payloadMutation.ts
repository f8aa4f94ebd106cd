import * as ts from 'typescript';
import type { Fix, Rule, RuleFinding } from '../../../core/rules/rule';
import { assignments } from '../assignments';
import { descendants, rangeOf, withoutParentheses } from '../nodes';
import type { TypedInput } from './input';

const mutatingMethods = new Set(['copyWithin', 'fill', 'pop', 'push', 'reverse', 'shift', 'sort', 'splice', 'unshift']);

/** `params.payload` changed in place: other Destinations share it. */
export const payloadMutation: Rule<TypedInput> = {
  code: 'payload-mutation',
  severity: 'warning',

  check(input) {
    if (replacesPayload(input)) {
      return [];
    }
    return descendants(input.sourceFile).flatMap((node): RuleFinding[] => {
      const target = changedObject(node);
      const source = target && payloadOf(target, input);
      return target && source
        ? [
            {
              range: rangeOf(target, input.sourceFile),
              message: 'This changes params.payload, which other Destinations share: change a structuredClone of it.',
              fixes: () => cloneFix(source, input),
            },
          ]
        : [];
    });
  },
};

/** `params.payload = structuredClone(params.payload)`: what is changed from here on is the file's own. */
function replacesPayload(input: TypedInput): boolean {
  return assignments(input.sourceFile).some(
    ({ target }) =>
      ts.isPropertyAccessExpression(target) && target.name.text === 'payload' && isParams(target.expression, input),
  );
}

/** The expression whose object a node changes: `a.b` in `a.b = 1`, `delete a.b`, `a.b++`, `a.b.push(1)`. */
function changedObject(node: ts.Node): ts.Expression | undefined {
  if (ts.isBinaryExpression(node)) {
    const { kind } = node.operatorToken;
    const assigns = kind >= ts.SyntaxKind.FirstAssignment && kind <= ts.SyntaxKind.LastAssignment;
    return assigns && isAccess(node.left) ? node.left : undefined;
  }
  if (ts.isDeleteExpression(node)) {
    return isAccess(node.expression) ? node.expression : undefined;
  }
  if (ts.isPrefixUnaryExpression(node) || ts.isPostfixUnaryExpression(node)) {
    const changes = node.operator === ts.SyntaxKind.PlusPlusToken || node.operator === ts.SyntaxKind.MinusMinusToken;
    return changes && isAccess(node.operand) ? node.operand : undefined;
  }
  if (!ts.isCallExpression(node) || !ts.isPropertyAccessExpression(node.expression)) {
    return undefined;
  }
  const { expression: receiver, name } = node.expression;
  if (name.text === 'assign' && ts.isIdentifier(receiver) && receiver.text === 'Object') {
    return node.arguments[0];
  }
  return mutatingMethods.has(name.text) && (isAccess(receiver) || ts.isIdentifier(receiver)) ? receiver : undefined;
}

const isAccess = (node: ts.Node): node is ts.PropertyAccessExpression | ts.ElementAccessExpression =>
  ts.isPropertyAccessExpression(node) || ts.isElementAccessExpression(node);

/** The `params.payload` that an expression is, or is a part of, through constants of the file. */
function payloadOf(expression: ts.Expression, input: TypedInput, depth = 0): ts.Node | undefined {
  const inner = withoutParentheses(expression);
  if (depth > 8) {
    return undefined;
  }
  if (isAccess(inner)) {
    const isPayload = ts.isPropertyAccessExpression(inner) && inner.name.text === 'payload';
    return isPayload && isParams(inner.expression, input) ? inner : payloadOf(inner.expression, input, depth + 1);
  }
  if (!ts.isIdentifier(inner)) {
    return undefined;
  }
  const declaration = input.checker.getSymbolAtLocation(inner)?.valueDeclaration;
  if (declaration && ts.isVariableDeclaration(declaration) && declaration.initializer) {
    return isConstant(declaration) ? payloadOf(declaration.initializer, input, depth + 1) : undefined;
  }
  if (declaration && ts.isBindingElement(declaration) && !declaration.dotDotDotToken) {
    return payloadOfBinding(declaration, input, depth);
  }
  return undefined;
}

/** `const { payload } = params`, `const { payload: { data } } = params`, `const { data } = params.payload`. */
function payloadOfBinding(element: ts.BindingElement, input: TypedInput, depth: number): ts.Node | undefined {
  const names: string[] = [];
  let current: ts.BindingElement | ts.VariableDeclaration | ts.ParameterDeclaration = element;
  while (ts.isBindingElement(current)) {
    const key: ts.Node = current.propertyName ?? current.name;
    names.unshift(ts.isIdentifier(key) ? key.text : '');
    current = current.parent.parent;
  }
  if (!ts.isVariableDeclaration(current) || !current.initializer || !isConstant(current)) {
    return undefined;
  }
  return isParams(current.initializer, input)
    ? names[0] === 'payload'
      ? element
      : undefined
    : payloadOf(current.initializer, input, depth + 1);
}

const isConstant = (declaration: ts.VariableDeclaration) =>
  (ts.getCombinedNodeFlags(declaration) & ts.NodeFlags.Const) !== 0;

function isParams(expression: ts.Expression, { checker, handler }: TypedInput): boolean {
  const declaration = ts.isIdentifier(expression) && checker.getSymbolAtLocation(expression)?.valueDeclaration;
  return declaration !== false && declaration !== undefined && declaration === handler.parameters[0];
}

/** Clones where a constant takes the payload over; `params.payload.x = 1` has no such place. */
function cloneFix(source: ts.Node, { sourceFile }: TypedInput): readonly Fix[] {
  if (!ts.isVariableDeclaration(source.parent) || source.parent.initializer !== source) {
    return [];
  }
  const { start, end } = rangeOf(source, sourceFile);
  return [
    {
      title: 'Clone the payload with structuredClone',
      isPreferred: true,
      edits: [
        { range: { start, end: start }, newText: 'structuredClone(' },
        { range: { start: end, end }, newText: ')' },
      ],
    },
  ];
}
