import { BindingCalls } from '../../sandbox/realm/bindings/call';
import { recordedBinding } from '../../sandbox/realm/bindings/recorded';
import type { DeclaredBinding } from '../../sandbox/realm/command';
import type { Infra } from './infra';

const instanceMethods = ['pause', 'resume', 'restart', 'terminate', 'sendEvent'] as const;

/** A real workflow of a class of the project; without one, calls are recorded. */
export function workflow(declared: DeclaredBinding, infra: Infra): unknown {
  const { name, code = [], missing } = declared;
  if (code.length === 0) {
    return recordedBinding(declared, missing);
  }
  const calls = new BindingCalls(declared, 'computed', { executed: true });
  const idOf = (instance: unknown) => (instance as { id: string }).id;
  const instanceOf = (id: unknown) => {
    const on = (method: string, args: unknown[]) => infra.workflow(name, `${id}`, method, args);
    const label = (method: string) => `get(${JSON.stringify(id)}).${method}`;
    return {
      id,
      status: () => calls.later(label('status'), [], async () => statusOf(await on('status', []))),
      ...Object.fromEntries(
        instanceMethods.map((method) => [
          method,
          (...args: unknown[]) => calls.later(label(method), args, async () => void (await on(method, args))),
        ]),
      ),
    };
  };
  return {
    create: (...args: unknown[]) =>
      calls.later('create', args, async () => instanceOf(await infra.workflow(name, null, 'create', args)), {}, idOf),
    createBatch: (...args: unknown[]) =>
      calls.later(
        'createBatch',
        args,
        async () => ((await infra.workflow(name, null, 'createBatch', args)) as unknown[]).map(instanceOf),
        {},
        (instances) => instances.map(idOf),
      ),
    get: (...args: unknown[]) =>
      calls.later('get', args, async () => instanceOf(await infra.workflow(name, null, 'get', args)), {}, idOf),
  };
}

/** What the platform says of an instance, without what only a local one adds. */
function statusOf(answer: unknown): unknown {
  const { __LOCAL_DEV_STEP_OUTPUTS: _, ...status } = answer as Record<string, unknown>;
  return status;
}
