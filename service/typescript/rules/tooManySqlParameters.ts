import ts from 'typescript';
import { bindingCalls, limit, spanOf, type TypedRule } from './rule';

const mostParameters = limit('d1_databases', 'boundParameters');

/** More bound parameters than D1 takes. */
export const tooManySqlParameters: TypedRule = {
  code: 'too-many-sql-parameters',
  severity: 'error',

  check(input) {
    return bindingCalls(input).flatMap(({ call, type, method }) => {
      const isBind = type === 'D1PreparedStatement' && method === 'bind';
      const count = call.arguments.length;
      return isBind && count > mostParameters && !call.arguments.some(ts.isSpreadElement)
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
