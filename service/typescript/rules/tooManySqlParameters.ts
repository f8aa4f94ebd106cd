import * as ts from 'typescript';
import { limits } from '../../../core/platform/limits';
import type { Rule } from '../../../core/rules/rule';
import { bindingCall, callsOfMethods } from '../bindingCalls';
import { rangeOf } from '../nodes';
import type { TypedInput } from './input';

const methods = new Set(['bind']);
const mostParameters = limits.d1_databases.boundParameters.value;

/** More bound parameters than D1 takes. */
export const tooManySqlParameters: Rule<TypedInput> = {
  code: 'too-many-sql-parameters',
  severity: 'error',

  check({ sourceFile, checker }) {
    return callsOfMethods(sourceFile, methods).flatMap((call) => {
      const count = call.arguments.length;
      const areTooMany = count > mostParameters && !call.arguments.some(ts.isSpreadElement);
      return areTooMany && bindingCall(call, checker)?.type === 'D1PreparedStatement'
        ? [
            {
              range: rangeOf(call.expression, sourceFile),
              message: `${count} parameters are bound; D1 takes at most ${mostParameters} in a query.`,
            },
          ]
        : [];
    });
  },
};
