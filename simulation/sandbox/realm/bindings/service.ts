import type { DeclaredBinding } from '../command';
import { Request } from '../web/request';
import { Response } from '../web/response';
import { BindingCalls } from './call';
import { type BindingContext, codeOf } from './context';
import { answerOf, Fixture, methods, responseOf, urlSubjects } from './fixtures';
import { callMethod, WorkerEntrypoint } from './rpc';

type Handler = (request: Request, env: unknown, ctx: unknown) => unknown;

/**
 * A service binding. What `simulation/services.json` answers comes first, then the Worker's own code where the project
 * has it; a call on any other Worker is recorded.
 */
export function service(declared: DeclaredBinding, context: BindingContext): unknown {
  const { fields, name } = declared;
  const content = context.fixtures.services as Record<string, unknown> | undefined;
  const fixture = new Fixture('services', content?.[name] === undefined ? `${fields.service}` : name, content);
  const worker = codeOf(declared, context);
  const recorded = new BindingCalls(declared, 'recorded');
  const fixed = new BindingCalls(declared, 'fixture');
  const computed = new BindingCalls(declared, 'computed');
  return methods('', async (op, args) => {
    const isFetch = op === 'fetch';
    const found = fixture.find(isFetch ? urlSubjects(args) : [op]);
    if (found) {
      return fixed.later(op, args, async () => (isFetch ? responseOf(found.answer) : answerOf(found.answer)));
    }
    if ('value' in worker) {
      return computed.later(op, args, () =>
        callWorker(worker.value, op, args, context.env, `The service ${fields.service}`),
      );
    }
    const note = `${worker.problem} ${fixture.file} can answer for it.`;
    recorded.note(op, args, { note });
    return isFetch ? responseOf({}) : undefined;
  });
}

/** Calls a Worker: an object with handlers, or a class with methods. */
async function callWorker(worker: unknown, op: string, args: readonly unknown[], env: unknown, what: string) {
  const ctx = { waitUntil: () => {}, passThroughOnException: () => {}, props: {} };
  const isClass = typeof worker === 'function' && 'prototype' in worker;
  const target = isClass ? new (worker as new (...args: unknown[]) => object)(ctx, env) : (worker as object);
  if (op !== 'fetch') {
    if (!(target instanceof WorkerEntrypoint)) {
      throw new TypeError(`${what} does not support RPC: its entrypoint is no class that extends WorkerEntrypoint.`);
    }
    return callMethod(target, op, args, what);
  }
  const handler: unknown = Reflect.get(target, 'fetch');
  if (typeof handler !== 'function') {
    throw new TypeError('Handler does not export a fetch() function.');
  }
  const [input, init] = args;
  const request = input instanceof Request && init === undefined ? input : new Request(input, init as object);
  const response = await Reflect.apply(handler as Handler, target, isClass ? [request] : [request, env, ctx]);
  if (!(response instanceof Response)) {
    throw new TypeError("Incorrect type for Promise: the Promise did not resolve to 'Response'.");
  }
  return response;
}
