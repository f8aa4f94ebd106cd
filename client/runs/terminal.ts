import { EventEmitter, type Pseudoterminal } from 'vscode';
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
  private running: RunningSimulation | undefined;

  constructor(private readonly start: (listener: Omit<SimulationListener, 'event'>) => RunningSimulation) {}

  open(): void {
    const started = Date.now();
    this.running = this.start({
      text: (text) => this.write.fire(text.replaceAll(/\r?\n/g, '\r\n')),
      ended: (code) => {
        setTimeout(() => this.close_.fire(code), started + shortestRunMs - Date.now());
      },
    });
  }

  handleInput(data: string): void {
    if (data === '\u0003') {
      this.close();
    }
  }

  close(): void {
    this.running?.cancel();
  }
}
