// What the client says when a command cannot do its work, each with the way on.
import { commands, window } from 'vscode';

export function offerRestart(): Promise<void> {
  return offer(window.showErrorMessage, 'The Infra Bindings language server is not running.', {
    title: 'Restart Language Server',
    command: 'infraBindings.restartServer',
  });
}

export function offerManifest(): Promise<void> {
  return offer(window.showInformationMessage, 'There is no wrangler manifest here to hold bindings.', {
    title: 'Create wrangler.toml',
    command: 'infraBindings.createManifest',
  });
}

export function offerTrust(): Promise<void> {
  const message = 'A simulation runs the code of your stage files, so it is off in Restricted Mode.';
  return offer(window.showWarningMessage, message, {
    title: 'Manage Workspace Trust',
    command: 'workbench.trust.manage',
  });
}

async function offer(
  show: (message: string, ...items: string[]) => Thenable<string | undefined>,
  message: string,
  { title, command }: { readonly title: string; readonly command: string },
): Promise<void> {
  if ((await show(message, title)) === title) {
    await commands.executeCommand(command);
  }
}
