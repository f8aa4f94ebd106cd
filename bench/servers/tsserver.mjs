// TypeScript's own server, in its own protocol: what VS Code's JavaScript and TypeScript are made of.
import { Connection } from './connection.mjs';

/** @typedef {import('./editor.mjs').Editor} Editor */

/** @implements {Editor} */
export class Tsserver {
  /** @type {Map<number, (body: any) => void>} */
  #waiting = new Map();
  #sequence = 1;
  /** What events have told of each file. */
  /** @type {Map<string, import('./editor.mjs').Problem[]>} */
  #problems = new Map();

  /**
   * @param {readonly string[]} command
   * @param {string} folder
   */
  constructor(command, folder) {
    this.connection = new Connection(command, folder, (message) => this.#receive(message));
  }

  get pid() {
    return this.connection.pid;
  }

  /** It has no greeting: the first request is read when it is up. */
  async start() {}

  /** @param {import('./editor.mjs').OpenFile} file */
  open({ path, text }) {
    this.#send('open', { file: path, fileContent: text });
  }

  /** @type {Editor['edit']} */
  edit(path, { line, start, end, text }) {
    this.#send('change', {
      file: path,
      line: line + 1,
      offset: start + 1,
      endLine: line + 1,
      endOffset: end + 1,
      insertString: text,
    });
  }

  /** @type {Editor['completion']} */
  async completion(path, place) {
    const body = await this.#at('completionInfo', path, place);
    return (body?.entries ?? []).map((/** @type {{ name: string }} */ { name }) => name);
  }

  /** @type {Editor['hover']} */
  async hover(path, place) {
    return (await this.#at('quickinfo', path, place))?.displayString ?? '';
  }

  /** @type {Editor['signatureHelp']} */
  async signatureHelp(path, place) {
    const body = await this.#at('signatureHelp', path, place);
    const item = body?.items[body.selectedItemIndex];
    return item ? textOf([...item.prefixDisplayParts, ...parametersOf(item), ...item.suffixDisplayParts]) : '';
  }

  /**
   * As VS Code asks: syntax, then meaning, then suggestions (what is unused or deprecated), each told by an event.
   * Of several files at once: the next question for problems would cancel this one.
   * @type {Editor['diagnostics']}
   */
  async diagnostics(...paths) {
    for (const path of paths) {
      this.#problems.set(path, []);
    }
    const seq = this.#send('geterr', { files: paths, delay: 0 });
    await new Promise((resolve) => this.#waiting.set(seq, resolve));
    return paths.map((path) => this.#problems.get(path) ?? []);
  }

  async stop() {
    this.#send('exit', {});
    await this.connection.end();
  }

  /**
   * @param {string} command
   * @param {string} file
   * @param {import('./editor.mjs').Place} place
   */
  #at(command, file, { line, character }) {
    return this.#request(command, { file, line: line + 1, offset: character + 1 });
  }

  /**
   * @param {string} command
   * @param {object} args
   * @returns {Promise<any>}
   */
  #request(command, args) {
    return new Promise((resolve) => this.#waiting.set(this.#send(command, args), resolve));
  }

  /**
   * @param {string} command
   * @param {object} args
   */
  #send(command, args) {
    const seq = this.#sequence++;
    this.connection.write(`${JSON.stringify({ seq, type: 'request', command, arguments: args })}\n`);
    return seq;
  }

  /** @param {import('./connection.mjs').Message} message */
  #receive(message) {
    const { event, body } = message;
    if (event === 'semanticDiag' || event === 'syntaxDiag') {
      const found = body.diagnostics.map((/** @type {any} */ { start, text }) => ({
        line: start.line - 1,
        message: text,
      }));
      this.#problems.set(body.file, [...(this.#problems.get(body.file) ?? []), ...found]);
      return;
    }
    const id = Number(event === 'requestCompleted' ? body.request_seq : message.request_seq);
    const settle = this.#waiting.get(id);
    this.#waiting.delete(id);
    settle?.(body);
  }
}

/** @param {{ text: string }[]} parts */
const textOf = (parts) => parts.map(({ text }) => text).join('');

/** @param {any} item */
const parametersOf = (item) => item.parameters.flatMap((/** @type {any} */ { displayParts }) => displayParts);
