import { type ChildProcess, spawn } from 'node:child_process';
import { EventEmitter, type Pseudoterminal } from 'vscode';

/** VS Code takes a process that ends sooner for one that could not be started, and says so. */
const shortestRunMs = 600;

/**
 * The terminal of a simulation: shows what the process prints, and ends with its exit code. Ctrl-C, or closing the
 * terminal, ends the process.
 */
export class SimulationTerminal implements Pseudoterminal {
  private readonly write = new EventEmitter<string>();
  private readonly close_ = new EventEmitter<number>();
  readonly onDidWrite = this.write.event;
  readonly onDidClose = this.close_.event;
  private process: ChildProcess | undefined;

  constructor(
    private readonly args: readonly string[],
    private readonly cwd: string,
  ) {}

  open(): void {
    const started = Date.now();
    // In a desktop VS Code the executable is Electron; the first variable has it behave as Node.
    const env = { ...process.env, ELECTRON_RUN_AS_NODE: '1', FORCE_COLOR: '1' };
    this.process = spawn(process.execPath, this.args, { cwd: this.cwd, env, stdio: ['ignore', 'pipe', 'pipe'] });
    for (const stream of [this.process.stdout, this.process.stderr]) {
      stream?.setEncoding('utf8').on('data', (text: string) => this.write.fire(text.replaceAll(/\r?\n/g, '\r\n')));
    }
    const end = (code: number) => setTimeout(() => this.close_.fire(code), started + shortestRunMs - Date.now());
    this.process.once('error', (error) => {
      this.write.fire(`${error.message}\r\n`);
      end(2);
    });
    this.process.once('close', (code) => end(code ?? 1));
  }

  handleInput(data: string): void {
    if (data === '\u0003') {
      this.close();
    }
  }

  close(): void {
    this.process?.kill();
  }
}
