// A server's process and the messages to and from it: JSON with a Content-Length before it, as LSP and tsserver write it.
import { spawn } from 'node:child_process';

/** @typedef {{ id?: number | string, request_seq?: number, method?: string, event?: string, [field: string]: any }} Message */

export class Connection {
  /** @type {Buffer[]} */
  #chunks = [];
  #length = 0;
  /** What the next message needs before it can be read. */
  #needed = 0;

  /**
   * @param {readonly string[]} command
   * @param {string} folder its working directory
   * @param {(message: Message) => void} onMessage
   */
  constructor([executable, ...args], folder, onMessage) {
    this.onMessage = onMessage;
    this.process = spawn(/** @type {string} */ (executable), args, {
      cwd: folder,
      stdio: ['pipe', 'pipe', 'ignore'],
    });
    this.process.stdout.on('data', (chunk) => this.#receive(chunk));
    // A server that is gone shows in the answers that do not come.
    this.process.stdin.on('error', () => {});
    this.exited = new Promise((resolve) => this.process.once('exit', resolve));
  }

  get pid() {
    return this.process.pid ?? 0;
  }

  /** @param {string} text */
  write(text) {
    this.process.stdin.write(text);
  }

  /** Waits for the process to end by itself; ends it if it does not. */
  async end() {
    const timer = setTimeout(() => this.process.kill('SIGKILL'), 3_000);
    await this.exited;
    clearTimeout(timer);
  }

  /** @param {Buffer} chunk */
  #receive(chunk) {
    this.#chunks.push(chunk);
    this.#length += chunk.length;
    while (this.#length > 0 && this.#length >= this.#needed) {
      const all = this.#chunks.length === 1 ? /** @type {Buffer} */ (this.#chunks[0]) : Buffer.concat(this.#chunks);
      this.#chunks = [all];
      const end = all.indexOf('\r\n\r\n');
      if (end < 0) {
        return;
      }
      const length = Number(/Content-Length: (\d+)/i.exec(all.toString('latin1', 0, end))?.[1]);
      const start = end + 4;
      if (all.length < start + length) {
        this.#needed = start + length;
        return;
      }
      const rest = all.subarray(start + length);
      this.#chunks = rest.length > 0 ? [rest] : [];
      this.#length = rest.length;
      this.#needed = 0;
      this.onMessage(JSON.parse(all.toString('utf8', start, start + length)));
    }
  }
}
