import type { RefusedAt } from '../../operations/refusedAt';
import type { ScenariosRequest } from '../../operations/scenarios';
import type { StageRequest } from '../../operations/simulate';
import type { RunResult } from '../../operations/simulation/run';
import type { SimulationEvent } from '../../simulation/events';

// What an editor and its runner tell each other over Node's IPC. The runner is the command line's `simulate --serve`, a
// process that stays for as long as the other end is held, and runs what it is asked to, one run after another or side by
// side. Types only: the client imports nothing else of it.

/** What the editor asks for. */
export type RunnerRequest = RunnerStart | RunnerCancel;

/** Starts a run. Runs may go on side by side. */
export interface RunnerStart {
  readonly type: 'start';
  /** The run's own, to be chosen by the editor. */
  readonly id: number;
  readonly run: RunRequest;
}

/** Ends a run, which then reports its end like any other. */
export interface RunnerCancel {
  readonly type: 'cancel';
  readonly id: number;
}

/** What is to be run, and where. */
export type RunRequest = RunPlace & (NamedEngine<StageRequest> | NamedEngine<ScenariosRequest>);

export interface RunPlace {
  /** The Destination's folder; left out, the nearest one from the working directory upwards that has a manifest. */
  readonly root?: string;
  /** What paths in the request, and those in the text of the terminal, are relative to; absolute. */
  readonly workingDirectory: string;
}

/** A request with the engine as the user wrote it, in `tasks.json` or a setting: another name than ours is refused. */
type NamedEngine<Request> = Omit<Request, 'engine'> & { readonly engine?: string | undefined };

/** What the runner tells of a run: text for a terminal, its events, and at last what came of it. */
export type RunnerMessage =
  | { readonly type: 'text'; readonly id: number; readonly text: string }
  | { readonly type: 'event'; readonly id: number; readonly event: SimulationEvent }
  | { readonly type: 'ended'; readonly id: number; readonly outcome: RunOutcome }
  /** The runner ends, and every run with it, by an exception of its own: `TypeError: …`. */
  | { readonly type: 'crashed'; readonly reason: string };

/**
 * What came of a run: it went well or did not, as its events say; it could not be done, for a reason that the user can
 * do something about; or it failed by a mistake of ours. The text of the terminal has said the sentence.
 */
export type RunOutcome = RunResult | RefusedAt | { readonly failure: string };
