// What the client says when a command cannot do its work, each with the way on.
import { commands } from 'vscode';
import { type Notify, showError, showInformation, showWarning } from '../notifications';

export function offerRestart(): Promise<void> {
  return offer(showError, 'The Infra Bindings language server is not running.', {
    title: 'Restart Language Server',
    command: 'infraBindings.restartServer',
  });
}

export function offerManifest(): Promise<void> {
  return offer(showInformation, 'There is no wrangler manifest here to hold bindings.', {
    title: 'Create wrangler.toml',
    command: 'infraBindings.createManifest',
  });
}

export function offerTrust(): Promise<void> {
  const message = 'A simulation runs the code of your stage files, so it is off in Restricted Mode.';
  return offer(showWarning, message, {
    title: 'Manage Workspace Trust',
    command: 'workbench.trust.manage',
  });
}

async function offer(
  show: Notify,
  message: string,
  { title, command }: { readonly title: string; readonly command: string },
): Promise<void> {
  if ((await show(message, title)) === title) {
    await commands.executeCommand(command);
  }
}
