import { resolve } from 'node:path';
import type { Engine } from './engine';
import { memoryLimits, outputLimits } from './limits';
import { sandboxCommand } from './sandboxCommand';
import { flagSets } from './sandboxFlags';
import { SandboxProcess } from './sandboxProcess';
import { startSandbox } from './startSandbox';

/** Runs a stage in a hardened `node:vm` realm, in a process of its own that lives for this run alone. */
export const memoryEngine: Engine = async (run, reporter) => {
  const { heapMb, rssMb } = memoryLimits;
  const { sandbox: bundle, node = process.execPath, inspect } = run.request;
  const pool = inspect ? undefined : run.request.pools?.sandboxes;
  const sandbox = resolve(bundle);
  const command = sandboxCommand(run, outputLimits);
  const ready = pool?.take();
  const starts = [
    ...(ready ? [() => ready] : []),
    ...flagSets(sandbox, heapMb, inspect !== undefined).map((flags) => () => startSandbox(node, flags, sandbox, rssMb)),
  ];
  try {
    for (const start of starts) {
      const { ended } = new SandboxProcess({ run, reporter, child: start(), command, rssMb });
      const outcome = await ended;
      if (outcome !== 'bad option') {
        return outcome;
      }
    }
  } finally {
    pool?.release();
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
