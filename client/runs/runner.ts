import { type ChildProcess, spawn } from 'node:child_process';
import type { Disposable } from 'vscode';
import { escapeControls, escapeControlsInLines } from '../../core/controlCharacters';
import type { RunnerMessage, RunnerRequest, RunOutcome, RunRequest } from '../../server/runner/protocol';
import type { SimulationEvent } from '../../simulation/events';
import { offerMiniflare } from './miniflare';

/** Who is told what a simulation prints and does. */
export interface SimulationListener {
  /** Text for the terminal, to be shown and not to be read. */
  text(text: string): void;
  event(event: SimulationEvent): void;
  /** It has ended. */
  ended(outcome: RunOutcome): void;
}

/** A simulation that has been started. */
export interface RunningSimulation {
  /** Ends it; the listener is told when it has ended. */
  cancel(): void;
}

/** How long the process stays when nothing runs. */
const idleMs = 10 * 60_000;

/**
 * Runs simulations in one process, the command line's `simulate --serve`, which keeps ready what the next run needs. It
 * starts with the first run, not before: whoever simulates nothing pays nothing. It ends with this process, in whatever
 * way that ends, and after minutes without a run.
 */
export class SimulationRunner implements Disposable {
  private process: ChildProcess | undefined;
  private readonly runs = new Map<number, SimulationListener>();
  private nextId = 1;
  private idle: NodeJS.Timeout | undefined;

  /** `cli` is the path of the bundle. */
  constructor(private readonly cli: string) {}

  /** The id of the process, while there is one. */
  get pid(): number | undefined {
    return this.process?.pid;
  }

  /** Starts a run. Never throws: what cannot be run says so, and its outcome is why. */
  run(run: RunRequest, listener: SimulationListener): RunningSimulation {
    clearTimeout(this.idle);
    const id = this.nextId;
    this.nextId += 1;
    this.runs.set(id, listener);
    this.process ??= this.start();
    this.send({ type: 'start', id, run });
    return { cancel: () => this.send({ type: 'cancel', id }) };
  }

  dispose(): void {
    clearTimeout(this.idle);
    if (this.process?.connected) {
      this.process.disconnect();
    }
    this.process = undefined;
  }

  private start(): ChildProcess {
    const child = spawn(process.execPath, [this.cli, 'simulate', '--serve'], {
      // In a desktop VS Code the executable is Electron; this has it behave as Node.
      env: { ...process.env, ELECTRON_RUN_AS_NODE: '1' },
      stdio: ['ignore', 'ignore', 'pipe', 'ipc'],
      windowsHide: true,
    });
    let printed = '';
    let crash: string | undefined;
    child.stderr?.setEncoding('utf8').on('data', (text: string) => {
      printed = `${printed}${text}`.slice(-2_000);
    });
    child.on('message', (message: RunnerMessage) => {
      if (message.type === 'crashed') {
        crash = message.reason;
      } else {
        this.take(message);
      }
    });
    child.once('error', (error) => this.lost(child, error.message));
    child.once('close', (code, signal) => {
      const how = signal ? `by ${signal}` : `with code ${code}`;
      const why = crash === undefined ? '' : `: ${crash}`;
      const sentence = `The process of simulations ended ${how}${why}. The next run starts another.`;
      this.lost(child, sentence, crash === undefined ? printed : '');
    });
    return child;
  }

  private send(request: RunnerRequest): void {
    // What can no longer be sent is answered when the process is known to be gone.
    this.process?.send(request, () => {});
  }

  private take(message: Exclude<RunnerMessage, { type: 'crashed' }>): void {
    const listener = this.runs.get(message.id);
    switch (message.type) {
      case 'text':
        listener?.text(message.text);
        return;
      case 'event':
        if (message.event.type === 'error' && message.event.install) {
          void offerMiniflare(message.event.install);
        }
        listener?.event(message.event);
        return;
      case 'ended':
        this.ended(message.id, message.outcome);
    }
  }

  private ended(id: number, outcome: RunOutcome): void {
    const listener = this.runs.get(id);
    this.runs.delete(id);
    if (this.runs.size === 0) {
      this.idle = setTimeout(() => this.dispose(), idleMs);
    }
    listener?.ended(outcome);
  }

  /** The process is gone: what ran in it has ended. Terminals also show what it printed, for it may say why. */
  private lost(child: ChildProcess, sentence: string, printed = ''): void {
    if (this.process !== child) {
      return;
    }
    this.process = undefined;
    for (const [id, listener] of this.runs) {
      listener.text(`${escapeControls(sentence)}\n${escapeControlsInLines(printed)}`);
      this.ended(id, { failure: sentence });
    }
  }
}
