import { DocumentOnTypeFormattingRequest } from 'vscode-languageserver/node';
import { onTypeFormatting } from '../../service/features/formatting';
import { toTextEdit } from '../convert';
import type { LspFeature } from './feature';
import { stageFiles } from './selectors';

const documentOnTypeFormattingProvider = { firstTriggerCharacter: ';', moreTriggerCharacter: ['}', '\n'] };

/** `textDocument/onTypeFormatting`. */
export const onTypeFormattingFeature: LspFeature = {
  capabilities: { documentOnTypeFormattingProvider },
  registration: {
    method: DocumentOnTypeFormattingRequest.method,
    documentSelector: stageFiles,
    options: documentOnTypeFormattingProvider,
  },
  register(server) {
    server.connection.onDocumentOnTypeFormatting(
      server.at(async ({ path, lines, service }, offset, { options, ch: key }) =>
        (await onTypeFormatting(service, path, offset, options, key)).map((edit) => toTextEdit(lines, edit)),
      ),
    );
  },
};
