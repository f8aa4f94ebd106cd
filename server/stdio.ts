import {
  AbstractMessageReader,
  AbstractMessageWriter,
  type Connection,
  createConnection,
  type DataCallback,
  type Disposable,
  Message,
  ProposedFeatures,
  RAL,
} from 'vscode-languageserver/node';

/**
 * A connection over this process's input and output. The library's own reader and writer wait for the event loop twice
 * for each message, and write its header and its content one by one: together a fifth of an answer about a binding.
 */
export function stdioConnection(): Connection {
  handleWithoutWaiting();
  const reader = new StdinReader();
  // Without a client, a server is of no use. Of one that has said goodbye, its end is no failure.
  reader.onClose(() => process.exit(reader.isShutDown ? 0 : 1));
  return createConnection(ProposedFeatures.all, reader, new StdoutWriter());
}

/**
 * The library has each message wait for a turn of the event loop of its own. Here, what was read in one piece is handled in
 * one turn; a cancellation in that piece still comes before what it cancels, for all of it is read first.
 */
function handleWithoutWaiting(): void {
  const { timer, ...others } = RAL();
  const setImmediate = <T extends unknown[]>(callback: (...args: T) => void, ...args: T) => {
    queueMicrotask(() => callback(...args));
    return { dispose() {} };
  };
  RAL.install({ ...others, timer: Object.freeze({ ...timer, setImmediate }) });
}

const headerEnd = '\r\n\r\n';

/** Reads messages from standard input: JSON with its length in bytes before it. */
class StdinReader extends AbstractMessageReader {
  /** What came of the next message; its chunks are joined when it is whole. */
  private chunks: Buffer[] = [];
  private size = 0;
  /** So many bytes are needed to go on. */
  private needed = 0;
  /** The client has asked for the end. */
  isShutDown = false;

  listen(callback: DataCallback): Disposable {
    const receive = (chunk: Buffer) => {
      this.chunks.push(chunk);
      this.size += chunk.length;
      if (this.size >= this.needed) {
        this.readMessages(callback);
      }
    };
    process.stdin.on('data', receive);
    process.stdin.once('close', () => this.fireClose());
    return { dispose: () => process.stdin.off('data', receive) };
  }

  private readMessages(callback: DataCallback): void {
    let rest = this.chunks.length === 1 && this.chunks[0] ? this.chunks[0] : Buffer.concat(this.chunks);
    this.needed = 0;
    for (let end = rest.indexOf(headerEnd); end >= 0; end = rest.indexOf(headerEnd)) {
      const start = end + headerEnd.length;
      const header = rest.toString('latin1', 0, end);
      const length = Number(/^content-length: *(\d+)$/im.exec(header)?.[1] ?? Number.NaN);
      if (Number.isNaN(length)) {
        this.fireError(new Error(`A message without a Content-Length: ${header.slice(0, 200)}`));
        rest = rest.subarray(start);
        continue;
      }
      if (rest.length < start + length) {
        this.needed = start + length;
        break;
      }
      const content = rest.toString('utf8', start, start + length);
      rest = rest.subarray(start + length);
      this.read(content, callback);
    }
    this.chunks = rest.length > 0 ? [rest] : [];
    this.size = rest.length;
  }

  private read(content: string, callback: DataCallback): void {
    let message: Message;
    try {
      message = JSON.parse(content) as Message;
    } catch (error) {
      this.fireError(error);
      return;
    }
    this.isShutDown ||= Message.isRequest(message) && message.method === 'shutdown';
    callback(message);
  }
}

/** Writes messages to standard output, each in one piece. */
class StdoutWriter extends AbstractMessageWriter {
  private failures = 0;

  constructor() {
    super();
    process.stdout.on('error', (error) => this.fireError(error));
    process.stdout.once('close', () => this.fireClose());
  }

  write(message: Message): Promise<void> {
    const content = JSON.stringify(message);
    const whole = `Content-Length: ${Buffer.byteLength(content)}${headerEnd}${content}`;
    return new Promise((resolve, reject) => {
      process.stdout.write(whole, (error) => {
        if (error) {
          this.fireError(error, message, ++this.failures);
          reject(error);
        } else {
          resolve();
        }
      });
    });
  }

  end(): void {
    process.stdout.end();
  }
}
