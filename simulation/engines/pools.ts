import type { WorkerdSetup } from '../workerd/command';
import type { SupervisedChild } from './supervisedChild';
import type { WorkerdSession } from './workerdSession';

/** Processes that have started already, and wait for runs. */
export interface EnginePools {
  readonly sandboxes: SandboxPool;
  readonly workerds?: WorkerdPool;
}

/** Sandboxes that have started and wait for a run each: what a run then costs is little more than its own time. */
export interface SandboxPool {
  /** How many sandboxes wait. */
  readonly waiting: number;
  /** A run begins: a sandbox for it, `undefined` where none waits. */
  take(): SupervisedChild | undefined;
  /** A run has ended. Once none goes on, sandboxes start for the next, so that the two do not compete. */
  release(): void;
  /** Ends the sandboxes that wait. */
  dispose(): void;
}

/** A workerd that stands already when the next run on the same bindings, migrations and modules comes. */
export interface WorkerdPool {
  /** The workerd that was started for such a run, as fresh as one that is started now; `undefined` where none waits. */
  take(host: string, setup: WorkerdSetup): WorkerdSession | undefined;
  /** A run has ended: starts a workerd for another like it. */
  refill(host: string, setup: WorkerdSetup): void;
  /** Ends the workerd that waits. */
  dispose(): void;
}
