import * as ts from 'typescript';
import { limits } from '../../../core/platform/limits';
import type { Rule } from '../../../core/rules/rule';
import { bindingCall, callsOfMethods } from '../bindingCalls';
import { rangeOf } from '../nodes';
import type { TypedInput } from './input';

const longestKey = limits.kv_namespaces.keyBytes.value;
const methods = new Set(['get', 'getWithMetadata', 'put', 'delete']);

/** A key that KV refuses. */
export const kvKeyTooLong: Rule<TypedInput> = {
  code: 'kv-key-too-long',
  severity: 'error',

  check({ sourceFile, checker }) {
    return callsOfMethods(sourceFile, methods).flatMap((call) => {
      const [key] = call.arguments;
      const bytes = key && ts.isStringLiteralLike(key) ? Buffer.byteLength(key.text) : 0;
      return key && bytes > longestKey && bindingCall(call, checker)?.type === 'KVNamespace'
        ? [
            {
              range: rangeOf(key, sourceFile),
              message: `This key has ${bytes} bytes; KV takes at most ${longestKey}.`,
            },
          ]
        : [];
    });
  },
};
