import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { Person } from '../vscode-host/person.mjs';
import { takeScreenshot } from './screenshots';

let person: Person;
beforeAll(async () => {
  person = await Person.opens('examples/newsletter');
  writeFileSync(join(person.folder, 'package.json'), '{ "private": true }\n');
  // Nothing answers there: what is installed is not of interest, but how.
  writeFileSync(join(person.folder, '.npmrc'), 'registry=http://127.0.0.1:9/\nfetch-retries=0\n');
  await person.opensSidebar();
});
afterAll(() => person?.leaves());

test('a run on workerd without Miniflare offers to install it, and a click does', async () => {
  await person.opensFile('edge/tag.js');
  await person.runsCommand('Infra: Run Stage on workerd');
  const offer = person.page.locator('.notification-toast', { hasText: 'needs a current Miniflare' });
  await offer.waitFor();
  expect(await offer.innerText()).toContain('npm adds it to the package.json in newsletter.');
  await expect.poll(() => person.terminalText()).toContain('install it with "npm install --save-dev miniflare"');
  await takeScreenshot(person, 'workerd-offer');
  await offer.getByRole('button', { name: 'Install Miniflare' }).click();
  await expect.poll(() => person.terminalText()).toMatch(/npm install --save-dev miniflare[^"]/);
  await takeScreenshot(person, 'workerd-install');
});
