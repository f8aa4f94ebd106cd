import { spawn } from 'node:child_process';
import type { Readable } from 'node:stream';
import type { SimulationEvent } from '../../simulation/events';
import { offerMiniflare } from './miniflare';

/** Who is told what a simulation prints and does. */
export interface SimulationListener {
  /** Text for the terminal, as the process prints it. */
  text(text: string): void;
  event(event: SimulationEvent): void;
  /** It has ended, with an exit code. */
  ended(code: number): void;
}

/** A simulation that has been started. */
export interface RunningSimulation {
  /** Ends it; the listener is told when it has ended. */
  cancel(): void;
}

/** Starts the command line with `args`. Never throws: a process that cannot be started says so and ends with 2. */
export function startSimulation(args: readonly string[], cwd: string, listener: SimulationListener): RunningSimulation {
  // In a desktop VS Code the executable is Electron; the first variable has it behave as Node.
  const env = { ...process.env, ELECTRON_RUN_AS_NODE: '1', FORCE_COLOR: '1' };
  const child = spawn(process.execPath, [...args, '--events-fd', '3'], {
    cwd,
    env,
    stdio: ['ignore', 'pipe', 'pipe', 'pipe'],
  });
  const [, out, err, events] = child.stdio as (Readable | null)[];
  for (const stream of [out, err]) {
    stream?.setEncoding('utf8').on('data', (text: string) => listener.text(text));
  }
  let unread = '';
  events?.setEncoding('utf8').on('data', (text: string) => {
    const lines = `${unread}${text}`.split('\n');
    unread = lines.pop() ?? '';
    for (const line of lines) {
      const event = JSON.parse(line) as SimulationEvent;
      if (event.type === 'error' && event.install) {
        void offerMiniflare(event.install);
      }
      listener.event(event);
    }
  });
  let failed = false;
  child.once('error', (error) => {
    failed = true;
    listener.text(`${error.message}\n`);
    listener.ended(2);
  });
  child.once('close', (code) => {
    if (!failed) {
      listener.ended(code ?? 1);
    }
  });
  return { cancel: () => child.kill() };
}
