import { EventEmitter, type Pseudoterminal } from 'vscode';
import { exitCodeOf } from './outcome';
import type { RunningSimulation, SimulationListener } from './runner';

/** VS Code takes a process that ends sooner for one that could not be started, and says so. */
const shortestRunMs = 600;

/**
 * The terminal of a simulation: shows what the run prints, and ends with its exit code. Ctrl-C, or closing the
 * terminal, ends the run.
 */
export class SimulationTerminal implements Pseudoterminal {
  private readonly write = new EventEmitter<string>();
  private readonly close_ = new EventEmitter<number>();
  readonly onDidWrite = this.write.event;
  readonly onDidClose = this.close_.event;
  private readonly running: RunningSimulation;
  private readonly ended: Promise<number>;
  /** What was printed before the terminal stood. */
  private unseen: string | undefined = '';

  /** Starts the run at once: until VS Code has drawn a terminal, it may have ended. */
  constructor(start: (listener: Omit<SimulationListener, 'event'>) => RunningSimulation) {
    let settle: (code: number) => void = () => {};
    this.ended = new Promise((resolve) => {
      settle = resolve;
    });
    this.running = start({
      text: (text) => this.print(text.replaceAll(/\r?\n/g, '\r\n')),
      ended: (outcome) => settle(exitCodeOf(outcome)),
    });
  }

  open(): void {
    const opened = Date.now();
    const { unseen = '' } = this;
    this.unseen = undefined;
    this.print(unseen);
    void this.ended.then((code) => {
      setTimeout(() => this.close_.fire(code), opened + shortestRunMs - Date.now());
    });
  }

  handleInput(data: string): void {
    if (data === '\u0003') {
      this.close();
    }
  }

  close(): void {
    this.running.cancel();
  }

  private print(text: string): void {
    if (this.unseen === undefined) {
      this.write.fire(text);
    } else {
      this.unseen += text;
    }
  }
}
