import { commands, Location, Position, Range, Uri } from 'vscode';
import type { Location as LspLocation, Position as LspPosition } from 'vscode-languageserver-types';

/** Shows where a binding is used, from a code lens whose arguments are LSP's. */
export async function showReferences(uri: string, position: LspPosition, uses: readonly LspLocation[]): Promise<void> {
  await commands.executeCommand(
    'editor.action.showReferences',
    Uri.parse(uri),
    new Position(position.line, position.character),
    uses.map(
      ({ uri: file, range: { start, end } }) =>
        new Location(Uri.parse(file), new Range(start.line, start.character, end.line, end.character)),
    ),
  );
}
