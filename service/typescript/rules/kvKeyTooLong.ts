import * as ts from 'typescript';
import { limits } from '../../../core/platform/limits';
import { bindingCall, callsOfMethods, spanOf, type TypedRule } from './rule';

const longestKey = limits.kv_namespaces.keyBytes.value;
const methods = new Set(['get', 'getWithMetadata', 'put', 'delete']);

/** A key that KV refuses. */
export const kvKeyTooLong: TypedRule = {
  code: 'kv-key-too-long',
  severity: 'error',

  check(input) {
    return callsOfMethods(input, methods).flatMap((call) => {
      const [key] = call.arguments;
      const bytes = key && ts.isStringLiteralLike(key) ? Buffer.byteLength(key.text) : 0;
      return key && bytes > longestKey && bindingCall(call, input.checker)?.type === 'KVNamespace'
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
