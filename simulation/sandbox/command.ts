import type { ProjectModule, RealmCommand, RunState } from './realm/command';

/** What the sandbox process is told to run: one line of JSON on its standard input. */
export interface SandboxCommand {
  /** It is not the run yet: nobody is told of it, and another command follows. */
  readonly isRehearsal?: boolean;
  readonly file: string;
  readonly code: string;
  readonly run: RealmCommand;
  /** Values that no event may show. */
  readonly secretValues: readonly string[];
  /** Modules of the project that bindings have their code from. */
  readonly modules?: readonly ProjectModule[];
  readonly limits: { readonly events: number; readonly bytes: number };
  /** The URLs that a debugger knows the user's files by; with them, the run waits for one. */
  readonly urls?: Readonly<Record<string, string>>;
}

/** What the realm reports to the process around it. `stack` becomes `at` and, in errors, `frames`. */
export type RealmEvent = { readonly type: string; readonly stack?: string } & Readonly<Record<string, unknown>>;

/** The first line that the sandbox writes: it stands, and lacks these layers. */
export interface SandboxReady {
  readonly type: 'ready';
  readonly pid: number;
  readonly missingLayers: readonly string[];
  readonly request?: { readonly method: string; readonly url: string };
  readonly inspector?: string;
}

/** Instead of `ready`: a layer that must hold does not. */
export interface SandboxRefusal {
  readonly type: 'refused';
  readonly missingLayers: readonly string[];
}

/** The last line that the sandbox writes. */
export interface SandboxDone {
  readonly type: 'done';
  readonly ok: boolean;
  readonly durationMs: number;
  readonly rssMb: number;
  /** What a next run may go on with. Not masked: it must not be shown. */
  readonly state?: RunState;
}
