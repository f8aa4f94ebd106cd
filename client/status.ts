import { Disposable, LanguageStatusSeverity, languages, workspace } from 'vscode';
import { labelText, messageText } from '../core/messageText';
import { type TypeScriptStatusParams, typescriptStatusNotification } from '../server/protocol';
import type { Destinations } from './destinations';
import { bindingsOf } from './destinations';
import type { Server, ServerState } from './server';
import { count } from './text';

/** Where the status shows: in stage files and manifests. */
const selector = [
  { language: 'edgetag-stage' },
  { pattern: '**/wrangler*.{toml,json,jsonc}' },
  { pattern: '**/playground/**/*.js' },
];

/** Shows the state of the language server and of the manifests in the language status. */
export function showStatus(server: Server, destinations: Destinations): Disposable {
  const item = languages.createLanguageStatusItem('infraBindings.status', selector);
  item.name = 'Infra Bindings';

  let typescript: TypeScriptStatusParams | undefined;
  const update = async () => {
    const state = server.state;
    const all = state === 'running' ? await destinations.all() : [];
    if (state !== server.state) {
      return;
    }
    const checking = state === 'running' && typescript && typescript.health !== 'running' ? typescript : undefined;
    const found = checking?.message ?? all.find((destination) => destination.problem)?.problem;
    const problem = found && labelText(messageText(found));
    item.busy = state === 'starting';
    item.severity =
      state === 'stopped'
        ? LanguageStatusSeverity.Error
        : problem
          ? LanguageStatusSeverity.Warning
          : LanguageStatusSeverity.Information;
    item.text = textOf(state, all.length, bindingsOf(all).length);
    item.detail =
      problem ??
      (state === 'running' && !workspace.isTrusted ? 'Simulation is off in Restricted Mode' : 'Infra Bindings');
    item.command =
      state === 'stopped' || checking?.health === 'stopped'
        ? { command: 'infraBindings.restartServer', title: 'Restart' }
        : all.length > 0
          ? { command: 'infraBindings.openManifest', title: 'Open Manifest' }
          : { command: 'infraBindings.showOutput', title: 'Show Output' };
  };
  void update();
  return Disposable.from(
    item,
    server.onDidChangeState(() => {
      typescript = undefined;
      return update();
    }),
    server.client.onNotification(typescriptStatusNotification, (params: TypeScriptStatusParams) => {
      typescript = params;
      return update();
    }),
    destinations.onDidChange(update),
    workspace.onDidGrantWorkspaceTrust(update),
  );
}

function textOf(state: ServerState, manifests: number, bindings: number): string {
  switch (state) {
    case 'starting':
      return 'Starting';
    case 'stopped':
      return 'Language server stopped';
    case 'running':
      return manifests === 0 ? 'No manifest' : count(bindings, 'binding');
  }
}
