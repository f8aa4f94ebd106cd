import { LSPErrorCodes, ResponseError } from 'vscode-languageserver/node';
import { messageText } from '../../core/messageText';
import { isRefused, type Refused } from '../../core/refused';
import { prepareRename, rename } from '../../service/features/rename';
import { toRange, toWorkspaceEdit } from '../convert';
import type { LspFeature } from './feature';

/** `textDocument/prepareRename` and `textDocument/rename`. */
export const renameFeature: LspFeature = {
  capabilities: { renameProvider: { prepareProvider: true } },
  register(server) {
    const { connection, textOf } = server;
    connection.onPrepareRename(
      server.at(async ({ path, lines, service }, offset) => {
        const result = await prepareRename(service, path, offset);
        return result ? toRange(lines, orRefuse(result).range) : null;
      }),
    );
    connection.onRenameRequest(
      server.at(async ({ path, service }, offset, { newName }) =>
        toWorkspaceEdit(orRefuse(await rename(service, path, offset, newName)), textOf),
      ),
    );
  },
};

/** An answer, or the refusal as an error that the editor shows as it is. */
function orRefuse<T extends object>(result: T | Refused): T {
  if (isRefused(result)) {
    throw new ResponseError(LSPErrorCodes.RequestFailed, messageText(result.refused));
  }
  return result;
}
