#!/usr/bin/env node
// The extension's tests inside a real VS Code: `node test/vscode/runTests.mjs [RESULT.json]`, after a build.
import { cpSync, existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { runTests } from '@vscode/test-electron';
import { build } from 'esbuild';
import { chooseVscode, downloadDesktop } from '../vscode-host/choose.mjs';
import { projectRoot } from '../vscode-host/install.mjs';

const bundles = join(projectRoot, 'out/vscode-tests');
const launcher = fileURLToPath(new URL('../vscode-host/launcher.mjs', import.meta.url));
/** With a space and letters that are not ASCII: what works here works in plain folders too. */
const temporary = mkdtempSync(join(tmpdir(), 'infra-bindings Tée '));

/** One VS Code each. The suite's tests are the files of the folder of its name. */
const suites = [
  { name: 'folder', open: () => copy('examples/newsletter') },
  {
    name: 'workspace',
    open: () => {
      const folders = [
        copy('examples/newsletter'),
        copy('test/fixtures/müller & söhne'),
        copy('test/fixtures/no-manifest'),
      ];
      const file = join(temporary, 'several.code-workspace');
      writeFileSync(file, JSON.stringify({ folders: folders.map((path) => ({ path })), settings: {} }));
      return file;
    },
  },
];

const choice = await chooseVscode();
console.log(
  choice.kind === 'desktop'
    ? `In the desktop VS Code ${choice.version}, because ${choice.reason}.`
    : `In the VS Code ${choice.version} from npm, shown in Chromium, because ${choice.reason}.`,
);
const vscodeExecutablePath = choice.kind === 'desktop' ? await downloadDesktop(choice.version) : launcher;

rmSync(bundles, { recursive: true, force: true });
await build({
  entryPoints: [
    fileURLToPath(new URL('support/run.ts', import.meta.url)),
    ...suites.flatMap(({ name }) =>
      testFiles(name).map((file) => fileURLToPath(new URL(`${name}/${file}`, import.meta.url))),
    ),
  ],
  outdir: bundles,
  outbase: fileURLToPath(new URL('.', import.meta.url)),
  bundle: true,
  platform: 'node',
  format: 'cjs',
  target: 'node20.19',
  external: ['vscode', 'mocha'],
  sourcemap: 'inline',
  logLevel: 'warning',
});

let passed = 0;
let failed = 0;
for (const { name, open } of suites) {
  const report = join(bundles, `${name}.json`);
  try {
    await runTests({
      vscodeExecutablePath,
      extensionDevelopmentPath: projectRoot,
      extensionTestsPath: join(bundles, 'support/run.js'),
      extensionTestsEnv: { INFRA_BINDINGS_SUITE: name, INFRA_BINDINGS_REPORT: report },
      launchArgs: [open(), '--disable-extensions'],
    });
  } catch (error) {
    console.error(error instanceof Error ? error.message : error);
  }
  const counts = existsSync(report) ? JSON.parse(readFileSync(report, 'utf8')) : { passed: 0, failed: 1 };
  passed += counts.passed;
  failed += counts.failed;
}
rmSync(temporary, { recursive: true, force: true });

const [, , resultFile] = process.argv;
if (resultFile) {
  writeFileSync(resultFile, JSON.stringify({ numPassedTests: passed, numFailedTests: failed }));
}
console.log(`${passed} passed, ${failed} failed`);
process.exitCode = failed > 0 || passed === 0 ? 1 : 0;

/**
 * Copies a folder of the project to a place where tests may change it.
 * @param {string} folder
 */
function copy(folder) {
  const target = join(temporary, folder.split('/').at(-1) ?? '');
  mkdirSync(temporary, { recursive: true });
  rmSync(target, { recursive: true, force: true });
  cpSync(join(projectRoot, folder), target, { recursive: true });
  return target;
}

/** @param {string} suite */
function testFiles(suite) {
  return readdirSync(new URL(`${suite}/`, import.meta.url)).filter((file) => file.endsWith('.test.ts'));
}
