import {
  type CancellationToken,
  type ClientCapabilities,
  CodeActionKind,
  type Connection,
  DocumentHighlightKind,
  FoldingRange,
  FoldingRangeKind,
  InlayHintKind,
  LSPErrorCodes,
  type CallHierarchyItem as LspCallHierarchyItem,
  type Position,
  ResponseError,
  type SelectionRange,
  type SemanticTokens,
  SemanticTokensBuilder,
  SymbolKind,
  type TextDocumentIdentifier,
} from 'vscode-languageserver/node';
import { escapeControls } from '../core/controlCharacters';
import { messageText } from '../core/messageText';
import { LineIndex, type TextRange } from '../core/text';
import type { CallHierarchyItem, Location, SelectionRanges } from '../service/answers';
import { askTypeScript } from '../service/askTypeScript';
import type { ServiceContext } from '../service/context';
import { codeActions, refactorings } from '../service/features/codeActions';
import { codeLenses } from '../service/features/codeLens';
import { completion, completionDetails } from '../service/features/completion';
import { hover } from '../service/features/hover';
import { definition, references } from '../service/features/navigation';
import { prepareRename, rename } from '../service/features/rename';
import { semanticTokens } from '../service/features/semanticTokens';
import { documentSymbols, foldingRanges } from '../service/features/structure';
import { workspaceSymbols } from '../service/features/workspaceSymbols';
import {
  type CompletionClient,
  type CompletionData,
  toCodeAction,
  toCompletionClient,
  toCompletionList,
  toDetails,
  toDocumentSymbol,
  toHover,
  toRange,
  toSignatureHelp,
  toTextEdit,
  toWorkspaceEdit,
} from './convert';
import { showReferencesCommand } from './protocol';
import { toPath, toUri } from './uris';

/** A document as a request names it: its path, its text and its lines at the time of the request. */
interface Target {
  readonly path: string;
  readonly text: string;
  readonly lines: LineIndex;
  /** The service, with the cancellation of the request. */
  readonly service: ServiceContext;
}

