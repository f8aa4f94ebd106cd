import type { WritableStream } from './writableStream';

export interface ReadResult {
  readonly done: boolean;
  readonly value: unknown;
}

interface UnderlyingSource {
  start?(controller: ReadableStreamDefaultController): unknown;
  pull?(controller: ReadableStreamDefaultController): unknown;
  cancel?(reason: unknown): unknown;
}

type State = 'readable' | 'closed' | 'errored';

/** A stream of chunks as in the Streams standard, without byte streams and queuing strategies. */
export class ReadableStream {
  readonly #source: UnderlyingSource;
  readonly #controller: ReadableStreamDefaultController;
  readonly #started: Promise<unknown>;
  #chunks: unknown[] = [];
  #waiting: { resolve(result: ReadResult): void; reject(reason: unknown): void }[] = [];
  #state: State = 'readable';
  #error: unknown;
  #pulling = false;
  #reader: ReadableStreamDefaultReader | undefined;

  constructor(source: UnderlyingSource = {}) {
    this.#source = source;
    const controller = new ReadableStreamDefaultController({
      enqueue: (chunk) => this.#enqueue(chunk),
      close: () => this.#close(),
      error: (reason) => this.#fail(reason),
      desiredSize: () => (this.#state === 'readable' ? 1 - this.#chunks.length : 0),
    });
    this.#controller = controller;
    this.#started = (async () => source.start?.(controller))();
    this.#started.catch((reason) => this.#fail(reason));
  }

  /** A stream of one chunk; of none when there are no bytes. */
  static ofBytes(bytes: Uint8Array): ReadableStream {
    return new ReadableStream({
      start(controller) {
        if (bytes.length > 0) {
          controller.enqueue(bytes.slice());
        }
        controller.close();
      },
    });
  }

  static from(items: Iterable<unknown> | AsyncIterable<unknown>): ReadableStream {
    const iterator =
      Symbol.asyncIterator in items ? items[Symbol.asyncIterator]() : (items as Iterable<unknown>)[Symbol.iterator]();
    return new ReadableStream({
      async pull(controller) {
        const { done, value } = await iterator.next();
        done ? controller.close() : controller.enqueue(value);
      },
    });
  }

  get locked(): boolean {
    return this.#reader !== undefined;
  }

  getReader(): ReadableStreamDefaultReader {
    if (this.#reader) {
      throw new TypeError('This ReadableStream is currently locked to a reader.');
    }
    this.#reader = new ReadableStreamDefaultReader({
      read: () => this.#read(),
      cancel: (reason) => this.#cancel(reason),
      release: () => {
        this.#reader = undefined;
      },
    });
    return this.#reader;
  }

  async cancel(reason?: unknown): Promise<void> {
    if (this.#reader) {
      throw new TypeError('This ReadableStream is currently locked to a reader.');
    }
    await this.#cancel(reason);
  }

  tee(): [ReadableStream, ReadableStream] {
    const reader = this.getReader();
    const controllers: ReadableStreamDefaultController[] = [];
    const pull = async () => {
      const { done, value } = await reader.read();
      for (const controller of controllers) {
        done ? controller.close() : controller.enqueue(value);
      }
    };
    const branch = () => new ReadableStream({ start: (controller) => void controllers.push(controller), pull });
    return [branch(), branch()];
  }

  async pipeTo(destination: WritableStream, options: { preventClose?: boolean } = {}): Promise<void> {
    const writer = destination.getWriter();
    for await (const chunk of this) {
      await writer.write(chunk);
    }
    if (!options.preventClose) {
      await writer.close();
    }
    writer.releaseLock();
  }

  pipeThrough(through: { writable: WritableStream; readable: ReadableStream }): ReadableStream {
    this.pipeTo(through.writable).catch(() => {});
    return through.readable;
  }

  async *values(): AsyncGenerator<unknown> {
    const reader = this.getReader();
    try {
      for (let next = await reader.read(); !next.done; next = await reader.read()) {
        yield next.value;
      }
    } finally {
      reader.releaseLock();
    }
  }

  [Symbol.asyncIterator](): AsyncGenerator<unknown> {
    return this.values();
  }

  #enqueue(chunk: unknown): void {
    if (this.#state !== 'readable') {
      throw new TypeError('This ReadableStream is closed.');
    }
    const waiting = this.#waiting.shift();
    waiting ? waiting.resolve({ done: false, value: chunk }) : this.#chunks.push(chunk);
  }

  #close(): void {
    if (this.#state !== 'readable') {
      return;
    }
    this.#state = 'closed';
    for (const { resolve } of this.#waiting.splice(0)) {
      resolve({ done: true, value: undefined });
    }
  }

  #fail(reason: unknown): void {
    if (this.#state !== 'readable') {
      return;
    }
    this.#state = 'errored';
    this.#error = reason;
    this.#chunks = [];
    for (const { reject } of this.#waiting.splice(0)) {
      reject(reason);
    }
  }

  async #read(): Promise<ReadResult> {
    await this.#started;
    if (this.#chunks.length > 0) {
      return { done: false, value: this.#chunks.shift() };
    }
    if (this.#state === 'errored') {
      throw this.#error;
    }
    if (this.#state === 'closed') {
      return { done: true, value: undefined };
    }
    const result = new Promise<ReadResult>((resolve, reject) => this.#waiting.push({ resolve, reject }));
    this.#pull();
    return result;
  }

  async #pull(): Promise<void> {
    if (this.#pulling || !this.#source.pull) {
      return;
    }
    this.#pulling = true;
    try {
      await this.#source.pull(this.#controller);
    } catch (reason) {
      this.#fail(reason);
    }
    this.#pulling = false;
    if (this.#waiting.length > 0 && this.#state === 'readable') {
      this.#pull();
    }
  }

  async #cancel(reason: unknown): Promise<void> {
    this.#chunks = [];
    this.#close();
    await this.#source.cancel?.(reason);
  }
}

interface ControllerHandle {
  enqueue(chunk: unknown): void;
  close(): void;
  error(reason: unknown): void;
  desiredSize(): number;
}

class ReadableStreamDefaultController {
  readonly #handle: ControllerHandle;

  constructor(handle: ControllerHandle) {
    this.#handle = handle;
  }

  get desiredSize(): number {
    return this.#handle.desiredSize();
  }

  enqueue(chunk: unknown): void {
    this.#handle.enqueue(chunk);
  }

  close(): void {
    this.#handle.close();
  }

  error(reason?: unknown): void {
    this.#handle.error(reason);
  }
}

interface ReaderHandle {
  read(): Promise<ReadResult>;
  cancel(reason: unknown): Promise<void>;
  release(): void;
}

class ReadableStreamDefaultReader {
  #handle: ReaderHandle | undefined;
  readonly closed: Promise<void> = new Promise(() => {});

  constructor(handle: ReaderHandle) {
    this.#handle = handle;
  }

  async read(): Promise<ReadResult> {
    return this.#use().read();
  }

  async cancel(reason?: unknown): Promise<void> {
    return this.#use().cancel(reason);
  }

  releaseLock(): void {
    this.#handle?.release();
    this.#handle = undefined;
  }

  #use(): ReaderHandle {
    if (!this.#handle) {
      throw new TypeError('This ReadableStream reader has been released.');
    }
    return this.#handle;
  }
}
