import {
  CodeActionKind,
  type CompletionClientCapabilities,
  CompletionItem,
  CompletionItemKind,
  CompletionItemTag,
  CreateFile,
  DiagnosticSeverity,
  DiagnosticTag,
  InsertTextFormat,
  InsertTextMode,
  type CodeAction as LspCodeAction,
  type CompletionList as LspCompletionList,
  type Diagnostic as LspDiagnostic,
  type DocumentSymbol as LspDocumentSymbol,
  type Hover as LspHover,
  type SignatureHelp as LspSignatureHelp,
  type TextEdit as LspTextEdit,
  MarkupKind,
  type Range,
  SymbolKind,
  TextDocumentEdit,
  type WorkspaceEdit,
} from 'vscode-languageserver/node';
import { escapeControls, escapeControlsInLines } from '../core/controlCharacters';
import { LineIndex, type TextEdit, type TextRange } from '../core/text';
import type {
  CodeAction,
  Completion,
  CompletionDetails,
  CompletionDetailsSource,
  CompletionKind,
  CompletionList,
  Diagnostic,
  DocumentSymbol,
  FileEdits,
  Hover,
  Severity,
  SignatureHelp,
} from '../service/answers';
import { completionEdit } from '../service/features/completion';
import { toUri } from './uris';

/* The service's answers as LSP. Everything that turns offsets into positions is here. */

export function toRange(lines: LineIndex, { start, end }: TextRange): Range {
  return { start: lines.positionAt(start), end: lines.positionAt(end) };
}

export function toTextEdit(lines: LineIndex, { range, newText }: TextEdit): LspTextEdit {
  return { range: toRange(lines, range), newText };
}

const severities: Record<Severity, DiagnosticSeverity> = {
  error: DiagnosticSeverity.Error,
  warning: DiagnosticSeverity.Warning,
  information: DiagnosticSeverity.Information,
  hint: DiagnosticSeverity.Hint,
};

const diagnosticTags = { unnecessary: DiagnosticTag.Unnecessary, deprecated: DiagnosticTag.Deprecated };

export function toDiagnostic(lines: LineIndex, diagnostic: Diagnostic): LspDiagnostic {
  const { range, severity, code, source, message, tags } = diagnostic;
  return {
    range: toRange(lines, range),
    severity: severities[severity],
    code,
    source,
    message: escapeControlsInLines(message),
    ...(source === 'infra' ? { codeDescription: { href: `${documentation}#${code}` } } : {}),
    ...(tags ? { tags: tags.map((tag) => diagnosticTags[tag]) } : {}),
  };
}

const documentation = 'https://github.com/infra-bindings/infra-bindings/blob/main/docs/diagnostics.md';

const completionKinds: Record<CompletionKind, CompletionItemKind> = {
  binding: CompletionItemKind.Field,
  class: CompletionItemKind.Class,
  constant: CompletionItemKind.Constant,
  enum: CompletionItemKind.Enum,
  field: CompletionItemKind.Field,
  file: CompletionItemKind.File,
  function: CompletionItemKind.Function,
  interface: CompletionItemKind.Interface,
  keyword: CompletionItemKind.Keyword,
  method: CompletionItemKind.Method,
  module: CompletionItemKind.Module,
  property: CompletionItemKind.Property,
  snippet: CompletionItemKind.Snippet,
  text: CompletionItemKind.Text,
  variable: CompletionItemKind.Variable,
};

/** What a client takes of completions. */
export interface CompletionClient {
  readonly snippets: boolean;
  /** What the items share may stand once in the list, and need not be told of each. */
  readonly defaults: boolean;
}

export function toCompletionClient(capabilities: CompletionClientCapabilities | undefined): CompletionClient {
  const defaults = capabilities?.completionList?.itemDefaults ?? [];
  return {
    snippets: capabilities?.completionItem?.snippetSupport === true,
    defaults: defaults.includes('editRange') && defaults.includes('data'),
  };
}

/** What comes back with `completionItem/resolve`. */
export interface CompletionData {
  readonly path: string;
  readonly details: CompletionDetailsSource;
  readonly source?: string;
}

