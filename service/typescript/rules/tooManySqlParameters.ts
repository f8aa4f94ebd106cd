import * as ts from 'typescript';
import { limits } from '../../../core/platform/limits';
import { bindingCall, callsOfMethods, spanOf, type TypedRule } from './rule';

const methods = new Set(['bind']);
const mostParameters = limits.d1_databases.boundParameters.value;

/** More bound parameters than D1 takes. */
export const tooManySqlParameters: TypedRule = {
  code: 'too-many-sql-parameters',
  severity: 'error',

  check(input) {
    return callsOfMethods(input, methods).flatMap((call) => {
      const count = call.arguments.length;
      const areTooMany = count > mostParameters && !call.arguments.some(ts.isSpreadElement);
      return areTooMany && bindingCall(call, input.checker)?.type === 'D1PreparedStatement'
        ? [
            {
              span: spanOf(call.expression, input.sourceFile),
              message: `${count} parameters are bound; D1 takes at most ${mostParameters} in a query.`,
            },
          ]
        : [];
    });
  },
};
