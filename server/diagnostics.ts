import {
  type ClientCapabilities,
  type Connection,
  DocumentDiagnosticReportKind,
  LSPErrorCodes,
  ResponseError,
  type ServerCapabilities,
  type TextDocuments,
} from 'vscode-languageserver/node';
import type { TextDocument } from 'vscode-languageserver-textdocument';
import { LineIndex } from '../core/text';
import type { ServiceContext } from '../service/context';
import { diagnostics } from '../service/features/diagnostics';
import { toDiagnostic } from './convert';
import { toPath } from './uris';

/** What `initialize` is told of diagnostics. */
export const diagnosticCapabilities: ServerCapabilities = {
  diagnosticProvider: { identifier: 'infra', interFileDependencies: true, workspaceDiagnostics: false },
};

/** Diagnostics for clients that pull them, and pushed to those that do not, with the version that they are for. */
export function registerDiagnostics(
  connection: Connection,
  documents: TextDocuments<TextDocument>,
  service: ServiceContext,
) {
  let pull = false;
  let canRefresh = false;

  const diagnosticsOf = async (uri: string, text: string, context = service) => {
    const path = toPath(uri);
    const found = path === undefined ? [] : await diagnostics(context, path);
    const lines = new LineIndex(text);
    return found.map((diagnostic) => toDiagnostic(lines, diagnostic));
  };

  const push = async ({ uri, version, text }: { uri: string; version: number; text: string }) => {
    void connection.sendDiagnostics({ uri, version, diagnostics: await diagnosticsOf(uri, text) });
  };
  const snapshot = (document: TextDocument) => ({
    uri: document.uri,
    version: document.version,
    text: document.getText(),
  });

  connection.languages.diagnostics.on(async ({ textDocument: { uri } }, cancellation) => {
    const items = await diagnosticsOf(uri, documents.get(uri)?.getText() ?? '', { ...service, cancellation });
    if (cancellation.isCancellationRequested) {
      // What was found before it was cancelled is not all; the editor asks again.
      throw new ResponseError(LSPErrorCodes.ServerCancelled, 'Cancelled', { retriggerRequest: true });
    }
    return { kind: DocumentDiagnosticReportKind.Full, items };
  });

  return {
    /** Pushes or waits to be asked, as the client can. */
    use({ textDocument, workspace }: ClientCapabilities): void {
      pull = textDocument?.diagnostic !== undefined;
      canRefresh = workspace?.diagnostics?.refreshSupport === true;
    },
    /** The text of an open document has changed. */
    changed(document: TextDocument): void {
      if (!pull) {
        void push(snapshot(document));
      }
    },
    closed({ uri }: TextDocument): void {
      if (!pull) {
        void connection.sendDiagnostics({ uri, diagnostics: [] });
      }
    },
    /** Something that the diagnostics of any document may rest on has changed. */
    refresh(): void {
      if (pull && canRefresh) {
        void connection.languages.diagnostics.refresh();
      } else if (!pull) {
        for (const document of documents.all()) {
          void push(snapshot(document));
        }
      }
    },
  };
}
