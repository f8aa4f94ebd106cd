import { resolve } from 'node:path';
import type { Engine } from './engine';
import { sandboxCommand } from './sandboxCommand';
import { flagSets } from './sandboxFlags';
import { SandboxProcess } from './sandboxProcess';

/** What a run may use. A Worker's heap has 128 MB too; the process around it takes some 50 more. */
const limits = { heapMb: 128, rssMb: 320, events: 5_000, bytes: 16_000_000 };

/** Runs a stage in a hardened `node:vm` realm, in a process of its own that lives for this run alone. */
export const memoryEngine: Engine = async (run, reporter) => {
  const sandbox = resolve(run.request.sandbox);
  const command = sandboxCommand(run, limits);
  for (const flags of flagSets(sandbox, limits.heapMb)) {
    const process = new SandboxProcess({ run, reporter, sandbox, flags, command, rssMb: limits.rssMb });
    const outcome = await process.ended;
    if (outcome !== 'bad option') {
      return outcome;
    }
  }
  reporter.event({
    type: 'error',
    t: 0,
    phase: 'run',
    name: 'SandboxError',
    message: 'The sandbox does not start with this Node.',
    frames: [],
  });
  return { ok: false, durationMs: 0, rssMb: 0 };
};
