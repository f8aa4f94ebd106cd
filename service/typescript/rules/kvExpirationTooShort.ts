import * as ts from 'typescript';
import { limits } from '../../../core/platform/limits';
import { bindingCall, callsOfMethods, spanOf, type TypedRule } from './rule';

const methods = new Set(['put']);
const shortestTtl = limits.kv_namespaces.minimumExpirationSeconds.value;

/** `expirationTtl` below what KV accepts. */
export const kvExpirationTooShort: TypedRule = {
  code: 'kv-expiration-too-short',
  severity: 'error',

  check(input) {
    return callsOfMethods(input, methods).flatMap((call) => {
      const [, , options] = call.arguments;
      if (!options || !ts.isObjectLiteralExpression(options)) {
        return [];
      }
      const property = options.properties.find((each) => each.name?.getText(input.sourceFile) === 'expirationTtl');
      const value = property && ts.isPropertyAssignment(property) ? property.initializer : undefined;
      const valueType = value && input.checker.getTypeAtLocation(value);
      const isTooShort = valueType?.isNumberLiteral() && valueType.value < shortestTtl;
      return value && isTooShort && bindingCall(call, input.checker)?.type === 'KVNamespace'
        ? [
            {
              span: spanOf(value, input.sourceFile),
              message: `KV keeps values for at least ${shortestTtl} seconds: expirationTtl cannot be ${valueType.value}.`,
            },
          ]
        : [];
    });
  },
};
