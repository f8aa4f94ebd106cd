import ts from 'typescript';
import { bindingCalls, limit, spanOf, type TypedRule } from './rule';

const shortestTtl = limit('kv_namespaces', 'minimumExpirationSeconds');

/** `expirationTtl` below what KV accepts. */
export const kvExpirationTooShort: TypedRule = {
  code: 'kv-expiration-too-short',
  severity: 'error',

  check(input) {
    return bindingCalls(input).flatMap(({ call, type, method }) => {
      const [, , options] = call.arguments;
      if (type !== 'KVNamespace' || method !== 'put' || !options || !ts.isObjectLiteralExpression(options)) {
        return [];
      }
      const property = options.properties.find((each) => each.name?.getText(input.sourceFile) === 'expirationTtl');
      const value = property && ts.isPropertyAssignment(property) ? property.initializer : undefined;
      const valueType = value && input.checker.getTypeAtLocation(value);
      return value && valueType?.isNumberLiteral() && valueType.value < shortestTtl
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
