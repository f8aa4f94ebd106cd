import { resolve } from 'node:path';
import { badOption } from '../sandbox/notice';
import { memoryLimits } from './limits';
import { flagSets } from './sandboxFlags';
import { startSandbox } from './startSandbox';
import type { SupervisedChild } from './supervisedChild';

/** Sandboxes that have started and wait for a run each: what a run then costs is little more than its own time. */
export interface SandboxPool {
  /** Whether a sandbox waits. */
  readonly waiting: boolean;
  /** A sandbox for one run, `undefined` where none waits. */
  take(): SupervisedChild | undefined;
  /** Has the next sandbox start. To be called when a run has ended, so that the two do not compete. */
  refill(): void;
  /** Ends the sandboxes that wait. */
  dispose(): void;
}

/** Keeps one sandbox ready, for a host that lives long. `sandbox` is the bundle `dist/simulation.js`. */
export function createSandboxPool(sandbox: string, node: string = process.execPath): SandboxPool {
  const path = resolve(sandbox);
  const sets = [...flagSets(path, memoryLimits.heapMb)];
  let waiting: SupervisedChild | undefined;
  let disposed = false;

  const refill = () => {
    const [flags] = sets;
    if (waiting || disposed || !flags) {
      return;
    }
    const child = startSandbox(node, flags, path, memoryLimits.rssMb);
    waiting = child;
    child.process.once('error', () => gone(child));
    child.process.once('close', (code) => {
      const wasWaiting = gone(child);
      if (code === badOption) {
        // This Node does not know one of the flags.
        sets.splice(sets.indexOf(flags), 1);
        if (wasWaiting) {
          refill();
        }
      }
    });
  };
  const gone = (child: SupervisedChild): boolean => {
    const wasWaiting = waiting === child;
    waiting = wasWaiting ? undefined : waiting;
    return wasWaiting;
  };

  refill();
  return {
    get waiting() {
      return waiting !== undefined;
    },
    take() {
      const child = waiting;
      waiting = undefined;
      return child;
    },
    refill,
    dispose() {
      disposed = true;
      waiting?.end();
      waiting = undefined;
    },
  };
}
