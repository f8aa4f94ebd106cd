import { DocumentFormattingRequest } from 'vscode-languageserver/node';
import { formatting } from '../../service/features/formatting';
import { toTextEdit } from '../convert';
import type { LspFeature } from './feature';
import { stageFiles } from './selectors';

/** `textDocument/formatting`. */
export const formattingFeature: LspFeature = {
  capabilities: { documentFormattingProvider: true },
  registration: { method: DocumentFormattingRequest.method, documentSelector: stageFiles },
  register(server) {
    server.connection.onDocumentFormatting(
      server.on(async ({ path, lines, service }, { options }) =>
        (await formatting(service, path, options)).map((edit) => toTextEdit(lines, edit)),
      ),
    );
  },
};
