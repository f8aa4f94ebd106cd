import type { RunEvent } from '../events';
import type { SimulationRequest } from '../request';
import type { RunState } from '../sandbox/realm/command';
import type { StageParams } from '../stageParams';

/** A run that an engine is asked for. */
export interface Run {
  readonly request: SimulationRequest;
  readonly params: StageParams;
  readonly timeoutMs: number;
  /** When aborted, the engine ends the run and settles. */
  readonly signal: AbortSignal;
}

/** What an engine says of a run that has ended; what it lacks, it could not measure. */
export interface RunOutcome {
  readonly ok: boolean;
  readonly durationMs: number;
  readonly rssMb: number;
  /** What a next run may go on with. */
  readonly state?: RunState;
}

/** What an engine knows when a run begins. */
export interface RunStart {
  readonly missingLayers: readonly string[];
  /** The runtime and its version: `workerd 2026-04-26`. */
  readonly runtime?: string;
  /** What an API handler answers. */
  readonly request?: { readonly method: string; readonly url: string };
  /** Where a debugger may attach. */
  readonly inspector?: string;
}

export interface RunReporter {
  /** The code is about to run. To be called before any event. */
  started(start: RunStart): void;
  event(event: RunEvent): void;
  /** All is said, though something of the run may have to be ended yet. */
  done(outcome: RunOutcome): void;
}

/**
 * Runs a stage. Settles, never rejecting, when the run has ended and nothing of it is left on the machine; a run that
 * had to be ended has reported why.
 */
export type Engine = (run: Run, reporter: RunReporter) => Promise<RunOutcome>;
