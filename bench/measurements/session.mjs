// A while of typing: one process for each contender, asked in turn.
import { placeOf, places, renamed, undeclared } from '../projects/code.mjs';
import { cpuMs, residentMb } from '../servers/processes.mjs';
import { editAndAsk, questions } from './questions.mjs';

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
   * @param {import('../servers/contenders.mjs').Contender} contender
   * @param {Project} project
   * @param {number} files
   */
  constructor(contender, project, files) {
    this.#editor = contender.launch(project);
    this.#project = project;
    this.#files = files;
  }

  async start() {
    await this.#editor.start();
    this.#open(1);
  }

  /**
   * Edits and asks a number of times; the times of the answers, in ms.
   * @param {string} metric
   * @param {number} times
   */
  async ask(metric, times) {
    const question = questions.find((each) => each.metric === metric);
    const file = this.#file(0);
    const found = [];
    for (let i = 0; question && i < times; i++) {
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

  /** Finds every use of a binding. */
  async references() {
    const { path, text } = this.#file(0);
    const start = performance.now();
    const found = await this.#editor.references(path, placeOf(text, places.bindingHover.marked));
    const time = performance.now() - start;
    // Two uses in each file, that of a member that does not exist among them.
    if (found < this.#files * 2) {
      throw new Error(`references: ${found} in ${this.#files} files`);
    }
    return time;
  }

  /** Processor time of an edit with a completion and the diagnostics that follow, typed at a person's pace; in ms. */
  async keystroke() {
    const times = 20;
    const before = cpuMs(this.#editor.pid);
    for (let i = 0; i < times; i++) {
      await this.ask('bindingCompletion', 1);
      await this.ask('diagnostics', 1);
      await new Promise((resolve) => setTimeout(resolve, 200));
    }
    const after = cpuMs(this.#editor.pid);
    return before === undefined || after === undefined ? undefined : (after - before) / times;
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
