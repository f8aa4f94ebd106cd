import { DocumentHighlightKind, DocumentHighlightRequest } from 'vscode-languageserver/node';
import { documentHighlights } from '../../service/features/documentHighlights';
import { toRange } from '../convert';
import type { LspFeature } from './feature';
import { stageFiles } from './selectors';

/** `textDocument/documentHighlight`. */
export const documentHighlightFeature: LspFeature = {
  capabilities: { documentHighlightProvider: true },
  registration: { method: DocumentHighlightRequest.method, documentSelector: stageFiles },
  register(server) {
    server.connection.onDocumentHighlight(
      server.at(async ({ path, lines, service }, offset) =>
        (await documentHighlights(service, path, offset)).map(({ range, isWrite }) => ({
          range: toRange(lines, range),
          kind: isWrite ? DocumentHighlightKind.Write : DocumentHighlightKind.Read,
        })),
      ),
    );
  },
};
