import { spawn } from 'node:child_process';
import { onTestFinished } from 'vitest';
import type { SimulationEvent } from '../../simulation/events';
import type { RunnerMessage, RunnerRequest } from '../../simulation/runnerProtocol';
import { bundle } from './temporaryFolder';

/** A run in a runner, as its editor sees it. */
export interface RunnerRun {
  readonly events: readonly SimulationEvent[];
  readonly text: string;
  /** The exit code; settles when the run has ended. */
  readonly code: Promise<number>;
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
    /** Runs `infra-bindings simulate` in a folder. */
    run(folder: string, ...args: string[]): RunnerRun {
      runs += 1;
      const id = runs;
      const events: SimulationEvent[] = [];
      const run = { events, text: '', code: Promise.resolve(0), cancel: () => send({ type: 'cancel', id }) };
      run.code = new Promise((resolve) => {
        runner.on('message', (message: RunnerMessage) => {
          if (message.id !== id) {
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
              resolve(message.code);
          }
        });
      });
      send({ type: 'start', id, args, workingDirectory: folder });
      return run;
    },
  };
}
