import {
  type CompletionClientCapabilities,
  CompletionItem,
  CompletionItemKind,
  CompletionItemTag,
  InsertTextFormat,
  InsertTextMode,
  type CompletionList as LspCompletionList,
  MarkupKind,
} from 'vscode-languageserver/node';
import { escapeControls, escapeControlsInLines } from '../../core/controlCharacters';
import type { LineIndex } from '../../core/text';
import type {
  Completion,
  CompletionDetails,
  CompletionDetailsSource,
  CompletionKind,
  CompletionList,
} from '../../service/answers';
import { completion, completionDetails, completionEdit } from '../../service/features/completion';
import { toRange, toTextEdit } from '../convert';
import type { LspFeature } from './feature';

/** `textDocument/completion` and `completionItem/resolve`. */
export const completionFeature: LspFeature = {
  capabilities: {
    completionProvider: {
      triggerCharacters: ['.', '"', "'", '`', '[', '{'],
      resolveProvider: true,
      completionItem: { labelDetailsSupport: true },
    },
  },
  register(server) {
    const { connection, service: languageService } = server;
    connection.onCompletion(
      server.at(async ({ path, lines, service }, offset, { context }) => {
        const list = await completion(service, path, offset, context?.triggerCharacter);
        return list && toCompletionList(lines, path, list, toCompletionClient(server.client.textDocument?.completion));
      }),
    );
    connection.onCompletionResolve(async (item) => {
      const { path, details: from, source } = (item.data ?? {}) as Partial<CompletionData>;
      const name = { label: item.label, ...(source === undefined ? {} : { source }) };
      const details = path && from && (await completionDetails(languageService, path, from, name));
      return details ? { ...item, ...toDetails(details) } : item;
    });
  },
};

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
interface CompletionClient {
  readonly snippets: boolean;
  /** What the items share may stand once in the list, and need not be told of each. */
  readonly defaults: boolean;
}

function toCompletionClient(capabilities: CompletionClientCapabilities | undefined): CompletionClient {
  const defaults = capabilities?.completionList?.itemDefaults ?? [];
  return {
    snippets: capabilities?.completionItem?.snippetSupport === true,
    defaults: defaults.includes('editRange') && defaults.includes('data'),
  };
}

/** What comes back with `completionItem/resolve`. */
interface CompletionData {
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
function toDetails({ detail, documentation: value }: CompletionDetails): Partial<CompletionItem> {
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
