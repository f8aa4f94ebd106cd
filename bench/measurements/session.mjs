// An editor in which one file is typed in, and the manifest at times.
import { placeOf, renamed, undeclared } from '../projects/code.mjs';
import { residentMb } from '../servers/processes.mjs';
import { editAndAsk } from './questions.mjs';

/** @typedef {import('../servers/editor.mjs').Editor} Editor */
/** @typedef {import('../projects/projects.mjs').Project} Project */

/** How many files are open at a manifest edit. */
const openFiles = 10;

/** One contender's running session. */
export class Session {
  /** @type {Editor} */
  #editor;
  #project;
  #files;
  #opened = 0;
  #isDeclared = false;
  #isManifestOpen = false;

  /**
   * @param {Editor} editor
   * @param {Project} project
   * @param {number} files
   */
  constructor(editor, project, files) {
    this.#editor = editor;
    this.#project = project;
    this.#files = files;
  }

  async start() {
    await this.#editor.start();
    this.#open(1);
  }

  /**
   * Edits and asks a number of times; the times of the answers, in ms.
   * @param {import('./questions.mjs').Question} question
   * @param {number} times
   */
  async ask(question, times) {
    const file = this.#file(0);
    const found = [];
    for (let i = 0; i < times; i++) {
      found.push(await editAndAsk(this.#editor, file, question));
    }
    return found;
  }

  /** Renames a binding to the name that code uses, and back; the mean time until all open files' diagnostics say so. */
  async editManifest() {
    return ((await this.#rename()) + (await this.#rename())) / 2;
  }

  async #rename() {
    const { manifest, manifestText } = this.#project;
    if (!this.#isManifestOpen) {
      this.#isManifestOpen = true;
      this.#editor.open({ path: manifest, text: manifestText });
      this.#open(Math.min(openFiles, this.#files));
    }
    this.#isDeclared = !this.#isDeclared;
    const { line, character } = placeOf(manifestText, `|${renamed}`);
    const text = this.#isDeclared ? undeclared : renamed;
    const start = performance.now();
    this.#editor.edit(manifest, { line, start: character, end: character + renamed.length, text });
    const paths = Array.from({ length: this.#opened }, (_, index) => this.#project.path(index));
    const found = await this.#editor.diagnostics(...paths);
    const time = performance.now() - start;
    const isReported = (/** @type {{ message: string }[]} */ problems) =>
      problems.some(({ message }) => message.includes(`'${undeclared}'`));
    if (found.some((problems) => isReported(problems) === this.#isDeclared)) {
      throw new Error(`manifestEdit: ${undeclared} is ${this.#isDeclared ? 'still' : 'not'} reported`);
    }
    return time;
  }

  memory() {
    return residentMb(this.#editor.pid);
  }

  stop() {
    return this.#editor.stop();
  }

  /** @param {number} index */
  #file(index) {
    return { path: this.#project.path(index), text: this.#project.text(index) };
  }

  /** @param {number} count */
  #open(count) {
    for (; this.#opened < count; this.#opened++) {
      this.#editor.open(this.#file(this.#opened));
    }
  }
}
