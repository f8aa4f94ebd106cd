import { bytesOf } from './bytes';
import { encodeUtf8, TextDecoder } from './encoding';
import { ReadableStream } from './readableStream';

interface UnderlyingSink {
  start?(controller: unknown): unknown;
  write?(chunk: unknown, controller: unknown): unknown;
  close?(): unknown;
  abort?(reason: unknown): unknown;
}

/** A sink of chunks as in the Streams standard, without queuing strategies: every write waits for the one before. */
export class WritableStream {
  readonly #sink: UnderlyingSink;
  #last: Promise<unknown>;
  #closed = false;
  #writer: WritableStreamDefaultWriter | undefined;

  constructor(sink: UnderlyingSink = {}) {
    this.#sink = sink;
    this.#last = (async () => sink.start?.({ error: () => {} }))();
    this.#last.catch(() => {});
  }

  get locked(): boolean {
    return this.#writer !== undefined;
  }

  getWriter(): WritableStreamDefaultWriter {
    if (this.#writer) {
      throw new TypeError('This WritableStream is currently locked to a writer.');
    }
    this.#writer = new WritableStreamDefaultWriter({
      write: (chunk) => this.#then(() => this.#sink.write?.(chunk, {})),
      close: () => this.close(),
      abort: (reason) => this.abort(reason),
      release: () => {
        this.#writer = undefined;
      },
    });
    return this.#writer;
  }

  close(): Promise<void> {
    const closed = this.#then(() => this.#sink.close?.());
    this.#closed = true;
    return closed;
  }

  abort(reason?: unknown): Promise<void> {
    const aborted = this.#then(() => this.#sink.abort?.(reason));
    this.#closed = true;
    return aborted;
  }

  async #then(action: () => unknown): Promise<void> {
    if (this.#closed) {
      throw new TypeError('This WritableStream has been closed.');
    }
    const before = this.#last;
    const next = (async () => {
      await before;
      await action();
    })();
    this.#last = next;
    await next;
  }
}

interface WriterHandle {
  write(chunk: unknown): Promise<void>;
  close(): Promise<void>;
  abort(reason: unknown): Promise<void>;
  release(): void;
}

class WritableStreamDefaultWriter {
  readonly #handle: WriterHandle;
  readonly desiredSize = 1;
  readonly ready: Promise<void> = Promise.resolve();

  constructor(handle: WriterHandle) {
    this.#handle = handle;
  }

  write(chunk?: unknown): Promise<void> {
    return this.#handle.write(chunk);
  }

  close(): Promise<void> {
    return this.#handle.close();
  }

  abort(reason?: unknown): Promise<void> {
    return this.#handle.abort(reason);
  }

  releaseLock(): void {
    this.#handle.release();
  }
}

type Controller = { enqueue(chunk: unknown): void; error(reason?: unknown): void; terminate(): void };

interface Transformer {
  start?(controller: Controller): unknown;
  transform?(chunk: unknown, controller: Controller): unknown;
  flush?(controller: Controller): unknown;
}

export class TransformStream {
  readonly readable: ReadableStream;
  readonly writable: WritableStream;

  constructor(transformer: Transformer = {}) {
    let controller: Controller | undefined;
    this.readable = new ReadableStream({
      start(inner) {
        controller = {
          enqueue: (chunk) => inner.enqueue(chunk),
          error: (reason) => inner.error(reason),
          terminate: () => inner.close(),
        };
      },
    });
    const output = controller as unknown as Controller;
    const transform = transformer.transform?.bind(transformer) ?? ((chunk: unknown) => output.enqueue(chunk));
    this.writable = new WritableStream({
      start: () => transformer.start?.(output),
      write: (chunk) => transform(chunk, output),
      async close() {
        await transformer.flush?.(output);
        output.terminate();
      },
      abort: (reason) => output.error(reason),
    });
  }
}

export class IdentityTransformStream extends TransformStream {}

export class TextEncoderStream extends TransformStream {
  constructor() {
    super({ transform: (chunk, controller) => controller.enqueue(encodeUtf8(`${chunk}`)) });
  }
}

export class TextDecoderStream extends TransformStream {
  constructor(label = 'utf-8') {
    const decoder = new TextDecoder(label);
    super({
      transform: (chunk, controller) => controller.enqueue(decoder.decode(bytesOf(chunk), { stream: true })),
      flush: (controller) => {
        const rest = decoder.decode();
        if (rest !== '') {
          controller.enqueue(rest);
        }
      },
    });
  }
}
