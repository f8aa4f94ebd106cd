// A server that speaks LSP, with a client that pulls diagnostics, as VS Code does.
import { pathToFileURL } from 'node:url';
import { Connection } from './connection.mjs';

/** @typedef {import('./editor.mjs').Editor} Editor */

const hint = 4;

/** @implements {Editor} */
export class LanguageServer {
  /** @type {Map<number, (result: any) => void>} */
  #waiting = new Map();
  #nextId = 1;
  #version = 1;

  /**
   * @param {readonly string[]} command
   * @param {string} folder
   * @param {string} languageId of the files that are opened
   */
  constructor(command, folder, languageId) {
    this.folder = folder;
    this.languageId = languageId;
    this.connection = new Connection(command, folder, (message) => this.#receive(message));
  }

  get pid() {
    return this.connection.pid;
  }

  async start() {
    await this.#request('initialize', {
      processId: process.pid,
      rootUri: uri(this.folder),
      workspaceFolders: [{ uri: uri(this.folder), name: 'bench' }],
      capabilities: {
        textDocument: {
          diagnostic: { dynamicRegistration: false },
          hover: { contentFormat: ['markdown'] },
          completion: {
            completionItem: { snippetSupport: true, labelDetailsSupport: true },
            completionList: {
              itemDefaults: ['commitCharacters', 'editRange', 'insertTextFormat', 'insertTextMode', 'data'],
            },
          },
        },
        workspace: { diagnostics: { refreshSupport: true } },
      },
    });
    this.#notify('initialized', {});
  }

  /** @param {import('./editor.mjs').OpenFile} file */
  open({ path, text }) {
    const textDocument = { uri: uri(path), languageId: this.languageId, version: this.#version++, text };
    this.#notify('textDocument/didOpen', { textDocument });
  }

  /** @type {Editor['edit']} */
  edit(path, { line, start, end, text }) {
    const range = { start: { line, character: start }, end: { line, character: end } };
    this.#notify('textDocument/didChange', {
      textDocument: { uri: uri(path), version: this.#version++ },
      contentChanges: [{ range, text }],
    });
  }

  /** @type {Editor['completion']} */
  async completion(path, place) {
    const list = await this.#at('textDocument/completion', path, place, { context: { triggerKind: 1 } });
    return (list?.items ?? list ?? []).map((/** @type {{ label: string }} */ { label }) => label);
  }

  /** @type {Editor['hover']} */
  async hover(path, place) {
    const { contents } = (await this.#at('textDocument/hover', path, place)) ?? {};
    return contents?.value ?? String(contents);
  }

  /** @type {Editor['signatureHelp']} */
  async signatureHelp(path, place) {
    const help = await this.#at('textDocument/signatureHelp', path, place);
    return help?.signatures[help.activeSignature ?? 0].label ?? '';
  }

  /** @type {Editor['diagnostics']} */
  async diagnostics(...paths) {
    const reports = await Promise.all(
      paths.map((path) => this.#request('textDocument/diagnostic', { textDocument: { uri: uri(path) } })),
    );
    return reports.map(({ items }) =>
      items
        .filter((/** @type {any} */ { severity }) => severity !== hint)
        .map((/** @type {any} */ { range, message }) => ({ line: range.start.line, message })),
    );
  }

  async stop() {
    void this.#request('shutdown');
    this.#notify('exit');
    await this.connection.end();
  }

  /**
   * @param {string} method
   * @param {string} path
   * @param {import('./editor.mjs').Place} position
   * @param {object} [more]
   */
  #at(method, path, position, more = {}) {
    return this.#request(method, { textDocument: { uri: uri(path) }, position, ...more });
  }

  /**
   * @param {string} method
   * @param {object} [params]
   * @returns {Promise<any>}
   */
  #request(method, params) {
    const id = this.#nextId++;
    const answer = new Promise((resolve) => this.#waiting.set(id, resolve));
    this.#send({ id, method, params });
    return answer;
  }

  /**
   * @param {string} method
   * @param {object} [params]
   */
  #notify(method, params) {
    this.#send({ method, params });
  }

  /** @param {object} message */
  #send(message) {
    const text = JSON.stringify({ jsonrpc: '2.0', ...message });
    this.connection.write(`Content-Length: ${Buffer.byteLength(text)}\r\n\r\n${text}`);
  }

  /** @param {import('./connection.mjs').Message} message */
  #receive(message) {
    if (message.method === undefined) {
      const id = Number(message.id);
      const settle = this.#waiting.get(id);
      this.#waiting.delete(id);
      settle?.(message.result);
    } else if (message.id !== undefined) {
      const items = message.params?.items;
      this.#send({ id: message.id, result: Array.isArray(items) ? items.map(() => null) : null });
    }
  }
}

/** @param {string} path */
const uri = (path) => pathToFileURL(path).toString();
