import * as ts from 'typescript';
import { limits } from '../../../core/platform/limits';
import type { Rule } from '../../../core/rules/rule';
import { bindingCall, callsOfMethods } from '../bindingCalls';
import { rangeOf } from '../nodes';
import type { TypedInput } from './input';

const methods = new Set(['put']);
const shortestTtl = limits.kv_namespaces.minimumExpirationSeconds.value;

/** `expirationTtl` below what KV accepts. */
export const kvExpirationTooShort: Rule<TypedInput> = {
  code: 'kv-expiration-too-short',
  severity: 'error',

  check({ sourceFile, checker }) {
    return callsOfMethods(sourceFile, methods).flatMap((call) => {
      const [, , options] = call.arguments;
      if (!options || !ts.isObjectLiteralExpression(options)) {
        return [];
      }
      const property = options.properties.find((each) => each.name?.getText(sourceFile) === 'expirationTtl');
      const value = property && ts.isPropertyAssignment(property) ? property.initializer : undefined;
      const valueType = value && checker.getTypeAtLocation(value);
      const isTooShort = valueType?.isNumberLiteral() && valueType.value < shortestTtl;
      return value && isTooShort && bindingCall(call, checker)?.type === 'KVNamespace'
        ? [
            {
              range: rangeOf(value, sourceFile),
              message: `KV keeps values for at least ${shortestTtl} seconds: expirationTtl cannot be ${valueType.value}.`,
            },
          ]
        : [];
    });
  },
};
