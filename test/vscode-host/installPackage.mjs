#!/usr/bin/env node
// Packs the extension and installs the VSIX as VS Code does: `node test/vscode-host/installPackage.mjs`. Tests of a person
// then use what is shipped, not what lies about in the project.
import { spawnSync } from 'node:child_process';
import { cpSync, mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { installServedVscode, projectRoot } from './install.mjs';

/** The package. */
export const packageFile = join(projectRoot, 'out/infra-bindings.vsix');
/** The extension as it was installed from the package. */
export const installedExtension = join(projectRoot, 'out/installed');

if (process.argv[1] === import.meta.filename) {
  const { node, main } = await installServedVscode();
  const temporary = mkdtempSync(join(tmpdir(), 'infra-bindings-install-'));
  const extensions = join(temporary, 'extensions');
  run('npm', ['run', 'package', '--silent', '--', '--out', packageFile], process.platform === 'win32');
  run(node, [
    main,
    ...[
      '--install-extension',
      packageFile,
      '--extensions-dir',
      extensions,
      '--server-data-dir',
      join(temporary, 'data'),
    ],
    '--accept-server-license-terms',
  ]);
  const [folder = ''] = readdirSync(extensions).filter((name) => name.startsWith('infra-bindings.'));
  rmSync(installedExtension, { recursive: true, force: true });
  cpSync(join(extensions, folder), installedExtension, { recursive: true });
  rmSync(temporary, { recursive: true, force: true });
  console.log(`Packed ${packageFile}, installed it into ${installedExtension}`);
}

/**
 * @param {string} command
 * @param {string[]} args
 */
function run(command, args, shell = false) {
  const { status, stdout, stderr } = spawnSync(command, args, { cwd: projectRoot, encoding: 'utf8', shell });
  if (status !== 0) {
    console.error(stdout, stderr);
    process.exit(1);
  }
}
