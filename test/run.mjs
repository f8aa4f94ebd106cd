#!/usr/bin/env node
// `npm test`: every suite in order, up to the first that fails. `npm test -- unit lsp` runs only those.
import { spawnSync } from 'node:child_process';
import { mkdirSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { projectRoot } from './vscode-host/install.mjs';
import { installedExtension } from './vscode-host/installPackage.mjs';

const results = join(projectRoot, 'out/test-results');

/**
 * A stage runs its commands in order. `built` says that it needs what the stage `build` makes. A stage of tests leaves
 * `{ numPassedTests, numFailedTests }` in its result file.
 * @typedef {{ name: string, title: string, commands: string[][], tests?: boolean, built?: boolean, env?: Record<string, string> }} Stage
 */

/** @type {Stage[]} */
const stages = [
  { name: 'build', title: 'build', commands: [['esbuild.mjs']] },
  {
    name: 'static',
    title: 'types and lint',
    commands: [
      [bin('typescript/bin/tsc'), '-b'],
      [bin('@biomejs/biome/bin/biome'), 'check', '--error-on-warnings', '.'],
    ],
  },
  { name: 'unit', title: 'unit tests', ...vitest('unit') },
  {
    name: 'process',
    title: 'sandboxes, workerd, Wrangler and the built command line',
    ...vitest('process'),
    built: true,
  },
  { name: 'lsp', title: 'the language server over stdio', ...vitest('lsp'), built: true },
  { name: 'checker', title: 'TypeScript with a new checker after each edit', ...vitest('checker'), built: true },
  // They hold our grammar against VS Code's own for JavaScript.
  { name: 'grammar', title: 'grammar tests', ...vitest('grammar', ['test/vscode-host/install.mjs']) },
  {
    name: 'vscode',
    title: 'the extension in a real VS Code',
    commands: [['test/vscode/runTests.mjs', resultFile('vscode')]],
    tests: true,
    built: true,
  },
  {
    name: 'e2e',
    title: 'a person in a real VS Code, with the packed extension',
    ...vitest('e2e', ['test/vscode-host/installPackage.mjs']),
    built: true,
    env: { INFRA_BINDINGS_EXTENSION: installedExtension },
  },
];

const chosen = process.argv.slice(2);
const unknown = chosen.find((name) => !stages.some((stage) => stage.name === name));
if (unknown) {
  console.error(`There is no stage "${unknown}". The stages are ${stages.map(({ name }) => name).join(', ')}.`);
  process.exit(2);
}

const needsBuild = stages.some(({ name, built }) => built && chosen.includes(name));
const wanted = new Set(needsBuild ? ['build', ...chosen] : chosen);
const runs = stages.filter(({ name }) => wanted.size === 0 || wanted.has(name));

rmSync(results, { recursive: true, force: true });
mkdirSync(results, { recursive: true });
let passed = 0;
let failed = 0;
for (const stage of runs) {
  console.log(`\n── ${stages.indexOf(stage) + 1}/${stages.length} ${stage.name}: ${stage.title}`);
  const started = Date.now();
  const ok = stage.commands.every((args) => run(args, stage.env));
  const count = stage.tests ? counted(stage.name) : { passed: 0, failed: ok ? 0 : 1 };
  passed += count.passed;
  failed += count.failed;
  if (!ok || count.failed > 0 || (stage.tests && count.passed === 0)) {
    // A suite that could not run has failed, whatever it counted.
    failed += count.failed === 0 ? 1 : 0;
    console.log(`\nStopped at the first stage that failed: ${stage.name} (${stage.title}).`);
    break;
  }
  console.log(`── ${stage.name}: fine, ${Math.round((Date.now() - started) / 1000)} s`);
}
console.log(`\n${passed} passed, ${failed} failed`);
process.exitCode = failed > 0 ? 1 : 0;

/**
 * @param {string[]} args
 * @param {Record<string, string>} [env]
 */
function run(args, env = {}) {
  const options = /** @type {const} */ ({ cwd: projectRoot, stdio: 'inherit', env: { ...process.env, ...env } });
  return spawnSync(process.execPath, args, options).status === 0;
}

/**
 * @param {string} project
 * @param {string[][]} before commands that it needs to have run
 * @returns {{ commands: string[][], tests: true }}
 */
function vitest(project, ...before) {
  const reporters = ['--reporter=default', '--reporter=json', `--outputFile.json=${resultFile(project)}`];
  return { commands: [...before, [bin('vitest/vitest.mjs'), 'run', '--project', project, ...reporters]], tests: true };
}

/** @param {string} stage */
function counted(stage) {
  try {
    const { numPassedTests, numFailedTests } = JSON.parse(readFileSync(resultFile(stage), 'utf8'));
    return { passed: Number(numPassedTests), failed: Number(numFailedTests) };
  } catch {
    return { passed: 0, failed: 1 };
  }
}

/** @param {string} stage */
function resultFile(stage) {
  return join(results, `${stage}.json`);
}

/** @param {string} path */
function bin(path) {
  return join(projectRoot, 'node_modules', path);
}
