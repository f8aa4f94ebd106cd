// What tests in VS Code ask of the extension and of the editor.
import assert from 'node:assert/strict';
import {
  commands,
  type Diagnostic,
  extensions,
  languages,
  type TextDocument,
  type TreeDataProvider,
  type TreeItem,
  Uri,
  window,
  workspace,
} from 'vscode';
import type { Extension } from '../../../client/extension';

/** The extension, active. */
export async function activeExtension(): Promise<Extension> {
  const extension = extensions.getExtension<Extension>('infra-bindings.infra-bindings');
  assert(extension, 'the extension is installed');
  return extension.activate();
}

/** Waits until something is so; fails with the last reason why not. */
export async function eventually<Result>(check: () => Result | Promise<Result>, timeoutMs = 20_000): Promise<Result> {
  const deadline = Date.now() + timeoutMs;
  for (;;) {
    try {
      return await check();
    } catch (error) {
      if (Date.now() > deadline) {
        throw error;
      }
      await new Promise((resolve) => setTimeout(resolve, 50));
    }
  }
}

/** A tree as the sidebar shows it: a line an element, indented, the description after two spaces. */
export async function outline<Node>(tree: TreeDataProvider<Node>, parent?: Node, indent = ''): Promise<string[]> {
  const lines: string[] = [];
  for (const node of (await tree.getChildren(parent)) ?? []) {
    const item = await tree.getTreeItem(node);
    lines.push(`${indent}${labelOf(item)}${item.description ? `  ${item.description}` : ''}`);
    lines.push(...(await outline(tree, node, `${indent}  `)));
  }
  return lines;
}

/** The first element of a tree, at any depth, with a label; those before it in `path` are its ancestors. */
export async function element<Node>(tree: TreeDataProvider<Node>, ...path: string[]): Promise<Node> {
  const search = async (parent: Node | undefined, [label, ...rest]: string[]): Promise<Node | undefined> => {
    for (const node of (await tree.getChildren(parent)) ?? []) {
      const matches = labelOf(await tree.getTreeItem(node)) === label;
      if (matches && rest.length === 0) {
        return node;
      }
      const below = await search(node, matches ? rest : [label ?? '', ...rest]);
      if (below) {
        return below;
      }
    }
    return undefined;
  };
  const found = await search(undefined, path);
  assert(found, `${path.join(' → ')} is in the tree`);
  return found;
}

function labelOf({ label }: TreeItem): string {
  return typeof label === 'string' ? label : (label?.label ?? '');
}

/** Opens a file of the workspace, relative to its nth folder. */
export async function open(path: string, folder = 0): Promise<TextDocument> {
  const root = workspace.workspaceFolders?.[folder]?.uri;
  assert(root, 'a folder is open');
  const document = await workspace.openTextDocument(Uri.joinPath(root, path));
  await window.showTextDocument(document);
  return document;
}

/** Replaces the whole text of a document, as typing would. */
export async function setText(document: TextDocument, text: string): Promise<void> {
  const editor = await window.showTextDocument(document);
  const whole = document.validateRange(new (await import('vscode')).Range(0, 0, document.lineCount, 0));
  assert(await editor.edit((edit) => edit.replace(whole, text)));
}

/** The diagnostics of a document with a code of ours. */
export function diagnosticsOf(document: TextDocument, code: string): Diagnostic[] {
  return languages.getDiagnostics(document.uri).filter((each) => codeOf(each) === code);
}

function codeOf({ code }: Diagnostic): string {
  return String(typeof code === 'object' ? code.value : code);
}

/** Throws away what tests changed and did not save. */
export async function revertAll(): Promise<void> {
  for (const document of workspace.textDocuments.filter(({ isDirty }) => isDirty)) {
    await window.showTextDocument(document);
    await commands.executeCommand('workbench.action.files.revert');
  }
  await commands.executeCommand('workbench.action.closeAllEditors');
}
