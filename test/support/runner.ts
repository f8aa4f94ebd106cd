import { spawn } from 'node:child_process';
import { onTestFinished } from 'vitest';
import type { RunnerMessage, RunnerRequest, RunOutcome, RunRequest } from '../../server/runner/protocol';
import type { SimulationEvent } from '../../simulation/events';
import { bundle } from './temporaryFolder';

/** A run in a runner, as its editor sees it. */
export interface RunnerRun {
  readonly events: readonly SimulationEvent[];
  readonly text: string;
  /** Settles when the run has ended. */
  readonly outcome: Promise<RunOutcome>;
  cancel(): void;
}

/** Starts the built runner; it is gone when the test is. */
export function startRunner() {
  const runner = spawn(process.execPath, [bundle('cli.js'), 'simulate', '--serve'], {
    env: { PATH: process.env.PATH, NO_COLOR: '1' },
    stdio: ['ignore', 'inherit', 'inherit', 'ipc'],
  });
  onTestFinished(() => {
    runner.kill();
  });
  const send = (request: RunnerRequest) => runner.send(request);
  let runs = 0;
  return {
    pid: runner.pid,
    /** Sends what no editor sends; what the runner says before it ends. */
    async crash(): Promise<string> {
      const said = new Promise<string>((resolve) => {
        runner.on('message', (message: RunnerMessage) => message.type === 'crashed' && resolve(message.reason));
      });
      const ended = new Promise((resolve) => runner.once('exit', resolve));
      runner.send(null as unknown as object);
      await ended;
      return said;
    },
    run(request: RunRequest): RunnerRun {
      runs += 1;
      const id = runs;
      const events: SimulationEvent[] = [];
      const outcome = new Promise<RunOutcome>((resolve) => {
        runner.on('message', (message: RunnerMessage) => {
          if (message.type === 'crashed' || message.id !== id) {
            return;
          }
          switch (message.type) {
            case 'text':
              run.text += message.text;
              return;
            case 'event':
              events.push(message.event);
              return;
            case 'ended':
              resolve(message.outcome);
          }
        });
      });
      const run = { events, text: '', outcome, cancel: () => send({ type: 'cancel', id }) };
      send({ type: 'start', id, run: request });
      return run;
    },
  };
}
