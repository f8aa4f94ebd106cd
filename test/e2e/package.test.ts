import { execFileSync, spawnSync } from 'node:child_process';
import { cpSync, mkdtempSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { projectRoot } from '../vscode-host/install.mjs';
import { installedExtension, packageFile } from '../vscode-host/installPackage.mjs';

/** Far from the project and its node_modules. */
const temporary = mkdtempSync(join(tmpdir(), 'infra-bindings-package-'));
const example = join(temporary, 'newsletter');
/** A network namespace without any interface, where this machine can make one. */
const unplugged = spawnSync('unshare', ['-rn', 'true']).status === 0 ? ['unshare', '-rn'] : [];
if (unplugged.length === 0) {
  console.warn('This machine makes no network namespaces: the package is tried with the network plugged in.');
}

let cli: string;
beforeAll(() => {
  const extension = join(temporary, 'extension');
  cpSync(installedExtension, extension, { recursive: true });
  cpSync(join(projectRoot, 'examples/newsletter'), example, { recursive: true });
  cli = join(extension, 'dist/cli.js');
});
afterAll(() => rmSync(temporary, { recursive: true, force: true }));

test('the package is small', () => {
  expect(statSync(packageFile).size).toBeLessThan(3 * 1024 * 1024);
});

test('the package holds no source, no maps and nothing for one platform alone', () => {
  const files = execFileSync('find', [installedExtension, '-type', 'f'], { encoding: 'utf8' });
  expect(files).not.toMatch(/\.(ts(?<!\.d\.ts)|map|node|exe|so|dylib|dll)$/m);
  expect(files).not.toMatch(/node_modules/);
});

test('the command line of the package checks and simulates without a network', () => {
  expect(run('check')).toBe('9 files checked: no problems\n');
  for (const stage of ['edge/tag', 'browser/tag', 'apis/cdn/subscribe']) {
    expect(run('simulate', stage)).toMatch(/✓ Done in/);
  }
});

test('the command line of the package finds a type error without a network', () => {
  writeFileSync(join(example, 'playground/edge/user.js'), 'await params.infra.CACHE.puts("user", "1");\n');
  const { stdout, status } = spawnSync(...command('check'), { cwd: example, encoding: 'utf8' });
  expect(stdout).toMatch(/user\.js:1:26 .*Property 'puts' does not exist/);
  expect(status).toBe(1);
});

function run(...args: string[]): string {
  return execFileSync(...command(...args), { cwd: example, encoding: 'utf8' });
}

function command(...args: string[]): [string, string[]] {
  const [program = process.execPath, ...rest] = [...unplugged, process.execPath, cli, ...args];
  return [program, rest];
}
