import {
  LSPErrorCodes,
  MessageType,
  ResponseError,
  ShowMessageNotification,
  type WorkspaceEdit,
} from 'vscode-languageserver/node';
import { messageText } from '../../core/messageText';
import { isRefused, type Refused } from '../../core/refused';
import { LineIndex } from '../../core/text';
import { prepareRename, rename } from '../../service/features/rename';
import type { PossibleUse, Renaming } from '../../service/rename/renameBinding';
import { relativeTo } from '../../service/workspace/paths';
import { toAnnotatedEdit, toRange, toWorkspaceEdit } from '../convert';
import type { LspFeature, LspServer } from './feature';

/** `textDocument/prepareRename` and `textDocument/rename`. */
export const renameFeature: LspFeature = {
  capabilities: { renameProvider: { prepareProvider: true } },
  register(server) {
    const { connection } = server;
    connection.onPrepareRename(
      server.at(async ({ path, lines, service }, offset) => {
        const result = await prepareRename(service, path, offset);
        return result ? toRange(lines, orRefuse(result).range) : null;
      }),
    );
    connection.onRenameRequest(
      server.at(async ({ path, service }, offset, { newName }) =>
        toEdit(server, orRefuse(await rename(service, path, offset, newName))),
      ),
    );
  },
};

/** What is known as edits. What may be a use is an edit to confirm, where the client asks for that, or else told. */
function toEdit(server: LspServer, { oldName, kind, files, left, unread, texts }: Renaming): WorkspaceEdit {
  const { connection, service } = server;
  // Of files that no editor and no scan holds, the text may be another one next time.
  const textOf = (path: string) => texts.get(path) ?? server.textOf(path);
  const warn = (message: string) =>
    void connection.sendNotification(ShowMessageNotification.type, {
      type: MessageType.Warning,
      message: messageText(message),
    });
  const shown = (path: string) => relativeTo(service.workspace.folderOf(path) ?? '', path);
  if (unread.length > 0) {
    const them = unread.map(({ path, message }) => `${shown(path)} ${message}`);
    warn(`${listed(them)}, so ${oldName} may still stand there.`);
  }
  if (left.length === 0) {
    return toWorkspaceEdit(files, textOf);
  }
  if (server.client.workspace?.workspaceEdit?.changeAnnotationSupport) {
    return toAnnotatedEdit(files, left, `May be the ${kind} ${oldName}`, textOf);
  }
  const places = left.map((each) => `${shown(each.path)}:${lineOf(each, textOf)}`);
  const many = left.length === 1 ? '1 place' : `${left.length} places`;
  warn(`${oldName} still stands in ${many} that may be the ${kind}: ${listed(places)}. Rename by hand what is one.`);
  return toWorkspaceEdit(files, textOf);
}

/** The first few of many. */
function listed(all: readonly string[]): string {
  const first = all.slice(0, mostListed).join(', ');
  return all.length > mostListed ? `${first} and ${all.length - mostListed} more` : first;
}

const mostListed = 5;

function lineOf({ path, range }: PossibleUse, textOf: LspServer['textOf']): number {
  return new LineIndex(textOf(path) ?? '').positionAt(range.start).line + 1;
}

/** An answer, or the refusal as an error that the editor shows as it is. */
function orRefuse<T extends object>(result: T | Refused): T {
  if (isRefused(result)) {
    throw new ResponseError(LSPErrorCodes.RequestFailed, messageText(result.refused));
  }
  return result;
}
