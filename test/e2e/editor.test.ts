import { afterAll, beforeAll, expect, test } from 'vitest';
import { Person } from '../vscode-host/person.mjs';
import { takeScreenshot } from './screenshots';

let person: Person;
beforeAll(async () => {
  person = await Person.opens('examples/newsletter');
});
afterAll(() => person?.leaves());

test('typing params.infra. suggests the declared bindings, and nothing else', async () => {
  // The first keys count: VS Code asks for suggestions once.
  await person.opensSidebar();
  await person.element('CACHE, KV namespace').waitFor();
  await person.opensFile('edge/tag.js');
  await person.typesAtTheEnd('params.infra.');
  await expect
    .poll(() => person.suggestions(), { timeout: 20_000 })
    .toEqual(['CACHE', 'DB', 'EVENTS', 'EXPORTS', 'WELCOME']);
  await takeScreenshot(person, 'suggestions');
});

test('a suggestion tells of its binding, and is taken with Enter', async () => {
  // Shows the details, and hides them again: VS Code would remember.
  await person.page.keyboard.press('Control+Space');
  const details = person.page.locator('.suggest-details');
  await details.getByText('(binding) CACHE: KVNamespace').waitFor();
  expect(await details.textContent()).toContain('A value has at most 25 MiB.');
  await takeScreenshot(person, 'suggestion-details');
  await person.page.keyboard.press('Control+Space');
  await details.waitFor({ state: 'hidden' });

  await person.page.keyboard.press('Enter');
  await person.page.locator('.view-line', { hasText: /^params\.infra\.CACHE$/ }).waitFor();
});

test('an undeclared binding is underlined, and a quick fix declares it', async () => {
  await person.page.keyboard.type('S.get("a");');
  await person.page.locator('.squiggly-error').first().waitFor();
  await person.page.keyboard.press('Home');
  for (let step = 0; step < 'params.infra.C'.length; step++) {
    await person.page.keyboard.press('ArrowRight');
  }
  const menu = person.page.locator('.action-widget', { hasText: 'Quick Fix' });
  await expect
    .poll(
      async () => {
        if (!(await menu.isVisible())) {
          await person.page.keyboard.press('Control+.');
        }
        return menu.textContent().catch(() => '');
      },
      { timeout: 20_000, interval: 500 },
    )
    .toContain('Declare CACHES as a KV namespace in wrangler.toml');
  expect(await menu.textContent()).toContain('Change to CACHE');
  await takeScreenshot(person, 'quick-fixes');

  await menu.getByText('Declare CACHES as a KV namespace').click();
  await person.page.locator('.squiggly-error').first().waitFor({ state: 'detached' });
  await person.element('CACHES, KV namespace').waitFor();
  await takeScreenshot(person, 'quick-fix-applied');
});