export function toCompletionList(
  lines: LineIndex,
  path: string,
  { isIncomplete, items, range, details }: CompletionList,
  client: CompletionClient,
): LspCompletionList {
  const editRange = toRange(lines, range);
  const data: CompletionData | undefined = details && { path, details };
  return {
    isIncomplete,
    ...(client.defaults ? { itemDefaults: { editRange, ...(data ? { data } : {}) } } : {}),
    items: items.map((completion) => {
      const item = toCompletionItem(lines, completion, client);
      if (!client.defaults) {
        item.textEdit ??= toTextEdit(lines, completionEdit({ range }, completion));
      }
      if (data && (completion.source !== undefined || !client.defaults)) {
        item.data = completion.source === undefined ? data : { ...data, source: completion.source };
      }
      return item;
    }),
  };
}

/** What is told of an item that is looked at. */
export function toDetails({ detail, documentation: value }: CompletionDetails): Partial<CompletionItem> {
  const shown = detail === undefined ? {} : { detail: escapeControlsInLines(detail) };
  return { ...shown, documentation: { kind: MarkupKind.Markdown, value } };
}

function toCompletionItem(lines: LineIndex, completion: Completion, client: CompletionClient): CompletionItem {
  const { label, kind, detail, description, documentation: text, sortText, filterText, deprecated, edit } = completion;
  const item = CompletionItem.create(label);
  item.kind = completionKinds[kind];
  const { snippet } = completion;
  if (edit) {
    item.textEdit = toTextEdit(lines, client.snippets && snippet !== undefined ? { ...edit, newText: snippet } : edit);
  }
  if (snippet !== undefined) {
    // Its lines have their indentation already.
    item.insertTextMode = InsertTextMode.asIs;
    item.insertTextFormat = client.snippets ? InsertTextFormat.Snippet : InsertTextFormat.PlainText;
  }
  if (detail !== undefined || description !== undefined) {
    item.labelDetails = {
      ...(detail === undefined ? {} : { detail: ` ${escapeControls(detail)}` }),
      ...(description === undefined ? {} : { description: escapeControls(description) }),
    };
  }
  if (text !== undefined) {
    item.documentation = { kind: MarkupKind.Markdown, value: text };
  }
  if (sortText !== undefined) {
    item.sortText = sortText;
  }
  if (filterText !== undefined) {
    item.filterText = filterText;
  }
  if (deprecated) {
    item.tags = [CompletionItemTag.Deprecated];
  }
  if (completion.additionalEdits) {
    item.additionalTextEdits = completion.additionalEdits.map((each) => toTextEdit(lines, each));
  }
  return item;
}

export function toHover(lines: LineIndex, { markdown, range }: Hover): LspHover {
  return { contents: { kind: MarkupKind.Markdown, value: markdown }, range: toRange(lines, range) };
}

export function toSignatureHelp({ activeSignature, activeParameter, signatures }: SignatureHelp): LspSignatureHelp {
  return {
    activeSignature,
    activeParameter,
    signatures: signatures.map(({ label, documentation: text, parameters }) => ({
      label,
      documentation: { kind: MarkupKind.Markdown, value: text },
      parameters: parameters.map((parameter) => ({
        label: [parameter.label.start, parameter.label.end],
        documentation: { kind: MarkupKind.Markdown, value: parameter.documentation },
      })),
    })),
  };
}

/** Edits of files as one edit; `textOf` gives the texts that they were made for. */
export function toWorkspaceEdit(
  files: readonly FileEdits[],
  textOf: (path: string) => string | undefined,
): WorkspaceEdit {
  const changes = files.map(({ path, edits }) => {
    const lines = new LineIndex(textOf(path) ?? '');
    return { uri: toUri(path), edits: edits.map((edit) => toTextEdit(lines, edit)) };
  });
  const created = files.filter(({ create }) => create).map(({ path }) => CreateFile.create(toUri(path)));
  if (created.length === 0) {
    return { changes: Object.fromEntries(changes.map(({ uri, edits }) => [uri, edits])) };
  }
  const edited = changes.map(({ uri, edits }) => TextDocumentEdit.create({ uri, version: null }, edits));
  return { documentChanges: [...created, ...edited] };
}

export function toCodeAction(
  lines: LineIndex,
  { title, kind, isPreferred, diagnostic, files }: CodeAction,
  textOf: (path: string) => string | undefined,
): LspCodeAction {
  return {
    title: escapeControls(title),
    kind: kind === 'quickfix' ? CodeActionKind.QuickFix : CodeActionKind.Refactor,
    ...(isPreferred ? { isPreferred } : {}),
    ...(diagnostic ? { diagnostics: [toDiagnostic(lines, diagnostic)] } : {}),
    edit: toWorkspaceEdit(files, textOf),
  };
}

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
