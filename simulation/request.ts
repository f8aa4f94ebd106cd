import type { EnginePools } from './engines/pools';
import type { WorkerdSession } from './engines/workerdSession';
import type { WorkerdProject } from './project/workerd';
import type { SampleEvent } from './samples';
import type { DeclaredBinding, ProjectModule, RunState } from './sandbox/realm/command';

/** The HTTP request that an API handler answers. What is left out is filled in. */
export interface SimulatedHttp {
  /** `GET`, or `POST` when there is a body. */
  readonly method?: string;
  /** Absolute, or a path on the sample shop. */
  readonly url?: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string;
}

/** One run of one stage file. */
export interface SimulationRequest {
  /** As events report it: relative to the Destination's root. */
  readonly file: string;
  readonly code: string;
  /** `edge/tag`, `apis/cdn/subscribe`. */
  readonly stage: string;
  readonly event: SampleEvent;
  readonly bindings: readonly DeclaredBinding[];
  /** Values by name: they become `params.secrets`. */
  readonly variables: Readonly<Record<string, string>>;
  /** The variables whose values no event may show; left out, all of them. */
  readonly secrets?: readonly string[];
  readonly http?: SimulatedHttp;
  /** Modules of the project that bindings have their code from; see `projectCode`. */
  readonly modules?: readonly ProjectModule[];
  /** The user's fixture files by name: `ai` for `simulation/ai.json`. */
  readonly fixtures?: Readonly<Record<string, unknown>>;
  /** What bindings hold at the start: the state that another run ended with, or a seed. */
  readonly state?: RunState;
  /** Whether the result has the state that bindings end with. */
  readonly keepState?: boolean;
  /** What has started already; without it each run starts its own. */
  readonly pools?: EnginePools;
  readonly engine?: 'memory' | 'workerd';
  /** Real time, in milliseconds; `defaultTimeoutMs` of `engines/limits.ts` unless told. Timers of the stage run on a clock that skips the waiting. */
  readonly timeoutMs?: number;
  /** The Destination's folder, for a run that waits for a debugger and takes its time; files have their URLs in it. */
  readonly inspect?: { readonly root: string };
  /** What the workerd engine needs; see `workerdProject`. */
  readonly workerd?: WorkerdProject;
  /** A workerd that stands already; see `startWorkerd`. Without one, each run on workerd starts its own. */
  readonly session?: WorkerdSession;
  /** The bundle `dist/simulation.js`; `workerd.js` lies beside it. */
  readonly sandbox: string;
  /** The Node that runs the sandbox; this process's own unless told. */
  readonly node?: string;
}
