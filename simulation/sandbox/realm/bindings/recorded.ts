import type { DeclaredBinding } from '../command';
import { Response } from '../web/response';
import { BindingCalls } from './call';

/**
 * A binding that is not simulated: every call on it is recorded. `fetch` answers an empty JSON object; any other call
 * answers `undefined` when awaited, and further calls on the answer are recorded too (`get(id).increment()`). `why` says
 * what would make it answer.
 */
export function recordedBinding(declared: DeclaredBinding, why?: string): unknown {
  return recorder(new BindingCalls(declared, 'recorded', why === undefined ? {} : { note: why }), '');
}

function recorder(calls: BindingCalls, path: string): unknown {
  return new Proxy(() => {}, {
    get: (_target, key) => member(calls, path, key),
    apply: (_target, _this, args) => {
      calls.note(path, args);
      const isFetch = path === 'fetch' || path.endsWith('.fetch');
      return isFetch ? Promise.resolve(emptyResponse()) : answer(calls, path);
    },
  });
}

function member(calls: BindingCalls, path: string, key: string | symbol): unknown {
  if (key === Symbol.toPrimitive) {
    return () => '';
  }
  if (key === 'constructor') {
    return Object;
  }
  // A binding is no promise; symbols and JSON ask about its nature, which is no call either.
  return typeof key === 'symbol' || key === 'then' || key === 'toJSON'
    ? undefined
    : recorder(calls, path ? `${path}.${key}` : key);
}

function answer(calls: BindingCalls, path: string): unknown {
  return new Proxy(() => {}, {
    get: (_target, key) =>
      key === 'then'
        ? (resolve: (value: undefined) => void) => resolve(undefined)
        : key === 'catch' || key === 'finally'
          ? () => Promise.resolve(undefined)
          : member(calls, `${path}()`, key),
  });
}

/** What a request answers that was captured and not sent. */
export function emptyResponse(): Response {
  return new Response('{}', { headers: { 'content-type': 'application/json' } });
}
