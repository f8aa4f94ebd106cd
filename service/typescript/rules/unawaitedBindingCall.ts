import * as ts from 'typescript';
import type { Rule } from '../../../core/rules/rule';
import { bindingCall, typeName } from '../bindingCalls';
import { descendants, rangeOf } from '../nodes';
import type { TypedInput } from './input';

/** A call of a binding whose promise nobody waits for: the stage may end before it does, and its errors are lost. */
export const unawaitedBindingCall: Rule<TypedInput> = {
  code: 'unawaited-binding-call',
  severity: 'warning',

  check({ sourceFile, checker }) {
    return descendants(sourceFile).flatMap((node) => {
      const call = ts.isExpressionStatement(node) ? bindingCall(node.expression, checker) : undefined;
      if (!call || typeName(checker.getTypeAtLocation(call.call), checker) !== 'Promise') {
        return [];
      }
      const { start } = rangeOf(call.call, sourceFile);
      const edits = [{ range: { start, end: start }, newText: 'await ' }];
      return [
        {
          range: rangeOf(call.call.expression, sourceFile),
          message: `The promise of ${call.method}() is dropped: the stage may end before it is done. Put await before it.`,
          fixes: () => (isInAsyncFunction(node) ? [{ title: 'Add await', isPreferred: true, edits }] : []),
        },
      ];
    });
  },
};

function isInAsyncFunction(node: ts.Node): boolean {
  const owner = ts.findAncestor(node, ts.isFunctionLike);
  return owner !== undefined && (ts.getCombinedModifierFlags(owner as ts.Declaration) & ts.ModifierFlags.Async) !== 0;
}
