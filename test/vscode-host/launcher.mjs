#!/usr/bin/env node
// Stands in for the executable of a desktop VS Code: takes the arguments that @vscode/test-electron's `runTests` gives to
// `vscodeExecutablePath`, shows VS Code's server in Chromium, runs the tests there, and exits as they did.
import { createWriteStream, mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { format } from 'node:util';
import { launchChromium } from './browser.mjs';
import { projectRoot } from './install.mjs';
import { developmentPayload, quietSettings, serveVscode } from './serve.mjs';

const timeLimitMs = 10 * 60_000;
/** What begins a line of the tests' report. All else that VS Code prints goes to the log file alone. */
const reportMark = '[test] ';
const logFile = join(projectRoot, '.vscode-test/served.log');

const extension = option('extensionDevelopmentPath');
const tests = option('extensionTestsPath');
const workspace = process.argv.slice(2).find((argument) => !argument.startsWith('-'));
if (!extension || !tests || !workspace) {
  console.error('Usage: launcher.mjs FOLDER --extensionDevelopmentPath=… --extensionTestsPath=…');
  process.exit(2);
}

mkdirSync(join(projectRoot, '.vscode-test'), { recursive: true });
const log = createWriteStream(logFile);
const cleanUp = /** @type {(() => Promise<void>)[]} */ ([]);
for (const signal of /** @type {const} */ (['SIGINT', 'SIGTERM'])) {
  process.once(signal, () => leave(1));
}

try {
  const vscode = await serveVscode({ trustEverything: true, underTest: true, settings: quietSettings });
  cleanUp.push(vscode.stop);
  const browser = await launchChromium();
  cleanUp.push(() => browser.close());

  const page = await browser.newPage({ viewport: { width: 1280, height: 1100 } });
  const finished = new Promise((resolve) => page.exposeFunction('codeAutomationExit', resolve));
  await page.exposeFunction('codeAutomationLog', show);
  await page.goto(vscode.url(workspace, developmentPayload(vscode.authority, extension, tests)));
  const code = await Promise.race([
    finished,
    failure(vscode.exited, "VS Code's server ended before the tests did."),
    failure(new Promise((resolve) => browser.once('disconnected', resolve)), 'Chromium ended before the tests did.'),
    failure(delay(timeLimitMs), `The tests did not end within ${timeLimitMs / 60_000} minutes.`),
  ]);
  await leave(Number(code));
} catch (error) {
  console.error(error instanceof Error ? error.message : error);
  console.error(`What VS Code printed is in ${logFile}`);
  await leave(1);
}

/** @param {number} code */
async function leave(code) {
  for (const step of cleanUp.splice(0).reverse()) {
    await step().catch(() => {});
  }
  process.exit(code);
}

/**
 * @param {Promise<unknown>} event
 * @param {string} message
 */
async function failure(event, message) {
  await event;
  throw new Error(message);
}

/**
 * What the extension host and the workbench print.
 * @param {string} type of console function
 * @param {unknown[]} values
 */
function show(type, values) {
  const line = format(...values);
  log.write(`${type}: ${line}\n`);
  if (line.startsWith(reportMark)) {
    console.log(line.slice(reportMark.length));
  }
}

/** @param {string} name */
function option(name) {
  return process.argv.find((argument) => argument.startsWith(`--${name}=`))?.slice(name.length + 3);
}
