import { DurableObject, RpcTarget, WorkerEntrypoint } from './bindings/rpc';
import type { CodeCandidate } from './command';

/** What a module of the project exports, or why it could not be loaded. */
type Loaded = { readonly namespace: Readonly<Record<string, unknown>> } | { readonly problem: string };

/** The modules of the project that the process around the realm has loaded, by path. */
export class ProjectModules {
  readonly #loaded = new Map<string, Loaded>();

  set(path: string, loaded: Loaded): void {
    this.#loaded.set(path, loaded);
  }

  /** The first candidate that is there; the sentence that says why none is. */
  exported(candidates: readonly CodeCandidate[]): { readonly value: unknown } | { readonly problem: string } {
    const problems: string[] = [];
    for (const { module, export: name } of candidates) {
      const loaded = this.#loaded.get(module);
      if (!loaded) {
        problems.push(`${module} was not loaded.`);
      } else if ('problem' in loaded) {
        problems.push(loaded.problem);
      } else if (loaded.namespace[name] === undefined) {
        problems.push(`${module} does not export ${name}.`);
      } else {
        return { value: loaded.namespace[name] };
      }
    }
    return { problem: problems.join(' ') };
  }
}

class WorkflowEntrypoint extends WorkerEntrypoint {}

/** What `cloudflare:workers` exports; `env` is filled when the bindings are there. */
export function cloudflareWorkers(env: Readonly<Record<string, unknown>>): Readonly<Record<string, unknown>> {
  return {
    DurableObject,
    RpcTarget,
    WorkerEntrypoint,
    WorkflowEntrypoint,
    env,
    waitUntil: () => {},
    withEnv: (_env: unknown, work: () => unknown) => work(),
  };
}
