/// <reference lib="dom" />
// What a person does in VS Code, for the tests that do the same.
import { cpSync, mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import type { Locator, Page } from 'playwright-core';
import { projectRoot } from '../vscode-host/install.mjs';
import { openWorkbench, type WorkbenchOptions } from '../vscode-host/workbench.mjs';

const screenshots = join(projectRoot, 'screenshots');

/** Somebody in front of VS Code, who has a copy of a folder open. */
export class Person {
  private constructor(
    readonly page: Page,
    /** The copy. */
    readonly folder: string,
    private readonly end: () => Promise<void>,
  ) {}

  /** Opens a copy of a folder of the project, with the extension installed. */
  static async opens(folder: string, options: Omit<WorkbenchOptions, 'folder'> = {}): Promise<Person> {
    const temporary = mkdtempSync(join(tmpdir(), 'infra-bindings-e2e-'));
    const copy = join(temporary, basename(folder));
    cpSync(join(projectRoot, folder), copy, { recursive: true });
    const settings = {
      // The terminal as text, so that it can be read.
      'terminal.integrated.gpuAcceleration': 'off',
      // Hovers that open under the pointer hide what is to be clicked next.
      'workbench.hover.delay': 60_000,
      'editor.minimap.enabled': false,
      ...options.settings,
    };
    const { page, close } = await openWorkbench({ ...options, folder: copy, settings });
    page.setDefaultTimeout(30_000);
    return new Person(page, copy, async () => {
      await close();
      rmSync(temporary, { recursive: true, force: true });
    });
  }

  async leaves(): Promise<void> {
    await this.end();
  }

  /** Leaves a picture in `screenshots/`. */
  async looks(name: string): Promise<void> {
    mkdirSync(screenshots, { recursive: true });
    await this.page.screenshot({ path: join(screenshots, `${name}.png`) });
  }

  /** Opens the sidebar of Infra Bindings. */
  async opensSidebar(): Promise<void> {
    const stages = this.page.getByRole('button', { name: 'Stages Section' });
    // Clicking the icon of an open view container would close it.
    if (!(await stages.isVisible())) {
      await this.page.locator('.activitybar').getByRole('tab', { name: 'Infra Bindings' }).click();
      await stages.waitFor();
    }
  }

  /** An element of the *Bindings* or *Stages* view, by the beginning of its label for screen readers. */
  element(label: string): Locator {
    return this.page.getByRole('treeitem', { name: label }).first();
  }

  /** Clicks a button that an element of the sidebar shows under the pointer. */
  async clicksOn(label: string, button: string): Promise<void> {
    await this.element(label).hover();
    await this.element(label).getByRole('button', { name: button, exact: true }).click();
  }

  /** Clicks a button in the title of a view. */
  async clicksInTitle(view: string, button: string): Promise<void> {
    const header = this.page.locator('.pane-header', { hasText: view });
    await header.hover();
    await header.getByRole('button', { name: button }).click();
  }

  /** Opens a file by its name (*Go to File*). */
  async opensFile(name: string): Promise<void> {
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

  /** Runs a command of the palette. */
  async runsCommand(title: string): Promise<void> {
    await this.page.keyboard.press('F1');
    await this.quickInput().fill(`>${title}`);
    await this.page.locator('.quick-input-list').getByRole('option', { name: title }).first().click();
  }

  /** The input box of a quick pick. */
  quickInput(): Locator {
    return this.page.locator('.quick-input-widget input:visible');
  }

  /** Waits for a step of a wizard by its title bar. */
  async isAsked(title: string): Promise<void> {
    await this.page.locator('.quick-input-title', { hasText: title }).waitFor();
  }

  /** Types an answer into the open quick input, and confirms it. */
  async answers(text: string): Promise<void> {
    await this.quickInput().fill(text);
    await this.page.keyboard.press('Enter');
  }

  /** Makes a new line at the end of the open file and types there. */
  async typesAtTheEnd(text: string): Promise<void> {
    await this.page.keyboard.press('Control+End');
    await this.page.keyboard.press('Enter');
    await this.page.keyboard.type(text, { delay: 20 });
  }

  /** The labels of the suggestion list. */
  async suggestions(): Promise<string[]> {
    const rows = this.page.locator('.suggest-widget.visible .monaco-list-row');
    await rows.first().waitFor();
    return rows.locator('.label-name').allTextContents();
  }

  /** The text of the open editor that is in view. */
  async editorText(): Promise<string> {
    const lines = await this.editor().locator('.view-line').allTextContents();
    return lines.join('\n').replaceAll('\u00a0', ' ');
  }

  /** The text of the visible terminal. */
  async terminalText(): Promise<string> {
    const rows = await this.page.locator('.terminal-wrapper.active .xterm-rows > div').allTextContents();
    return rows.join('\n').replaceAll('\u00a0', ' ');
  }

  /** Clicks a link in the visible terminal, as one does: with Ctrl. */
  async clicksInTerminal(link: RegExp): Promise<void> {
    const row = this.page.locator('.terminal-wrapper.active .xterm-rows > div', { hasText: link }).first();
    const { x, y } = await row.evaluate(placeOf, link);
    await this.page.keyboard.down('Control');
    await this.page.mouse.move(x, y - 1);
    await this.page.mouse.move(x, y, { steps: 3 });
    await this.page.locator('.terminal-wrapper.active .xterm-cursor-pointer').waitFor({ state: 'attached' });
    await this.page.mouse.click(x, y);
    await this.page.keyboard.up('Control');
  }

  private editor(): Locator {
    return this.page.locator('.editor-instance .view-lines').first();
  }
}

/** Runs in the browser: where in the window an element shows the beginning of a text. */
function placeOf(element: Element, text: RegExp): { x: number; y: number } {
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
