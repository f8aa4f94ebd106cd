import { type DocumentSymbol as LspDocumentSymbol, SymbolKind } from 'vscode-languageserver/node';
import { escapeControls } from '../../core/controlCharacters';
import type { LineIndex } from '../../core/text';
import type { DocumentSymbol } from '../../service/answers';
import { documentSymbols } from '../../service/features/documentSymbols';
import { toRange } from '../convert';
import type { LspFeature } from './feature';

/** `textDocument/documentSymbol`: the outline. */
export const documentSymbolFeature: LspFeature = {
  capabilities: { documentSymbolProvider: true },
  register(server) {
    server.connection.onDocumentSymbol(
      server.on(async ({ path, lines, service }) =>
        (await documentSymbols(service, path)).map((symbol) => toDocumentSymbol(lines, symbol)),
      ),
    );
  },
};

const symbolKinds: Record<DocumentSymbol['kind'], SymbolKind> = {
  binding: SymbolKind.Object,
  class: SymbolKind.Class,
  constant: SymbolKind.Constant,
  function: SymbolKind.Function,
  method: SymbolKind.Method,
  module: SymbolKind.Module,
  property: SymbolKind.Property,
  variable: SymbolKind.Variable,
};

export function toDocumentSymbol(lines: LineIndex, symbol: DocumentSymbol): LspDocumentSymbol {
  const { name, detail, kind, range, nameRange, children } = symbol;
  return {
    // LSP forbids empty names, and a half-typed manifest has them.
    name: name.trim() === '' ? '(no name)' : escapeControls(name),
    ...(detail === undefined ? {} : { detail: escapeControls(detail) }),
    kind: symbolKinds[kind],
    range: toRange(lines, range),
    selectionRange: toRange(lines, nameRange),
    children: children.map((child) => toDocumentSymbol(lines, child)),
  };
}
