#!/usr/bin/env node
// `npm run demo`: what the command line says of the example, without an editor.
import { spawnSync } from 'node:child_process';
import { projectRoot } from '../test/vscode-host/install.mjs';

const example = 'examples/newsletter';
const commands = [['list'], ['check'], ['simulate', 'edge/tag', '--event', 'Purchase']];

const built = run('esbuild.mjs');
if (built !== 0) {
  process.exit(built);
}
for (const args of commands) {
  console.log(`\n$ infra-bindings ${args.join(' ')} --root ${example}`);
  const status = run('dist/cli.js', ...args, '--root', example);
  if (status !== 0) {
    process.exit(status);
  }
}

/** @param {string[]} args */
function run(...args) {
  return spawnSync(process.execPath, args, { cwd: projectRoot, stdio: 'inherit' }).status ?? 1;
}
