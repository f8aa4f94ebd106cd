import { afterAll, beforeAll, expect, test } from 'vitest';
import { commandOf, descendantsOf, isRunning } from '../support/processes';
import { Person } from '../vscode-host/person.mjs';
import { takeScreenshot } from './screenshots';

let person: Person;
beforeAll(async () => {
  person = await Person.opens('examples/newsletter');
  await person.opensSidebar();
});
afterAll(() => person?.leaves());

test('Run on a stage shows what it did in a terminal', async () => {
  await person.clicksOn('Stage edge/tag', 'Run Stage');
  await expect.poll(() => person.terminalText(), { timeout: 30_000 }).toMatch(/Done in/);
  await person.runsCommand('Terminal: Scroll to Top');
  await expect.poll(() => person.terminalText()).toMatch(/edge\/tag.*Purchase/);
  await expect.poll(() => person.terminalText()).toMatch(/EVENTS\.writeDataPoint/);
  await takeScreenshot(person, 'simulation');
});

test('Run with an event asks for one', async () => {
  await person.clicksOn('Stage edge/tag', 'Run Stage with Event…');
  await person.answers('AddToCart');
  await expect.poll(() => person.terminalText(), { timeout: 30_000 }).toMatch(/cart:/);
  await takeScreenshot(person, 'simulation-with-event');
});

test('the place of an error can be clicked, and it is in Problems', async () => {
  await person.opensFile('edge/user.js');
  await person.page.keyboard.press('Control+A');
  await person.page.keyboard.type('const { user } = params;\nthrow new Error("nobody here");\n');
  await person.page.keyboard.press('Control+S');
  await person.opensSidebar();
  await person.clicksOn('Stage edge/user', 'Run Stage');
  await expect.poll(() => person.terminalText(), { timeout: 30_000 }).toMatch(/playground\/edge\/user\.js:2:\d+/);
  await person.page
    .locator('.part.statusbar')
    .getByRole('button', { name: /^Errors: 1/ })
    .waitFor();
  await takeScreenshot(person, 'simulation-error');

  await person.opensFile('edge/init.js');
  await person.clicksInTerminal(/playground\/edge\/user\.js:2/);
  await person.page.locator('.tab.active', { hasText: 'user.js' }).waitFor();
  await person.page
    .locator('.part.statusbar')
    .getByRole('button', { name: /^Ln 2, Col/ })
    .waitFor();
});

test.skipIf(process.platform !== 'linux')('once VS Code is closed, nothing of a simulation is left', async () => {
  const simulating = descendantsOf(String(process.pid)).filter((pid) => /simulat/.test(commandOf(pid)));
  // The process that runs them, and the sandbox that waits for the next.
  const commands = simulating.map(commandOf).join('\n');
  expect(commands).toContain('cli.js simulate --serve');
  expect(commands).toContain('dist/simulation.js');
  await person.leaves();
  await expect.poll(() => simulating.filter(isRunning)).toEqual([]);
});
