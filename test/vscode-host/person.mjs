// What a person does in VS Code, for the tests that do the same and for the screenshot script.
/// <reference lib="dom" />
import { cpSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { projectRoot } from './install.mjs';
import { openWorkbench } from './workbench.mjs';

/** Settings that keep still what would get in the way of clicking and reading. */
const steadySettings = {
  // The terminal as text, so that it can be read.
  'terminal.integrated.gpuAcceleration': 'off',
  // Hovers that open under the pointer hide what is to be clicked next.
  'workbench.hover.delay': 60_000,
  'editor.minimap.enabled': false,
};

/** Somebody in front of VS Code, who has a copy of a folder open. */
export class Person {
  /**
   * @param {import('playwright-core').Page} page
   * @param {string} folder the copy
   * @param {() => Promise<void>} leaves
   */
  constructor(page, folder, leaves) {
    this.page = page;
    this.folder = folder;
    this.leaves = leaves;
  }

  /**
   * Opens a copy of a folder of the project, with the extension installed.
   * @param {string} folder
   * @param {Omit<import('./workbench.mjs').WorkbenchOptions, 'folder'>} options
   */
  static async opens(folder, options = {}) {
    const temporary = mkdtempSync(join(tmpdir(), 'infra-bindings-person-'));
    const copy = join(temporary, basename(folder));
    cpSync(join(projectRoot, folder), copy, { recursive: true });
    const settings = { ...steadySettings, ...options.settings };
    const { page, close } = await openWorkbench({ ...options, folder: copy, settings });
    page.setDefaultTimeout(30_000);
    /** @type {Promise<void> | undefined} */
    let left;
    const leave = async () => {
      await close();
      rmSync(temporary, { recursive: true, force: true });
    };
    return new Person(page, copy, () => (left ??= leave()));
  }

  /** Opens the sidebar of Infra Bindings. */
  async opensSidebar() {
    const stages = this.page.getByRole('button', { name: 'Stages Section' });
    // Clicking the icon of an open view container would close it.
    if (!(await stages.isVisible())) {
      await this.page.locator('.activitybar').getByRole('tab', { name: 'Infra Bindings' }).click();
      await stages.waitFor();
    }
  }

  /**
   * An element of the *Bindings* or *Stages* view, by the beginning of its label for screen readers.
   * @param {string} label
   */
  element(label) {
    return this.page.getByRole('treeitem', { name: label }).first();
  }

  /**
   * Clicks a button that an element of the sidebar shows under the pointer.
   * @param {string} label
   * @param {string} button
   */
  async clicksOn(label, button) {
    await this.element(label).hover();
    await this.element(label).getByRole('button', { name: button, exact: true }).click();
  }

  /**
   * Clicks a button in the title of a view.
   * @param {string} view
   * @param {string} button
   */
  async clicksInTitle(view, button) {
    const header = this.page.locator('.pane-header', { hasText: view });
    await header.hover();
    await header.getByRole('button', { name: button }).click();
  }

  /**
   * Opens a file by its name (*Go to File*), and puts the cursor into it.
   * @param {string} name
   */
  async opensFile(name) {
    await this.page.keyboard.press('Control+P');
    await this.quickInput().fill(name);
    await this.page
      .locator('.quick-input-list')
      .getByRole('option', { name: basename(name) })
      .first()
      .click();
    await this.page.locator('.tab.active', { hasText: basename(name) }).waitFor();
    await this.editor().click();
  }

  /**
   * Runs a command of the palette.
   * @param {string} title
   */
  async runsCommand(title) {
    await this.page.keyboard.press('F1');
    await this.quickInput().fill(`>${title}`);
    await this.page.locator('.quick-input-list').getByRole('option', { name: title }).first().click();
  }

  /** The input box of a quick pick. */
  quickInput() {
    return this.page.locator('.quick-input-widget input:visible');
  }

  /**
   * Waits for a step of a wizard by its title bar.
   * @param {string} title
   */
  async isAsked(title) {
    await this.page.locator('.quick-input-title', { hasText: title }).waitFor();
  }

  /**
   * Types an answer into the open quick input, and confirms it.
   * @param {string} text
   */
  async answers(text) {
    await this.quickInput().fill(text);
    await this.page.keyboard.press('Enter');
  }

  /**
   * Makes a new line at the end of the open file and types there.
   * @param {string} text
   */
  async typesAtTheEnd(text) {
    await this.page.keyboard.press('Control+End');
    await this.page.keyboard.press('Enter');
    await this.page.keyboard.type(text, { delay: 20 });
  }

  /** The labels of the suggestion list. */
  async suggestions() {
    const rows = this.page.locator('.suggest-widget.visible .monaco-list-row');
    await rows.first().waitFor();
    return rows.locator('.label-name').allTextContents();
  }

  /** The text of the open editor that is in view. */
  async editorText() {
    const lines = await this.editor().locator('.view-line').allTextContents();
    return lines.join('\n').replaceAll('\u00a0', ' ');
  }

  /** The text of the visible terminal. */
  async terminalText() {
    const rows = await this.terminalRows().allTextContents();
    return rows.join('\n').replaceAll('\u00a0', ' ');
  }

  /**
   * Clicks a link in the visible terminal, as one does: with Ctrl.
   * @param {RegExp} link
   */
  async clicksInTerminal(link) {
    const { x, y } = await this.terminalRows().filter({ hasText: link }).first().evaluate(placeOf, link);
    await this.page.keyboard.down('Control');
    await this.page.mouse.move(x, y - 1);
    await this.page.mouse.move(x, y, { steps: 3 });
    await this.page.locator('.terminal-wrapper.active .xterm-cursor-pointer').waitFor({ state: 'attached' });
    await this.page.mouse.click(x, y);
    await this.page.keyboard.up('Control');
  }

  terminalRows() {
    return this.page.locator('.terminal-wrapper.active .xterm-rows > div');
  }

  editor() {
    return this.page.locator('.editor-instance .view-lines').first();
  }
}

/**
 * Runs in the browser: where in the window an element shows the beginning of a text.
 * @param {Element} element
 * @param {RegExp} text
 */
function placeOf(element, text) {
  const offset = (element.textContent ?? '').search(text) + 2;
  const walker = document.createTreeWalker(element, NodeFilter.SHOW_TEXT);
  let before = 0;
  for (let node = walker.nextNode(); node; node = walker.nextNode()) {
    const length = node.textContent?.length ?? 0;
    if (offset < before + length) {
      const range = document.createRange();
      range.setStart(node, offset - before);
      range.setEnd(node, offset - before + 1);
      const { left, top, width, height } = range.getBoundingClientRect();
      return { x: left + width / 2, y: top + height / 2 };
    }
    before += length;
  }
  throw new Error(`No ${text} in "${element.textContent}"`);
}
