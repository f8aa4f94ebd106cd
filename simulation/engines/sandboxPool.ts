import { resolve } from 'node:path';
import { badOption } from '../sandbox/notice';
import { memoryLimits } from './limits';
import type { SandboxPool } from './pools';
import { rehearsalInSandbox } from './rehearsal';
import { flagSets } from './sandboxFlags';
import { startSandbox } from './startSandbox';
import type { SupervisedChild } from './supervisedChild';

/** As many samples as there are. */
const mostWaiting = 3;

interface PoolOptions {
  readonly node?: string;
  /** Whether there will be runs after the first one. */
  readonly refills?: boolean;
}

/**
 * Starts a sandbox at once, and after that keeps as many ready as the last runs needed together: one, for most. `sandbox`
 * is the bundle `dist/simulation.js`.
 */
export function createSandboxPool(
  sandbox: string,
  { node = process.execPath, refills = true }: PoolOptions = {},
): SandboxPool {
  const path = resolve(sandbox);
  const sets = [...flagSets(path, memoryLimits.heapMb)];
  const first = `${JSON.stringify(rehearsalInSandbox())}\n`;
  const waiting = new Set<SupervisedChild>();
  let wanted = 1;
  let running = 0;
  let disposed = false;
  let together = 0;

  const refill = () => {
    const [flags] = sets;
    while (flags && !disposed && waiting.size < wanted) {
      start(flags);
    }
  };
  const start = (flags: readonly string[]) => {
    const child = startSandbox(node, flags, path, memoryLimits.rssMb);
    waiting.add(child);
    // It may be gone before it reads; its exit says why.
    child.process.stdin?.on('error', () => {});
    child.process.stdin?.write(first);
    child.process.once('error', () => waiting.delete(child));
    child.process.once('close', (code) => {
      const wasWaiting = waiting.delete(child);
      if (code === badOption) {
        // This Node does not know one of the flags.
        if (sets[0] === flags) {
          sets.shift();
        }
        if (wasWaiting) {
          refill();
        }
      }
    });
  };

  refill();
  return {
    get waiting() {
      return waiting.size;
    },
    take() {
      running += 1;
      together = Math.max(together, running);
      const [child] = waiting;
      if (child) {
        waiting.delete(child);
      }
      return child;
    },
    release() {
      running -= 1;
      if (running === 0 && refills) {
        wanted = Math.min(together, mostWaiting);
        together = 0;
        refill();
      }
    },
    dispose() {
      disposed = true;
      for (const child of waiting) {
        child.end();
      }
      waiting.clear();
    },
  };
}
