import { basename } from 'node:path';
import { ShellExecution, Task, TaskRevealKind, TaskScope, tasks, Uri, workspace } from 'vscode';
import type { MiniflareInstall } from '../../simulation/events';
import { showWarning } from '../notifications';

const commands: Readonly<Record<MiniflareInstall['manager'], string>> = {
  npm: 'npm install --save-dev',
  pnpm: 'pnpm add --save-dev',
  yarn: 'yarn add --dev',
  bun: 'bun add --dev',
};

let offered: Promise<void> | undefined;

/** Offers to install the Miniflare that the workerd engine needs: one message at a time, and nothing without a click. */
export function offerMiniflare(install: MiniflareInstall): Promise<void> {
  offered ??= offer(install).finally(() => {
    offered = undefined;
  });
  return offered;
}

async function offer(install: MiniflareInstall): Promise<void> {
  const task = installTask(install);
  if (!task || !workspace.isTrusted) {
    return;
  }
  const title = 'Install Miniflare';
  const { manager, folder, hasPackage } = install;
  const where = hasPackage
    ? `${manager} adds it to the package.json in ${basename(folder)}.`
    : `There is no package.json: ${manager} makes one in ${basename(folder)}.`;
  const message = `The workerd engine needs a current Miniflare, which this project does not have. ${where}`;
  if ((await showWarning(message, title)) === title) {
    await tasks.executeTask(task);
  }
}

/** The task that installs it, to be seen in a terminal; `undefined` for what no engine asks for. */
export function installTask({ manager, folder }: MiniflareInstall): Task | undefined {
  const command = Object.hasOwn(commands, manager) ? commands[manager] : undefined;
  if (command === undefined) {
    return undefined;
  }
  const execution = new ShellExecution(`${command} miniflare`, { cwd: folder });
  const scope = workspace.getWorkspaceFolder(Uri.file(folder)) ?? TaskScope.Workspace;
  const task = new Task({ type: 'shell' }, scope, 'Install Miniflare', 'Infra Bindings', execution, []);
  task.presentationOptions = { reveal: TaskRevealKind.Always, focus: true };
  return task;
}
