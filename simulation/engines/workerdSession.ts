import { existsSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import type { RunEvent } from '../events';
import type { SandboxDone } from '../sandbox/command';
import { badOption } from '../sandbox/notice';
import type { WorkerdBegun, WorkerdCommand, WorkerdReady, WorkerdRefusal, WorkerdSetup } from '../workerd/command';
import { plainMessage } from '../workerd/plainMessage';
import { workerdFlags } from './sandboxFlags';
import { residentMb, SupervisedChild } from './supervisedChild';

export type WorkerdLine = WorkerdReady | WorkerdRefusal | WorkerdBegun | SandboxDone | RunEvent;

/** On Linux nothing of a run touches a disk. */
const memoryFolder = '/dev/shm';

/**
 * A workerd that has been started for one Destination. Runs in it come one after another and share what real bindings
 * hold. It lives until `end`, or for as long as this process.
 */
export class WorkerdSession {
  /** No other run can follow: it was ended, or something of a run may still be going on in it. */
  isOver = false;
  #child: SupervisedChild;
  /** Where workerd has its files: of this session alone, and gone with it. */
  readonly #folder = join(existsSync(memoryFolder) ? memoryFolder : tmpdir(), `infra-bindings-${crypto.randomUUID()}`);
  readonly #gone: Promise<void>;
  readonly #lines: WorkerdLine[] = [];
  #onLine: ((line: WorkerdLine | undefined) => void) | undefined;
  #ready: WorkerdReady | undefined;
  /** What was sent to a process that has not answered yet. */
  #unanswered: string[] | undefined = [];
  #unread = '';
  #stderr = '';
  #closed = false;

  /** `host` is the bundle `dist/workerd.js`. */
  constructor(host: string, setup: WorkerdSetup, node: string = process.execPath) {
    const { codeCache, bindings } = setup;
    const writable = [this.#folder, `${this.#folder}.gone`, ...(codeCache === undefined ? [] : [codeCache])];
    const flags = workerdFlags(
      writable,
      bindings.some(({ kind }) => kind === 'images'),
    );
    this.#child = this.#start(node, flags, host);
    this.#gone = new Promise((resolve) => {
      const closed = (code: unknown) => {
        if (code === badOption && this.#unanswered && !this.isOver) {
          // This Node has no permission model.
          this.#child = this.#start(node, [], host);
          this.#child.process.stdin?.write(this.#unanswered.join(''));
          follow();
          return;
        }
        this.#closed = true;
        this.#clean();
        this.#deliver();
        resolve();
      };
      const follow = () => this.#child.process.once('error', closed).once('close', closed);
      follow();
    });
    this.#send(setup);
  }

  #start(node: string, flags: readonly string[], host: string): SupervisedChild {
    const folder = this.#folder;
    const child = new SupervisedChild(node, [...flags, '--no-warnings', host, folder], {
      cwd: dirname(host),
      env: environment(),
      folder,
    });
    const { stdin, stdout, stderr } = child.process;
    stdout?.setEncoding('utf8').on('data', (text: string) => this.#read(text));
    stderr?.setEncoding('utf8').on('data', (text: string) => {
      this.#stderr = `${this.#stderr}${text}`.slice(-4_000);
    });
    stdin?.on('error', () => {});
    return child;
  }

  /** Whether its process is gone. */
  get hasEnded(): boolean {
    return this.#closed;
  }

  /** What the process said last on its way out. */
  get lastWords(): string {
    const line = this.#stderr.split('\n').find((each) => /^\w*Error\b/.test(each)) ?? '';
    return plainMessage(line, [this.#folder]);
  }

  /** The version of the runtime, once it stands. */
  get runtime(): string | undefined {
    return this.#ready?.runtime;
  }

  /** The memory of workerd, in MB. */
  get residentMb(): number | undefined {
    return this.#ready && residentMb(this.#ready.pid);
  }

  run(command: WorkerdCommand): void {
    this.#send(command);
  }

  /** Hands over each line to come, those that have come already first; `undefined` when no more can come. */
  follow(onLine: (line: WorkerdLine | undefined) => void): void {
    this.#onLine = onLine;
    this.#deliver();
  }

  /** Ends workerd and everything that belongs to it. */
  async end(): Promise<void> {
    this.#kill();
    await this.#gone;
  }

  #kill(): void {
    if (this.#ready) {
      kill(this.#ready.pid);
    }
    if (this.#closed) {
      return;
    }
    if (this.#ready || this.#child.isSupervised) {
      this.#child.end();
    }
    // Where nothing else ends it, this does; and before it is ready, only it knows what it has started.
    this.#child.process.stdin?.destroy();
  }

  #clean(): void {
    if (this.#ready) {
      kill(this.#ready.pid);
    }
    rmSync(this.#folder, { recursive: true, force: true, maxRetries: 20, retryDelay: 20 });
  }

  #send(line: object): void {
    const text = `${JSON.stringify(line)}\n`;
    this.#unanswered?.push(text);
    this.#child.process.stdin?.write(text);
  }

  #read(text: string): void {
    const lines = `${this.#unread}${text}`.split('\n');
    this.#unread = lines.pop() ?? '';
    this.#unanswered = undefined;
    for (const text of lines) {
      const line = JSON.parse(text) as WorkerdLine;
      if (line.type === 'ready') {
        this.#ready = line;
      }
      this.#lines.push(line);
    }
    this.#deliver();
  }

  #deliver(): void {
    while (this.#onLine && this.#lines.length > 0) {
      this.#onLine(this.#lines.shift());
    }
    if (this.#closed) {
      this.#onLine?.(undefined);
    }
  }
}

function kill(pid: number): void {
  try {
    process.kill(pid, 'SIGKILL');
  } catch {
    // It has ended already.
  }
}

/** Empty, but for what a system cannot start a process without, and the time zone that Workers have. */
function environment(): NodeJS.ProcessEnv {
  return {
    TZ: 'UTC',
    ...(process.env.SystemRoot && { SystemRoot: process.env.SystemRoot }),
    ...(process.versions.electron && { ELECTRON_RUN_AS_NODE: '1' }),
  };
}
