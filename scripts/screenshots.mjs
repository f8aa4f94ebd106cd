#!/usr/bin/env node
// `npm run screenshots`: the pictures of the README, taken of the example in a real VS Code.
import { spawnSync } from 'node:child_process';
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { projectRoot } from '../test/vscode-host/install.mjs';
import { Person } from '../test/vscode-host/person.mjs';

const images = join(projectRoot, 'docs/images');
const settings = { 'workbench.colorTheme': 'Dark Modern' };

const pictures = [
  { name: 'completion', height: 600, compose: completion },
  { name: 'undeclared-binding', height: 600, compose: undeclaredBinding },
  { name: 'sidebar', height: 660, compose: sidebar },
  { name: 'simulation', height: 820, compose: simulation },
];

mkdirSync(images, { recursive: true });
const built = spawnSync(process.execPath, [join(projectRoot, 'esbuild.mjs')], { cwd: projectRoot, stdio: 'inherit' });
if (built.status !== 0) {
  process.exit(built.status ?? 1);
}
for (const { name, height, compose } of pictures) {
  const person = await Person.opens('examples/newsletter', { size: { width: 1120, height }, scale: 1.25, settings });
  try {
    await person.opensSidebar();
    await person.element('CACHE, KV namespace').waitFor();
    await compose(person);
    // The extension's package holds them: as PNG they would be a third of it.
    await person.page.screenshot({ path: join(images, `${name}.jpg`), type: 'jpeg', quality: 75 });
    console.log(`docs/images/${name}.jpg`);
  } finally {
    await person.leaves();
  }
}

/** @param {Person} person */
async function completion(person) {
  await openStage(person);
  await person.page.keyboard.type('await params.infra.', { delay: 30 });
  await person.suggestions();
  await settle(person);
}

/** @param {Person} person */
async function undeclaredBinding(person) {
  await openStage(person);
  await person.page.keyboard.type('const seen = await params.infra.CACHES.get(userId);');
  await person.page.keyboard.press('Escape');
  await person.page.locator('.squiggly-error').first().waitFor();
  await person.page.keyboard.press('Home');
  for (let step = 0; step < 'const seen = await params.infra.C'.length; step++) {
    await person.page.keyboard.press('ArrowRight');
  }
  await settle(person);
  await person.page.keyboard.press('Control+.');
  await person.page.locator('.action-widget', { hasText: 'Declare CACHES' }).waitFor();
}

/** @param {Person} person */
async function sidebar(person) {
  await person.element('EXPORTS, R2 bucket').click();
  await person.page.locator('.tab.active', { hasText: 'wrangler.toml' }).waitFor();
  await person.element('EXPORTS, R2 bucket').hover();
  await settle(person);
}

/** @param {Person} person */
async function simulation(person) {
  await person.opensFile('edge/tag.js');
  await person.clicksOn('Stage edge/tag', 'Run Stage with Event…');
  await person.answers('AddToCart');
  await person.terminalRows().filter({ hasText: 'Done in' }).waitFor();
  await settle(person);
}

/**
 * Opens `edge/tag.js` with the cursor on an empty line below its first statements.
 * @param {Person} person
 */
async function openStage(person) {
  await person.opensFile('edge/tag.js');
  await person.page.keyboard.press('Control+G');
  await person.answers(':10');
  await person.page.locator('.part.statusbar').getByRole('button', { name: 'Ln 10, Col 1' }).waitFor();
  await person.page.locator('.quick-input-widget').waitFor({ state: 'hidden' });
  await person.page.keyboard.press('Enter');
}

/**
 * Waits until the window has stopped changing.
 * @param {Person} person
 */
async function settle(person) {
  for (let before = '', now = '-'; now !== before; ) {
    before = now;
    await person.page.waitForTimeout(400);
    now = (await person.page.screenshot({ caret: 'hide' })).toString('base64');
  }
}
