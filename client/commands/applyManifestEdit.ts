import { Selection, Uri, window, workspace } from 'vscode';
import type { EditResult } from '../../server/protocol';
import { showError } from '../notifications';
import type { Server } from '../server';

/**
 * Applies an edit that the server made of a manifest, and shows the place: the user sees what changed and can undo it.
 * `name` is selected where the edit put it. A refusal is shown as the sentence that it is; no answer changes nothing.
 */
export async function applyManifestEdit(
  server: Server,
  manifest: string,
  result: EditResult | undefined,
  name?: string,
): Promise<void> {
  const uri = Uri.parse(manifest);
  if (!result) {
    return;
  }
  if ('refused' in result) {
    const open = 'Open Manifest';
    if ((await showError(result.refused, open)) === open) {
      await window.showTextDocument(uri);
    }
    return;
  }
  const edit = await server.client.protocol2CodeConverter.asWorkspaceEdit(result.edit);
  if (!(await workspace.applyEdit(edit))) {
    void showError(`${workspace.asRelativePath(uri)} could not be changed.`);
    return;
  }
  const editor = await window.showTextDocument(uri, { preview: false });
  const changed = edit.get(uri)[0]?.range.start;
  if (changed) {
    const { document } = editor;
    const found = name ? document.getText().indexOf(name, document.offsetAt(changed)) : -1;
    const start = found >= 0 ? document.positionAt(found) : changed;
    const end = found >= 0 && name ? document.positionAt(found + name.length) : start;
    editor.selection = new Selection(start, end);
    editor.revealRange(editor.selection);
  }
}
