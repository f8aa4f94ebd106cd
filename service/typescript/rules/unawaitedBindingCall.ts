import * as ts from 'typescript';
import { bindingCall, descendants, spanOf, type TypedRule, typeName } from './rule';

/** A call of a binding whose promise nobody waits for: the stage may end before it does, and its errors are lost. */
export const unawaitedBindingCall: TypedRule = {
  code: 'unawaited-binding-call',
  severity: 'warning',

  check({ sourceFile, checker }) {
    return descendants(sourceFile).flatMap((node) => {
      const call = ts.isExpressionStatement(node) ? bindingCall(node.expression, checker) : undefined;
      if (!call || typeName(checker.getTypeAtLocation(call.call), checker) !== 'Promise') {
        return [];
      }
      const start = call.call.getStart(sourceFile);
      const fix = { title: 'Add await', changes: [{ span: { start, length: 0 }, newText: 'await ' }] };
      return [
        {
          span: spanOf(call.call.expression, sourceFile),
          message: `The promise of ${call.method}() is dropped: the stage may end before it is done. Put await before it.`,
          ...(isInAsyncFunction(node) ? { fixes: [fix] } : {}),
        },
      ];
    });
  },
};

function isInAsyncFunction(node: ts.Node): boolean {
  const owner = ts.findAncestor(node, ts.isFunctionLike);
  return owner !== undefined && (ts.getCombinedModifierFlags(owner as ts.Declaration) & ts.ModifierFlags.Async) !== 0;
}
