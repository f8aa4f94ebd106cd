import type { SimulationEvent } from './events';

// What an editor and its runner tell each other over Node's IPC. The runner is the command line's `simulate --serve`, a
// process that stays, for as long as somebody holds the other end, and does what `simulate` would do one run after another.

/** What the editor asks for. */
export type RunnerRequest = RunnerStart | RunnerCancel;

/** Starts `infra-bindings simulate` with these arguments in this folder. Runs may go on side by side. */
export interface RunnerStart {
  readonly type: 'start';
  /** The run's own, to be chosen by the editor. */
  readonly id: number;
  readonly args: readonly string[];
  readonly workingDirectory: string;
}

/** Ends a run, which then reports its end like any other. */
export interface RunnerCancel {
  readonly type: 'cancel';
  readonly id: number;
}

/** What the runner tells of a run: text as the command line prints it, its events, and at last its exit code. */
export type RunnerMessage =
  | { readonly type: 'text'; readonly id: number; readonly text: string }
  | { readonly type: 'event'; readonly id: number; readonly event: SimulationEvent }
  | { readonly type: 'ended'; readonly id: number; readonly code: number };
