import { afterAll, beforeAll, expect, test } from 'vitest';
import { Person } from '../vscode-host/person.mjs';
import { takeScreenshot } from './screenshots';

let person: Person;
beforeAll(async () => {
  person = await Person.opens('examples/newsletter');
  await person.opensSidebar();
});
afterAll(() => person?.leaves());

test('Add Binding asks for kind, environment and name, and writes the manifest', async () => {
  await person.element('DB, D1 database').waitFor();
  await takeScreenshot(person, 'sidebar');
  await person.clicksInTitle('Bindings', 'Add Binding');
  await person.isAsked('Add Binding (1/');
  await takeScreenshot(person, 'add-binding');
  await person.answers('KV namespace');
  await person.isAsked('Add Binding (2/');
  await person.answers('production');
  await person.isAsked('Add Binding (3/');

  await person.quickInput().fill('CACHE');
  await person.page.locator('.quick-input-message', { hasText: 'CACHE' }).waitFor();
  await takeScreenshot(person, 'add-binding-name');
  await person.answers('SESSIONS');
  await finishWizard();

  await person.page.locator('.tab.active', { hasText: 'wrangler.toml' }).waitFor();
  await expect
    .poll(() => person.editorText())
    .toMatch(/\[\[env\.production\.kv_namespaces\]\]\nbinding = "SESSIONS"\n\n/);
  await person.element('Environment production').getByText('6 bindings').waitFor();
  await takeScreenshot(person, 'binding-added');
});

test('undo takes the binding away again', async () => {
  await person.page.keyboard.press('Control+Z');
  await expect.poll(() => person.editorText()).not.toContain('SESSIONS');
  await person.element('Environment production').getByText('5 bindings').waitFor();
});

test('the wizard goes back, and Escape leaves everything as it was', async () => {
  await person.runsCommand('Infra: Add Binding');
  await person.isAsked('Add Binding (1/');
  await person.answers('R2 bucket');
  await person.isAsked('Add Binding (2/');
  await person.page.locator('.quick-input-titlebar').getByRole('button', { name: 'Back' }).click();
  await person.isAsked('Add Binding (1/');
  await person.page.keyboard.press('Escape');
  await person.page.locator('.quick-input-widget').waitFor({ state: 'hidden' });
  await person.element('Environment production').getByText('5 bindings').waitFor();
});

test('Remove asks where code uses the binding', async () => {
  await person.clicksOn('CACHE, KV namespace', 'Remove Binding');
  const dialog = person.page.getByRole('dialog');
  await dialog.waitFor();
  expect(await dialog.textContent()).toContain('CACHE');
  await takeScreenshot(person, 'remove-binding');
  await dialog.getByRole('button', { name: 'Remove' }).click();
  await person.element('Environment Top level').getByText('4 bindings').waitFor();
  await person.page.keyboard.press('Control+Z');
  await person.element('Environment Top level').getByText('5 bindings').waitFor();
});

/** Optional fields, however many a kind has, are left out. */
async function finishWizard(): Promise<void> {
  const widget = person.page.locator('.quick-input-widget');
  await expect
    .poll(
      async () => {
        if (await widget.isVisible()) {
          await person.page.keyboard.press('Enter');
        }
        return widget.isVisible();
      },
      { timeout: 20_000, interval: 500 },
    )
    .toBe(false);
}
