import { afterAll, beforeAll, expect, test } from 'vitest';
import { Person } from '../vscode-host/person.mjs';
import { takeScreenshot } from './screenshots';

let person: Person;
beforeAll(async () => {
  person = await Person.opens('examples/newsletter');
  await person.opensSidebar();
  await person.element('Stage edge/tag').waitFor();
});
afterAll(() => person?.leaves());

const line = (number: number) =>
  person.page.locator('.part.statusbar').getByRole('button', { name: new RegExp(`^Ln ${number}, Col`) });

test('Debug on the code lens stops at a breakpoint in the stage file', async () => {
  await person.opensFile('edge/tag.js');
  await person.page.keyboard.press('Control+G');
  await person.answers(':13');
  await line(13).waitFor();
  await person.page.keyboard.press('F9');
  await person.page.locator('.codicon-debug-breakpoint, .codicon-debug-breakpoint-unverified').first().waitFor();
  await person.page.locator('.codelens-decoration a', { hasText: 'Debug' }).click();
  await person.page.locator('.debug-toolbar').waitFor();
  await person.page.locator('.codicon-debug-stackframe, .debug-top-stack-frame-line').first().waitFor();
  await takeScreenshot(person, 'debug');
});

test('Step Over goes to the next line', async () => {
  await person.page.keyboard.press('F10');
  await line(15).waitFor();
});

test('Continue lets it run to its end', async () => {
  await person.page.keyboard.press('F5');
  await person.page.locator('.debug-toolbar').waitFor({ state: 'hidden' });
  await expect.poll(() => person.terminalText(), { timeout: 30_000 }).toMatch(/Done in/);
});
