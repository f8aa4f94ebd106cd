import ts from 'typescript';
import { bindingCalls, limit, spanOf, type TypedRule } from './rule';

const longestKey = limit('kv_namespaces', 'keyBytes');
const keyMethods = new Set(['get', 'getWithMetadata', 'put', 'delete']);

/** A key that KV refuses. */
export const kvKeyTooLong: TypedRule = {
  code: 'kv-key-too-long',
  severity: 'error',

  check(input) {
    return bindingCalls(input).flatMap(({ call, type, method }) => {
      const [key] = call.arguments;
      if (type !== 'KVNamespace' || !keyMethods.has(method) || !key || !ts.isStringLiteralLike(key)) {
        return [];
      }
      const bytes = Buffer.byteLength(key.text);
      return bytes > longestKey
        ? [
            {
              span: spanOf(key, input.sourceFile),
              message: `This key has ${bytes} bytes; KV takes at most ${longestKey}.`,
            },
          ]
        : [];
    });
  },
};