/** Registers every feature of standard LSP. Each asks the service and turns its answer into LSP. */
export function registerFeatures(connection: Connection, languageService: ServiceContext) {
  let completionClient: CompletionClient = { snippets: false, defaults: false };
  const textOf = (path: string) => languageService.workspace.documents.text(path);

  const target = ({ uri }: TextDocumentIdentifier, cancellation: CancellationToken): Target | undefined => {
    const path = toPath(uri);
    const text = path === undefined ? undefined : textOf(path);
    return path === undefined || text === undefined
      ? undefined
      : { path, text, lines: new LineIndex(text), service: { ...languageService, cancellation } };
  };

  /** Runs a request about a document; one that cannot be read has no answer. */
  const on =
    <P extends { textDocument: TextDocumentIdentifier }, R>(ask: (target: Target, params: P) => Promise<R>) =>
    async (params: P, cancellation: CancellationToken): Promise<R | null> => {
      const document = target(params.textDocument, cancellation);
      return document ? ask(document, params) : null;
    };

  /** The same for a request about a place in a document. */
  const at = <P extends { textDocument: TextDocumentIdentifier; position: Position }, R>(
    ask: (target: Target, offset: number, params: P) => Promise<R>,
  ) => on((document, params: P) => ask(document, document.lines.offsetAt(params.position), params));

  const locations = (found: readonly Location[]) =>
    found.map(({ path, range }) => ({ uri: toUri(path), range: toRange(new LineIndex(textOf(path) ?? ''), range) }));

  connection.onCompletion(
    at(async ({ path, lines, service }, offset, { context }) => {
      const list = await completion(service, path, offset, context?.triggerCharacter);
      return list && toCompletionList(lines, path, list, completionClient);
    }),
  );
  connection.onCompletionResolve(async (item) => {
    const { path, details: from, source } = (item.data ?? {}) as Partial<CompletionData>;
    const name = { label: item.label, ...(source === undefined ? {} : { source }) };
    const details = path && from && (await completionDetails(languageService, path, from, name));
    return details ? { ...item, ...toDetails(details) } : item;
  });
  connection.onHover(
    at(async ({ path, lines, service }, offset) => {
      const found = await hover(service, path, offset);
      return found ? toHover(lines, found) : null;
    }),
  );
  connection.onSignatureHelp(
    at(async ({ path, service }, offset) => {
      const help = await askTypeScript(service, 'signatureHelp', { path, offset });
      return help ? toSignatureHelp(help) : null;
    }),
  );

  connection.onDefinition(at(async ({ path, service }, offset) => locations(await definition(service, path, offset))));
  connection.onTypeDefinition(
    at(async ({ path, service }, offset) =>
      locations((await askTypeScript(service, 'typeDefinition', { path, offset })) ?? []),
    ),
  );
  connection.onReferences(
    at(async ({ path, service }, offset, { context }) =>
      locations(await references(service, path, offset, context.includeDeclaration)),
    ),
  );
  const callItem = (uri: string, lines: LineIndex, { name, range, nameRange }: CallHierarchyItem) => ({
    name,
    kind: SymbolKind.Function,
    uri,
    range: toRange(lines, range),
    selectionRange: toRange(lines, nameRange),
  });
  /** Calls of the item that the client has from `prepare`, or from an answer before. */
  const calls =
    (method: 'incomingCalls' | 'outgoingCalls') =>
    async ({ item }: { readonly item: LspCallHierarchyItem }, cancellation: CancellationToken) => {
      const document = target({ uri: item.uri }, cancellation);
      const offset = document?.lines.offsetAt(item.selectionRange.start) ?? 0;
      const found = document && (await askTypeScript(document.service, method, { path: document.path, offset }));
      return (found ?? []).map((call) => ({
        item: callItem(item.uri, document?.lines ?? new LineIndex(''), call.item),
        fromRanges: call.ranges.map((range) => toRange(document?.lines ?? new LineIndex(''), range)),
      }));
    };
  connection.languages.callHierarchy.onPrepare(
    at(async ({ path, lines, service }, offset, { textDocument: { uri } }) => {
      const items = (await askTypeScript(service, 'prepareCallHierarchy', { path, offset })) ?? [];
      return items.length > 0 ? items.map((item) => callItem(uri, lines, item)) : null;
    }),
  );
  const incoming = calls('incomingCalls');
  connection.languages.callHierarchy.onIncomingCalls(async (params, token) =>
    (await incoming(params, token)).map(({ item, fromRanges }) => ({ from: item, fromRanges })),
  );
  const outgoing = calls('outgoingCalls');
  connection.languages.callHierarchy.onOutgoingCalls(async (params, token) =>
    (await outgoing(params, token)).map(({ item, fromRanges }) => ({ to: item, fromRanges })),
  );
  connection.onDocumentHighlight(
    at(async ({ path, lines, service }, offset) =>
      ((await askTypeScript(service, 'documentHighlights', { path, offset })) ?? []).map(({ range, isWrite }) => ({
        range: toRange(lines, range),
        kind: isWrite ? DocumentHighlightKind.Write : DocumentHighlightKind.Read,
      })),
    ),
  );
  connection.onPrepareRename(
    at(async ({ path, lines, service }, offset) => {
      const result = await prepareRename(service, path, offset);
      return result ? toRange(lines, orRefuse(result).range) : null;
    }),
  );
  connection.onRenameRequest(
    at(async ({ path, service }, offset, { newName }) =>
      toWorkspaceEdit(orRefuse(await rename(service, path, offset, newName)), textOf),
    ),
  );
  connection.onCodeAction(
    on(async ({ path, lines, service }, { range, context: { only } }) => {
      const span = { start: lines.offsetAt(range.start), end: lines.offsetAt(range.end) };
      const wants = (kind: string) => only?.some((each) => kind === each || kind.startsWith(`${each}.`)) ?? true;
      const found = [
        ...(wants(CodeActionKind.QuickFix) ? await codeActions(service, path, span) : []),
        ...(wants(CodeActionKind.Refactor) ? await refactorings(service, path, span) : []),
      ];
      return found.map((action) => toCodeAction(lines, action, textOf));
    }),
  );

  connection.onCodeLens(
    on(async ({ path, lines, service }, { textDocument: { uri } }) =>
      codeLenses(service, path).map(({ range, uses }) => ({
        range: toRange(lines, range),
        command: {
          title: `${uses.length} ${uses.length === 1 ? 'use' : 'uses'}`,
          command: uses.length > 0 ? showReferencesCommand : '',
          arguments: [uri, lines.positionAt(range.start), locations(uses)],
        },
      })),
    ),
  );
  connection.onWorkspaceSymbol(({ query }) =>
    workspaceSymbols(languageService, query).flatMap(({ name, container, location }) =>
      locations([location]).map((place) => ({
        name: escapeControls(name),
        kind: SymbolKind.Object,
        containerName: escapeControls(container),
        location: place,
      })),
    ),
  );
  connection.onDocumentSymbol(
    on(async ({ path, lines, service }) =>
      (await documentSymbols(service, path)).map((symbol) => toDocumentSymbol(lines, symbol)),
    ),
  );
  connection.onFoldingRanges(
    on(async ({ path, text, lines, service }) =>
      (await foldingRanges(service, path)).flatMap(({ range, kind, showsEnd }) => {
        const start = lines.positionAt(range.start).line;
        // The closing bracket stays visible, as in VS Code's JavaScript.
        const closes = showsEnd ?? (kind === undefined && /[}\])`]/.test(text.charAt(range.end - 1)));
        const end = lines.positionAt(range.end).line - (closes ? 1 : 0);
        return end > start ? [FoldingRange.create(start, end, undefined, undefined, kind && foldingKinds[kind])] : [];
      }),
    ),
  );
  connection.onSelectionRanges(
    on(({ path, lines, service }, { positions }) =>
      Promise.all(
        positions.map(async (position) => {
          const offset = lines.offsetAt(position);
          const ranges = (await askTypeScript(service, 'selectionRanges', { path, offset })) ?? [];
          return selectionRange(lines, ranges) ?? { range: { start: position, end: position } };
        }),
      ),
    ),
  );

  connection.onDocumentFormatting(
    on(async ({ path, lines, service }, { options }) =>
      ((await askTypeScript(service, 'formatting', { path, options })) ?? []).map((edit) => toTextEdit(lines, edit)),
    ),
  );
  connection.onDocumentRangeFormatting(
    on(async ({ path, lines, service }, { options, range: { start, end } }) => {
      const range = { start: lines.offsetAt(start), end: lines.offsetAt(end) };
      const edits = (await askTypeScript(service, 'formatting', { path, options, range })) ?? [];
      return edits.map((edit) => toTextEdit(lines, edit));
    }),
  );
  connection.onDocumentOnTypeFormatting(
    at(async ({ path, lines, service }, offset, { options, ch: key }) => {
      const edits = (await askTypeScript(service, 'onTypeFormatting', { path, offset, options, key })) ?? [];
      return edits.map((edit) => toTextEdit(lines, edit));
    }),
  );

  const tokensIn = async ({ path, lines, service }: Target, range: TextRange): Promise<SemanticTokens> => {
    const builder = new SemanticTokensBuilder();
    for (const token of await semanticTokens(service, path, range)) {
      const { line, character } = lines.positionAt(token.range.start);
      builder.push(line, character, token.range.end - token.range.start, token.type, token.modifiers);
    }
    return builder.build();
  };
  const whole = ({ text }: Target): TextRange => ({ start: 0, end: text.length });
  const noTokens: SemanticTokens = { data: [] };
  connection.languages.semanticTokens.on(
    async (params, token) => (await on((document) => tokensIn(document, whole(document)))(params, token)) ?? noTokens,
  );
  connection.languages.semanticTokens.onRange(
    async (params, token) =>
      (await on((document) => {
        const range = {
          start: document.lines.offsetAt(params.range.start),
          end: document.lines.offsetAt(params.range.end),
        };
        return tokensIn(document, range);
      })(params, token)) ?? noTokens,
  );
  connection.languages.inlayHint.on(
    on(async ({ path, lines, service }, { range: { start, end } }) => {
      const range = { start: lines.offsetAt(start), end: lines.offsetAt(end) };
      const { parameterNameHints } = service.settings;
      if (parameterNameHints === 'none') {
        return [];
      }
      const hints = await askTypeScript(service, 'inlayHints', { path, range, parameterNames: parameterNameHints });
      return (hints ?? []).map((hint) => ({
        position: lines.positionAt(hint.offset),
        label: hint.label,
        kind: hint.kind === 'type' ? InlayHintKind.Type : InlayHintKind.Parameter,
        paddingLeft: hint.paddingLeft,
        paddingRight: hint.paddingRight,
      }));
    }),
  );

  return {
    use({ textDocument }: ClientCapabilities): void {
      completionClient = toCompletionClient(textDocument?.completion);
    },
  };
}

const foldingKinds = {
  comment: FoldingRangeKind.Comment,
  imports: FoldingRangeKind.Imports,
  region: FoldingRangeKind.Region,
};

/** An answer, or the refusal as an error that the editor shows as it is. */
function orRefuse<T>(result: T | { readonly refused: string }): Exclude<T, { readonly refused: string }> {
  if (result !== null && typeof result === 'object' && 'refused' in result) {
    throw new ResponseError(LSPErrorCodes.RequestFailed, messageText((result as { refused: string }).refused));
  }
  return result as Exclude<T, { readonly refused: string }>;
}

function selectionRange(lines: LineIndex, ranges: SelectionRanges): SelectionRange | undefined {
  return ranges.reduceRight<SelectionRange | undefined>((parent, range) => {
    const converted = toRange(lines, range);
    return parent ? { range: converted, parent } : { range: converted };
  }, undefined);
}
