// The commands on a binding of the sidebar, and those on its manifest.
import { commands, env, type QuickPickItem, Selection, Uri, WorkspaceEdit, window, workspace } from 'vscode';
import { labelText } from '../../core/messageText';
import { type EditResult, type RemoveBindingParams, removeBindingRequest } from '../../server/protocol';
import type { Destinations } from '../destinations';
import { askInDialog } from '../notifications';
import type { Server } from '../server';
import { count, environmentLabel, fileName } from '../text';
import type { BindingNode, BindingsNode } from '../views/bindingsView';
import { applyManifestEdit } from './applyManifestEdit';
import { offerManifest } from './offers';

/** *Infra: Remove Binding*. Asks only where code still uses the binding: the edit shows, and can be undone. */
export async function removeBinding(server: Server, destinations: Destinations, node?: BindingsNode): Promise<void> {
  const target = await bindingOf(destinations, node, 'Which binding do you want to remove?');
  if (!target) {
    return;
  }
  const { name, kind, environment, uses } = target.binding;
  const { manifest } = target.destination;
  if (uses > 0) {
    const remove = 'Remove';
    const where = environment === null ? fileName(manifest) : `${environment} in ${fileName(manifest)}`;
    const question = `Code uses ${name} in ${count(uses, 'place')}. Remove it from ${where} all the same?`;
    if ((await askInDialog(question, remove)) !== remove) {
      return;
    }
  }
  const params: RemoveBindingParams = { manifest, kind, name, environment };
  await applyManifestEdit(server, manifest, await server.ask<EditResult>(removeBindingRequest, params));
}

/** *Infra: Go to Declaration*: opens the manifest with the binding's name selected. */
export async function goToDeclaration(destinations: Destinations, node?: BindingsNode): Promise<void> {
  const target = await bindingOf(destinations, node, 'Which binding do you want to see?');
  if (target) {
    const { start, end } = target.binding.nameRange;
    const editor = await window.showTextDocument(Uri.parse(target.destination.manifest));
    editor.selection = new Selection(start.line, start.character, end.line, end.character);
    editor.revealRange(editor.selection);
  }
}

/** Copies a binding's name. */
export async function copyName(node?: BindingsNode): Promise<void> {
  if (node?.type === 'binding') {
    await env.clipboard.writeText(node.binding.name);
  }
}

/** *Infra: Open Manifest*. A Destination that has none yet gets one. */
export async function openManifest(destinations: Destinations, node?: BindingsNode): Promise<void> {
  const all = node ? [node.destination] : await destinations.all();
  const items = all.map(({ label, manifest }) => ({
    label: labelText(label),
    description: fileName(manifest),
    folder: label,
    manifest,
  }));
  const chosen = items.length > 1 ? await window.showQuickPick(items, { placeHolder: 'Which manifest?' }) : items[0];
  if (chosen) {
    await openOrCreate(Uri.parse(chosen.manifest), chosen.folder);
  } else if (items.length === 0) {
    await offerManifest();
  }
}

/** *Infra: Create wrangler.toml*: a manifest without bindings, in a workspace folder. */
export async function createManifest(): Promise<void> {
  const folders = workspace.workspaceFolders ?? [];
  const folder = folders.length > 1 ? await window.showWorkspaceFolderPick() : folders[0];
  if (folder) {
    await openOrCreate(Uri.joinPath(folder.uri, 'wrangler.toml'), folder.name);
  }
}

async function openOrCreate(manifest: Uri, projectName: string): Promise<void> {
  const name = projectName.toLowerCase().replaceAll(/[^a-z0-9]+/g, '-');
  const today = new Date().toISOString().slice(0, 10);
  const contents = new TextEncoder().encode(`name = "${name}"\ncompatibility_date = "${today}"\n`);
  const edit = new WorkspaceEdit();
  edit.createFile(manifest, { ignoreIfExists: true, contents });
  await workspace.applyEdit(edit);
  await window.showTextDocument(manifest);
}

/** The binding that a command is about: the node's, or one that the user picks. */
async function bindingOf(
  destinations: Destinations,
  node: BindingsNode | undefined,
  placeHolder: string,
): Promise<BindingNode | undefined> {
  if (node?.type === 'binding') {
    return node;
  }
  const items = (await destinations.all()).flatMap((destination) =>
    destination.environments.flatMap((environment) =>
      environment.bindings.map((binding): QuickPickItem & { readonly node: BindingNode } => ({
        label: `$(${binding.icon}) ${labelText(binding.name)}`,
        description: labelText(environmentLabel(environment.name)),
        detail: labelText([binding.kindLabel, binding.resource].filter(Boolean).join(' · ')),
        node: { type: 'binding', destination, environment, binding },
      })),
    ),
  );
  if (items.length === 0) {
    await commands.executeCommand('infraBindings.bindings.focus');
    return undefined;
  }
  return (await window.showQuickPick(items, { placeHolder, matchOnDetail: true }))?.node;
}
