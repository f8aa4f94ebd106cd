import { afterAll, beforeAll, expect, test } from 'vitest';
import { Person } from '../vscode-host/person.mjs';
import { takeScreenshot } from './screenshots';

let person: Person;
beforeAll(async () => {
  person = await Person.opens('examples/newsletter');
});
afterAll(() => person?.leaves());

const item = (name: RegExp) => person.page.locator('.test-explorer').getByRole('treeitem', { name }).first();

test('scenarios are in the Test Explorer, and pass', async () => {
  await person.opensFile('edge/tag.js');
  await person.page.locator('.activitybar').getByRole('tab', { name: 'Testing' }).click();
  await item(/^first-order/).waitFor();
  await person.runsCommand('Test: Run All Tests');
  await item(/^First order \(Passed\)/).waitFor();
  await takeScreenshot(person, 'scenarios');
});

test('on save, when that is wished, and a failure shows a diff at its place', async () => {
  await item(/^First order/).hover();
  await item(/^First order/)
    .getByRole('button', { name: 'Turn on Continuous Run' })
    .click();
  await person.opensFile('edge/tag.js');
  await person.page.keyboard.press('Control+Home');
  await person.page.keyboard.type('params.payload.data.orderId = "JO-1";\n');
  await person.page.keyboard.press('Control+S');
  await item(/^First order \(Failed\)/).waitFor();
  await item(/^First order/).click();
  await person.page.keyboard.press('ArrowRight');
  const failed = item(/^4\. edge\/tag \(Purchase\) \(Failed\)/);
  await failed.click();
  await person.page.locator('.tab.active', { hasText: 'first-order.jsonc' }).waitFor();
  await person.runsCommand('Test: Go to Next Test Failure');
  await person.page.locator('.zone-widget .modified .view-line', { hasText: '"orderId": "JO-1"' }).waitFor();
  await takeScreenshot(person, 'scenarios-failed');

  expect(await item(/^5\. edge\/user \(Passed\)/).count()).toBe(1);
});

test('a step stays selected when the scenario runs again', async () => {
  const step = (outcome: string) => item(new RegExp(`^4\\. edge/tag \\(Purchase\\) \\(${outcome}\\)`));
  await step('Failed').click();
  await person.opensFile('edge/tag.js');
  await person.page.keyboard.press('Control+Home');
  await person.page.keyboard.press('Control+Shift+K');
  await person.page.keyboard.press('Control+S');
  await step('Passed').waitFor();
  expect(await step('Passed').getAttribute('aria-selected')).toBe('true');
});
