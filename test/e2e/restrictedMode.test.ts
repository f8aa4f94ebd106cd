import { afterAll, beforeAll, expect, test } from 'vitest';
import { Person } from '../vscode-host/person.mjs';
import { takeScreenshot } from './screenshots';

let person: Person;
beforeAll(async () => {
  person = await Person.opens('examples/newsletter', { restricted: true });
  await person.opensSidebar();
});
afterAll(() => person?.leaves());

test('in Restricted Mode the sidebar works, and says that simulation does not', async () => {
  await person.element('DB, D1 database').waitFor();
  await person.page.getByText('Simulation is off in Restricted Mode').first().waitFor();
  await person.element('Stage edge/tag').hover();
  expect(await person.element('Stage edge/tag').getByRole('button', { name: 'Run Stage' }).count()).toBe(0);
  await person.page
    .getByText('Simulation is off in Restricted Mode: trust the folder to run a stage.')
    .first()
    .waitFor();
  await takeScreenshot(person, 'restricted-mode');
});

test('in Restricted Mode stage files have nothing that runs them, and there are no scenarios', async () => {
  await person.opensFile('edge/tag.js');
  await person.page.locator('.squiggly-error, .mtk1').first().waitFor();
  expect(await person.page.locator('.codelens-decoration').count()).toBe(0);
  await person.page.locator('.activitybar').getByRole('tab', { name: 'Testing' }).click();
  await person.page.getByText('No tests have been found').first().waitFor();
  expect(await person.page.locator('.test-explorer').getByRole('treeitem').count()).toBe(0);
  await person.opensSidebar();
});

test('in Restricted Mode completion works', async () => {
  await person.opensFile('edge/tag.js');
  await person.typesAtTheEnd('params.infra.');
  await expect.poll(() => person.suggestions(), { timeout: 20_000 }).toContain('CACHE');
});

test('Run Stage says why not, and leads to trust', async () => {
  await person.page.keyboard.press('Escape');
  await person.runsCommand('Infra: Run Stage');
  const notification = person.page.locator('.notifications-toasts');
  await notification.getByText('it is off in Restricted Mode').waitFor();
  await notification.getByRole('button', { name: 'Manage Workspace Trust' }).click();
  await person.page.locator('.workspace-trust-editor').waitFor();
  await takeScreenshot(person, 'restricted-mode-run');
});
