import type { SourcePlace } from '../events';
import type { DeclaredBinding, ProjectModule, RealmCommand, RunState } from '../sandbox/realm/command';

/** Whom a workerd is started for: what does not change from one run to the next. The first line that the process reads. */
export interface WorkerdSetup {
  /** The entry of the project's Miniflare. */
  readonly miniflare: string;
  readonly bindings: readonly DeclaredBinding[];
  readonly variables: Readonly<Record<string, unknown>>;
  readonly modules: readonly ProjectModule[];
  readonly compatibilityDate?: string;
  readonly compatibilityFlags?: readonly string[];
  /** SQL to execute before the first run, by the name of a D1 binding. */
  readonly sql: readonly { readonly binding: string; readonly file: string; readonly sql: string }[];
  /** What KV namespaces and R2 buckets hold at the start. */
  readonly state?: RunState;
  /** A folder of the user's own that may keep what V8 makes of Miniflare's code: a third of its start. */
  readonly codeCache?: string;
  /** Whether debuggers may attach. */
  readonly inspect?: boolean;
}

/** A run: each line after the first. */
export interface WorkerdCommand {
  /** It is not the run yet: nobody is told of it. It must leave nothing behind. */
  readonly isRehearsal?: boolean;
  readonly file: string;
  readonly code: string;
  readonly run: RealmCommand;
  readonly secretValues: readonly string[];
  readonly limits: { readonly events: number; readonly bytes: number };
  /** The URLs that a debugger knows the user's files by; with them, the run waits for one. */
  readonly urls?: Readonly<Record<string, string>>;
}

/** It stands: the process to end with it, and the runtime's version. */
export interface WorkerdReady {
  readonly type: 'ready';
  readonly pid: number;
  readonly runtime: string;
}

/** It cannot be: one sentence, and where in which file if it is about one. */
export interface WorkerdRefusal {
  readonly type: 'refused';
  readonly name: string;
  readonly message: string;
  readonly at?: SourcePlace;
}

/** The stage is about to run. */
export interface WorkerdBegun {
  readonly type: 'begun';
  readonly request?: { readonly method: string; readonly url: string };
  /** Where a debugger may attach; the stage waits for one. */
  readonly inspector?: string;
}
