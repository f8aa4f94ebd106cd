import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { Person } from '../vscode-host/person.mjs';
import { takeScreenshot } from './screenshots';

let person: Person;
beforeAll(async () => {
  person = await Person.opens('test/fixtures/no-manifest');
  await person.opensSidebar();
});
afterAll(() => person?.leaves());

test('where there is no manifest, the sidebar offers to create one, and then to add a binding', async () => {
  await person.page.getByRole('button', { name: 'Create wrangler.toml' }).waitFor();
  await takeScreenshot(person, 'no-manifest');
  await person.page.getByRole('button', { name: 'Create wrangler.toml' }).click();
  await person.page.locator('.tab.active', { hasText: 'wrangler.toml' }).waitFor();

  await person.page.locator('.pane-body').getByRole('button', { name: 'Add Binding' }).click();
  await person.isAsked('Add Binding (1/');
  await person.answers('Workers AI');
  await person.isAsked('Add Binding (2/2)');
  await person.answers('AI');
  await person.element('AI, Workers AI').waitFor();
  await person.page.keyboard.press('Control+S');
  await expect
    .poll(() => readFileSync(join(person.folder, 'wrangler.toml'), 'utf8'))
    .toMatch(/^name = "no-manifest"\ncompatibility_date = ".*"\n\n\[ai\]\nbinding = "AI"\n$/);
});
