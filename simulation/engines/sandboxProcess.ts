import { amountText, limits } from '../../core/platform/limits';
import type { RunEvent } from '../events';
import type { SandboxCommand, SandboxDone, SandboxReady, SandboxRefusal } from '../sandbox/command';
import { badOption, memoryNotice } from '../sandbox/notice';
import type { Run, RunOutcome, RunReporter } from './engine';
import { startLimitsMs } from './limits';
import { residentMb, type SupervisedChild } from './supervisedChild';

type SandboxLine = SandboxReady | SandboxRefusal | SandboxDone | RunEvent;
type Failure = Extract<RunEvent, { type: 'error' }>['phase'];

/** How often its memory is looked at. */
const pollMs = 20;

interface SandboxOptions {
  readonly run: Run;
  readonly reporter: RunReporter;
  /** A process that waits for its command. */
  readonly child: SupervisedChild;
  readonly command: SandboxCommand;
  readonly rssMb: number;
}

/** Follows one sandbox process from its start until it is gone: for good, or for a flag that this Node lacks. */
export class SandboxProcess {
  readonly ended: Promise<RunOutcome | 'bad option'>;
  readonly #options: SandboxOptions;
  readonly #child: SupervisedChild;
  readonly #abort = () => this.#stop();
  #timer: NodeJS.Timeout;
  #poll: NodeJS.Timeout | undefined;
  #rssMb = 0;
  #began = performance.now();
  #ready = false;
  #stopped = false;
  #outcome: RunOutcome | undefined;
  #unread = '';
  #stderr = '';

  constructor(options: SandboxOptions) {
    const { run, child, command } = options;
    this.#options = options;
    this.#child = child;
    const { stdin, stdout, stderr } = this.#child.process;
    this.#timer = setTimeout(
      () => this.#fail('run', 'SandboxError', 'The sandbox did not start in time.'),
      startLimitsMs.sandbox,
    );
    stdout?.setEncoding('utf8').on('data', (text: string) => this.#read(text));
    stderr?.setEncoding('utf8').on('data', (text: string) => {
      this.#stderr = `${this.#stderr}${text}`.slice(-4_000);
    });
    // It may be gone before it read its command; its exit says why.
    stdin?.on('error', () => {});
    stdin?.write(`${JSON.stringify(command)}\n`);
    run.signal.addEventListener('abort', this.#abort);
    this.ended = new Promise((resolve) => {
      this.#child.process.once('error', (error) => {
        this.#fail('run', 'SandboxError', `The sandbox could not be started: ${error.message}`);
        resolve(this.#settle());
      });
      this.#child.process.once('close', (code, signal) => resolve(this.#closed(code, signal)));
    });
    if (run.signal.aborted) {
      this.#stop();
    }
  }

  #read(text: string): void {
    const lines = `${this.#unread}${text}`.split('\n');
    this.#unread = lines.pop() ?? '';
    for (const line of lines) {
      if (this.#stopped) {
        return;
      }
      this.#take(JSON.parse(line) as SandboxLine);
    }
  }

  #take(line: SandboxLine): void {
    const { reporter, run } = this.#options;
    switch (line.type) {
      case 'ready': {
        this.#ready = true;
        this.#began = performance.now();
        clearTimeout(this.#timer);
        if (!run.request.inspect) {
          this.#timer = setTimeout(() => this.#timedOut(), run.timeoutMs);
        }
        this.#poll = setInterval(() => this.#weigh(line.pid), pollMs);
        const { type: _, pid: __, ...start } = line;
        reporter.started(start);
        return;
      }
      case 'refused':
        reporter.started({ missingLayers: line.missingLayers });
        this.#fail(
          'run',
          'SandboxError',
          `Nothing was run: this Node cannot close ${line.missingLayers.join(', ')}, and code could leave the sandbox.`,
        );
        return;
      case 'done':
        this.#outcome = {
          ok: line.ok,
          durationMs: line.durationMs,
          rssMb: line.rssMb,
          ...(line.state && { state: line.state }),
        };
        this.#stop();
        reporter.done(this.#outcome);
        return;
      default:
        reporter.event(line);
    }
  }

  /** An ArrayBuffer ignores the limit of V8's heap: only from outside can it be seen. */
  #weigh(pid: number): void {
    this.#rssMb = residentMb(pid) ?? this.#rssMb;
    if (this.#rssMb > this.#options.rssMb) {
      this.#fail('memory', 'MemoryError', this.#tooMuchMemory);
    }
  }

  get #tooMuchMemory(): string {
    return `The stage used more than ${this.#options.rssMb} MB of memory and was ended.`;
  }

  #timedOut(): void {
    const { timeoutMs } = this.#options.run;
    this.#fail('timeout', 'TimeoutError', `The stage was still running after ${timeoutMs} ms and was ended.`);
  }

  #fail(phase: Failure, name: string, message: string): void {
    if (!this.#stopped) {
      this.#stop();
      this.#options.reporter.event({ type: 'error', t: this.#elapsed(), phase, name, message, frames: [] });
    }
  }

  /** From here on nothing that the process still says counts. */
  #stop(): void {
    this.#stopped = true;
    this.#child.end();
  }

  #closed(code: number | null, signal: NodeJS.Signals | null): RunOutcome | 'bad option' {
    const unexpected = !this.#stopped;
    if (unexpected && !this.#ready && code === badOption) {
      this.#settle();
      return 'bad option';
    }
    if (unexpected && this.#stderr.includes(memoryNotice)) {
      this.#fail('memory', 'MemoryError', this.#tooMuchMemory);
    } else if (unexpected && /heap (limit|out of memory)|out of memory/i.test(this.#stderr)) {
      this.#fail(
        'memory',
        'MemoryError',
        `The stage used more memory than a Worker has (${amountText(limits.workers.memory)}) and was ended.`,
      );
    } else if (unexpected) {
      const how = signal ? `by ${signal}` : `with code ${code}`;
      this.#fail('run', 'SandboxError', `The sandbox ended ${how}. ${errorLine(this.#stderr)}`.trim());
    }
    return this.#settle();
  }

  #settle(): RunOutcome {
    clearTimeout(this.#timer);
    clearInterval(this.#poll);
    this.#options.run.signal.removeEventListener('abort', this.#abort);
    return this.#outcome ?? { ok: false, durationMs: this.#elapsed(), rssMb: this.#rssMb };
  }

  #elapsed(): number {
    return Math.round((performance.now() - this.#began) * 10) / 10;
  }
}

/** The line of what Node says on its way out that names the error. */
function errorLine(text: string): string {
  return text.split('\n').find((line) => /^\w*Error\b/.test(line)) ?? '';
}
