import { Worker } from 'node:worker_threads';
import {
  type AnswerOf,
  cancel,
  type MessageFromWorker,
  type MessageToWorker,
  newCancellations,
  type ParametersOf,
  type TypeScriptMethod,
  type WorkerData,
  type WorkerOptions,
} from './protocol';

export interface TypeScriptClientOptions extends WorkerOptions {
  /** The worker's bundle. */
  readonly worker: string;
  /** Told when a question could not be answered, when the worker has crashed and was restarted, and when it was given up. */
  readonly onProblem?: (state: TypeScriptHealth, message: string) => void;
}

/** How TypeScript is doing: `restarted` after its first crash, `stopped` after its second. */
export type TypeScriptHealth = 'running' | 'restarted' | 'stopped';

/** Asked while a request waits; VS Code's cancellation tokens are of this shape. */
export interface Cancellation {
  readonly isCancellationRequested: boolean;
  onCancellationRequested(listener: () => void): unknown;
}

/** The text that the worker must know before it is asked. */
export interface TypeScriptState {
  /** Generated declarations by Destination root. */
  readonly declarations: ReadonlyMap<string, string>;
  /** Texts of stage files by path. */
  readonly files: ReadonlyMap<string, string>;
}

/**
 * Each edit makes garbage of what the one before built. Without limits, V8 lets it grow to several times of what is in use
 * before it looks; the closer the limit, the sooner. A Destination of a thousand open files needs a third of it.
 */
const resourceLimits = { maxYoungGenerationSizeMb: 12, maxOldGenerationSizeMb: 1024 };

/**
 * How many Destinations without an open file the worker keeps a program of, about a megabyte each. More than one, for
 * files are closed and opened again, and looked at without being opened.
 */
const idleDestinations = 3;

/** The answer of a worker that is no more. */
const lost = Symbol('lost');

/**
 * The TypeScript worker, seen from the main thread. It starts with the first question, is brought up to date before each
 * one, and is restarted once if it crashes; after that, answers are `undefined`.
 */
export class TypeScriptClient {
  private worker: Worker | undefined;
  private crashes = 0;
  private nextId = 1;
  private readonly cancelled = newCancellations();
  private readonly waiting = new Map<number, (answer: unknown) => void>();
  private readonly sentDeclarations = new Map<string, string>();
  private readonly sentFiles = new Map<string, string>();

  constructor(private readonly options: TypeScriptClientOptions) {}

  /** Starts the worker, so that the first question need not wait for it. */
  start(): void {
    if (this.worker || this.crashes > 1) {
      return;
    }
    const { declarations, keepChecker = true } = this.options;
    const worker = new Worker(this.options.worker, {
      workerData: { declarations, keepChecker, cancelled: this.cancelled } satisfies WorkerData,
      resourceLimits,
    });
    // A waiting worker must not keep the command line alive.
    worker.unref();
    worker.on('message', (message: MessageFromWorker) => this.receive(message));
    worker.on('error', (error) => this.crashed(worker, error instanceof Error ? error.message : String(error)));
    worker.on('exit', (code) => this.crashed(worker, `exit code ${code}`));
    this.worker = worker;
  }

  /**
   * Asks, after bringing the worker up to date; asks again if it crashes meanwhile and is restarted. `undefined` where
   * TypeScript has no answer or is not to be had, and where nobody waits any longer.
   */
  async request<M extends TypeScriptMethod>(
    state: TypeScriptState,
    method: M,
    params: ParametersOf<M>,
    cancellation?: Cancellation,
  ): Promise<AnswerOf<M> | undefined> {
    for (;;) {
      this.start();
      if (!this.worker || cancellation?.isCancellationRequested) {
        return undefined;
      }
      const id = this.nextId++;
      const answer = new Promise<unknown>((resolve) => this.waiting.set(id, resolve));
      cancellation?.onCancellationRequested(() => cancel(this.cancelled, id));
      this.worker.ref();
      // One message: each wakes the worker.
      this.post([...this.changes(state), { type: 'request', id, method, params }]);
      const settled = await answer;
      if (settled !== lost) {
        return settled as AnswerOf<M> | undefined;
      }
    }
  }

  async stop(): Promise<void> {
    const worker = this.worker;
    this.worker = undefined;
    // Nobody restarts what was stopped on purpose.
    this.crashes = 2;
    this.settleAll();
    await worker?.terminate();
  }

  /** What the worker does not know yet. */
  private changes({ declarations, files }: TypeScriptState): readonly MessageToWorker[] {
    const changes: MessageToWorker[] = [];
    for (const [root, text] of declarations) {
      if (this.sentDeclarations.get(root) !== text) {
        changes.push({ type: 'declarations', root, text });
      }
      // The one that was asked about last stands last.
      this.sentDeclarations.delete(root);
      this.sentDeclarations.set(root, text);
    }
    for (const path of [...this.sentFiles.keys()].filter((path) => !files.has(path))) {
      this.sentFiles.delete(path);
      changes.push({ type: 'file', path, text: null });
    }
    for (const [path, text] of files) {
      if (this.sentFiles.get(path) !== text) {
        this.sentFiles.set(path, text);
        changes.push({ type: 'file', path, text });
      }
    }
    const idle = [...this.sentDeclarations.keys()].filter((root) => !declarations.has(root));
    for (const root of idle.slice(0, Math.max(0, idle.length - idleDestinations))) {
      this.sentDeclarations.delete(root);
      changes.push({ type: 'forget', root });
    }
    return changes;
  }

  private post(messages: readonly MessageToWorker[]): void {
    this.worker?.postMessage(messages);
  }

  private receive(message: MessageFromWorker): void {
    const settle = this.waiting.get(message.id);
    this.waiting.delete(message.id);
    if (this.waiting.size === 0) {
      this.worker?.unref();
    }
    if ('error' in message) {
      this.options.onProblem?.('running', `TypeScript could not answer: ${message.error}`);
      settle?.(undefined);
    } else {
      settle?.(message.answer);
    }
  }

  private crashed(worker: Worker, reason: string): void {
    if (worker !== this.worker) {
      return;
    }
    this.crashes++;
    this.worker = undefined;
    this.sentDeclarations.clear();
    this.sentFiles.clear();
    const [health, what] =
      this.crashes > 1
        ? (['stopped', 'stopped again; type checking is off until the server is restarted'] as const)
        : (['restarted', 'stopped and was restarted'] as const);
    this.options.onProblem?.(health, `TypeScript ${what} (${reason}).`);
    this.settleAll();
  }

  private settleAll(): void {
    for (const settle of this.waiting.values()) {
      settle(lost);
    }
    this.waiting.clear();
  }
}
