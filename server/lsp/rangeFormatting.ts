import { DocumentRangeFormattingRequest } from 'vscode-languageserver/node';
import { formatting } from '../../service/features/formatting';
import { toTextEdit } from '../convert';
import type { LspFeature } from './feature';
import { stageFiles } from './selectors';

/** `textDocument/rangeFormatting`. */
export const rangeFormattingFeature: LspFeature = {
  capabilities: { documentRangeFormattingProvider: true },
  registration: { method: DocumentRangeFormattingRequest.method, documentSelector: stageFiles },
  register(server) {
    server.connection.onDocumentRangeFormatting(
      server.on(async ({ path, lines, service }, { options, range }) => {
        const span = { start: lines.offsetAt(range.start), end: lines.offsetAt(range.end) };
        return (await formatting(service, path, options, span)).map((edit) => toTextEdit(lines, edit));
      }),
    );
  },
};
