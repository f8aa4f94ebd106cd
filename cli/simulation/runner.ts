import { createSandboxPool } from '../../simulation/engines/sandboxPool';
import { createWorkerdPool } from '../../simulation/engines/workerdPool';
import type { RunnerMessage, RunnerRequest, RunnerStart } from '../../simulation/runnerProtocol';
import { Failure, problemOf } from '../failure';
import type { TerminalText } from '../render/terminalText';
import type { SimulateHost } from './host';

/**
 * Serves an editor over Node's IPC: each of its requests is a run of `simulate`. Ends the process when the editor is
 * gone, in whatever way, and everything that was started with it. `sandbox` is the bundle `dist/simulation.js`.
 */
export function serveRuns(
  simulate: (args: readonly string[], host: SimulateHost) => Promise<number>,
  sandbox: string,
): Promise<never> {
  if (!process.send) {
    throw new Failure('--serve is for editors: it needs the IPC channel of Node.');
  }
  const pools = { sandboxes: createSandboxPool(sandbox), workerds: createWorkerdPool() };
  const running = new Map<number, AbortController>();
  const send = (message: RunnerMessage) => {
    if (process.connected) {
      process.send?.(message);
    }
  };
  const start = async ({ id, args, workingDirectory }: RunnerStart) => {
    const cancel = new AbortController();
    running.set(id, cancel);
    const print = (text: TerminalText) => send({ type: 'text', id, text: `${text}\n` });
    let code: number;
    try {
      code = await simulate(args, {
        pools,
        workingDirectory,
        color: process.env.NO_COLOR === undefined,
        print,
        onEvent: (event) => send({ type: 'event', id, event }),
        signal: cancel.signal,
      });
    } catch (error) {
      print(problemOf(error).render(false));
      code = 2;
    }
    running.delete(id);
    send({ type: 'ended', id, code });
  };
  process.on('message', (request: RunnerRequest) => {
    if (request.type === 'start') {
      void start(request);
    } else {
      running.get(request.id)?.abort();
    }
  });
  // Sandboxes and workerd end with the process that has started them, whatever way that one ends.
  process.on('disconnect', () => process.exit());
  return new Promise(() => {});
}
