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

const run = (text: string) => person.element(`edge/tag, ${text}`);

test('a code lens runs the stage on an event, and the result shows as a tree beside the terminal', async () => {
  await person.opensFile('edge/tag.js');
  await person.page.locator('.codelens-decoration a', { hasText: '▶ PageView' }).click();
  await expect.poll(() => person.terminalText(), { timeout: 30_000 }).toMatch(/Done in/);
  await run('PageView').waitFor();
  await person.element('EVENTS.writeDataPoint').waitFor();
  await takeScreenshot(person, 'results');
});

test('a line leads to its place in the code', async () => {
  await person.element('CACHE.put').click();
  await person.page
    .locator('.part.statusbar')
    .getByRole('button', { name: /^Ln 25, Col 30/ })
    .waitFor();
});

test('a result is outdated as soon as the stage file changes, and a diff shows what the change does', async () => {
  await person.opensFile('edge/tag.js');
  await person.page.keyboard.press('Control+Home');
  await person.page.keyboard.type('params.logger.log("now with a log");\n');
  await person.element('edge/tag, PageView').filter({ hasText: 'outdated' }).waitFor();
  await takeScreenshot(person, 'results-outdated');

  await person.clicksOn('edge/tag, PageView', 'Run Again');
  await person.element('now with a log').waitFor();
  await person.clicksOn('edge/tag, PageView', 'Diff with Previous Run');
  await person.page.locator('.tab.active', { hasText: 'previous run ↔ last run' }).waitFor();
  await person.page.locator('.editor.modified .view-line', { hasText: 'now with a log' }).waitFor();
  await takeScreenshot(person, 'results-diff');
});
