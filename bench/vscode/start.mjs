// Starts a real VS Code with the extension in a folder: `start.mjs FOLDER FILE`. FILE then holds the time of activation.
import { fileURLToPath } from 'node:url';
import { runTests } from '@vscode/test-electron';
import { chooseVscode, downloadDesktop } from '../../test/vscode-host/choose.mjs';
import { projectRoot } from '../../test/vscode-host/install.mjs';

const [, , folder = '', file = ''] = process.argv;
const launcher = fileURLToPath(new URL('../../test/vscode-host/launcher.mjs', import.meta.url));
const choice = await chooseVscode();

await runTests({
  vscodeExecutablePath: choice.kind === 'desktop' ? await downloadDesktop(choice.version) : launcher,
  extensionDevelopmentPath: projectRoot,
  extensionTestsPath: fileURLToPath(new URL('activate.cjs', import.meta.url)),
  extensionTestsEnv: { INFRA_BINDINGS_BENCH: file },
  launchArgs: [folder, '--disable-extensions'],
});
