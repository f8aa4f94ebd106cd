import { mkdirSync, mkdtempSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterAll, expect } from 'vitest';
import {
  CodeActionRequest,
  CompletionRequest,
  DidChangeWatchedFilesNotification,
  DidCloseTextDocumentNotification,
  DocumentDiagnosticRequest,
  FileChangeType,
  type FileEvent,
  HoverRequest,
  type InsertReplaceEdit,
  type TextEdit as LspTextEdit,
  type MarkupContent,
} from 'vscode-languageserver-protocol/node';
import { LineIndex, type TextEdit, type TextRange } from '../../core/text';
import type { Severity } from '../../service/answers';
import { codeActions } from '../../service/features/codeActions';
import { completion, completionEdit } from '../../service/features/completion';
import { diagnostics } from '../../service/features/diagnostics';
import { hover } from '../../service/features/hover';
import { type LanguageServer, launchLanguageServer } from './languageServer';
import { withMarks, withoutCursor, withoutMarks } from './marks';
import { commonManifest, serviceOver } from './service';

/** What a person sees of a few files, however it is asked for. Paths are relative, ranges are offsets. */
export interface Editor {
  diagnostics(path: string): Promise<readonly EditorDiagnostic[]>;
  completion(path: string, offset: number): Promise<readonly EditorCompletion[]>;
  hover(path: string, offset: number): Promise<string>;
  /** The quick fixes for a range, with their edits by file. */
  quickFixes(path: string, range: TextRange): Promise<readonly EditorFix[]>;
}

export interface EditorDiagnostic {
  readonly range: TextRange;
  readonly severity: Severity;
  readonly code: string;
  readonly message: string;
}

export interface EditorCompletion {
  readonly label: string;
  readonly detail: string | undefined;
  readonly description: string | undefined;
  /** What taking it does to the text. */
  readonly edits: readonly TextEdit[];
}

export interface EditorFix {
  readonly title: string;
  readonly files: Readonly<Record<string, readonly TextEdit[]>>;
}

type Files = Readonly<Record<string, string>>;

/** Opens files: in the service itself, or, where the suite runs a second time so, in the built server over stdio. */
export function editorWith(files: Files): Editor {
  return process.env.INFRA_BINDINGS_TEST_EDITOR === 'stdio' ? stdioEditor(files) : serviceEditor(files);
}

function serviceEditor(files: Files): Editor {
  const service = serviceOver({ ...files });
  const absolute = (path: string) => `/shop/${path}`;
  return {
    diagnostics: async (path) =>
      (await diagnostics(service, absolute(path))).map(({ range, severity, code, message }) => ({
        range,
        severity,
        code: String(code),
        message,
      })),
    async completion(path, offset) {
      const list = await completion(service, absolute(path), offset);
      if (!list) {
        return [];
      }
      return list.items.map((item) => ({
        label: item.label,
        detail: item.detail,
        description: item.description,
        edits: [...(item.additionalEdits ?? []), completionEdit(list, item)],
      }));
    },
    hover: async (path, offset) => (await hover(service, absolute(path), offset))?.markdown ?? '',
    quickFixes: async (path, range) =>
      (await codeActions(service, absolute(path), range)).map(({ title, files: changed }) => ({
        title,
        files: Object.fromEntries(changed.map(({ path: file, edits }) => [file.replace('/shop/', ''), edits])),
      })),
  };
}

const severities: readonly Severity[] = ['error', 'warning', 'information', 'hint'];
let folder: string | undefined;
let running: Promise<LanguageServer> | undefined;
let present: string[] = [];

afterAll(async () => {
  await (await running)?.stop();
  if (folder) {
    rmSync(folder, { recursive: true, force: true });
  }
});

/** All tests of a file share one server, which sees the files of one test go and those of the next come. */
function stdioEditor(files: Files): Editor {
  const opened = new Set<string>();
  const root = () => {
    folder ??= realpathSync(mkdtempSync(join(tmpdir(), 'infra-bindings-')));
    return folder;
  };
  running ??= launchLanguageServer(root(), { capabilities: { textDocument: { diagnostic: {} } } });
  const ready = running.then(async (server) => {
    await replaceFiles(server, root(), files);
    return server;
  });

  const linesOf = (path: string) => new LineIndex(files[path] ?? '');
  const toEdit = (path: string, { range, newText }: LspTextEdit): TextEdit => {
    const lines = linesOf(path);
    return { range: { start: lines.offsetAt(range.start), end: lines.offsetAt(range.end) }, newText };
  };
  /** Opens the file, if it is not, and tells how to ask about it. */
  const open = async (path: string) => {
    const server = await ready;
    if (!opened.has(path)) {
      opened.add(path);
      await server.open(path, files[path] ?? '');
    }
    return { connection: server.connection, textDocument: { uri: server.uri(path) }, lines: linesOf(path) };
  };
  return {
    async diagnostics(path) {
      const { connection, textDocument, lines } = await open(path);
      const report = await connection.sendRequest(DocumentDiagnosticRequest.type, { textDocument });
      return ('items' in report ? report.items : []).map(({ range, severity = 1, code, message }) => ({
        range: { start: lines.offsetAt(range.start), end: lines.offsetAt(range.end) },
        severity: severities[severity - 1] ?? 'error',
        code: String(code),
        message: typeof message === 'string' ? message : message.value,
      }));
    },
    async completion(path, offset) {
      const { connection, textDocument, lines } = await open(path);
      const position = lines.positionAt(offset);
      const list = await connection.sendRequest(CompletionRequest.type, { textDocument, position });
      const items = Array.isArray(list) ? list : (list?.items ?? []);
      return items.map(({ label, labelDetails, textEdit, additionalTextEdits = [] }) => ({
        label,
        detail: labelDetails?.detail?.trim(),
        description: labelDetails?.description,
        edits: [...additionalTextEdits, ...(isTextEdit(textEdit) ? [textEdit] : [])].map((edit) => toEdit(path, edit)),
      }));
    },
    async hover(path, offset) {
      const { connection, textDocument, lines } = await open(path);
      const position = lines.positionAt(offset);
      const found = await connection.sendRequest(HoverRequest.type, { textDocument, position });
      return (found?.contents as MarkupContent | undefined)?.value ?? '';
    },
    async quickFixes(path, { start, end }) {
      const { connection, textDocument, lines } = await open(path);
      const range = { start: lines.positionAt(start), end: lines.positionAt(end) };
      const actions = await connection.sendRequest(CodeActionRequest.type, {
        textDocument,
        range,
        context: { diagnostics: [] },
      });
      const server = await ready;
      return (actions ?? []).map((action) => ({
        title: action.title,
        files: Object.fromEntries(
          Object.keys(files).flatMap((file) => {
            const edits = 'edit' in action ? action.edit?.changes?.[server.uri(file)] : undefined;
            return edits ? [[file, edits.map((edit) => toEdit(file, edit))]] : [];
          }),
        ),
      }));
    },
  };
}

const isTextEdit = (edit: LspTextEdit | InsertReplaceEdit | undefined): edit is LspTextEdit =>
  edit !== undefined && 'range' in edit;

async function replaceFiles(server: LanguageServer, root: string, files: Files): Promise<void> {
  const { connection } = server;
  for (const path of present) {
    await connection.sendNotification(DidCloseTextDocumentNotification.type, {
      textDocument: { uri: server.uri(path) },
    });
    rmSync(join(root, path));
  }
  for (const [path, text] of Object.entries(files)) {
    mkdirSync(dirname(join(root, path)), { recursive: true });
    writeFileSync(join(root, path), text);
  }
  const event = (path: string, type: FileChangeType): FileEvent => ({ uri: server.uri(path), type });
  const changes = [
    ...present.map((path) => event(path, FileChangeType.Deleted)),
    ...Object.keys(files).map((path) => event(path, FileChangeType.Created)),
  ];
  present = Object.keys(files);
  await connection.sendNotification(DidChangeWatchedFilesNotification.type, { changes });
}

/** A stage file with `^^^ code` marks under everything that is to be reported; hints are left out. */
export async function expectDiagnostics(
  marked: string,
  { stage = 'edge/tag', manifest = commonManifest }: { stage?: string; manifest?: string } = {},
): Promise<readonly EditorDiagnostic[]> {
  const text = withoutMarks(marked);
  const path = `playground/${stage}.js`;
  const editor = editorWith({ 'wrangler.toml': manifest, [path]: text });
  const found = (await editor.diagnostics(path)).filter(({ severity }) => severity !== 'hint');
  expect(
    withMarks(
      text,
      found.map(({ range, code }) => ({ range, label: code })),
    ),
  ).toBe(marked);
  return found;
}

/** An editor with a stage file that has a `|` for the cursor, over the common manifest. */
export function editorAtCursor(marked: string, { stage = 'edge/tag', manifest = commonManifest } = {}) {
  const { text, offset } = withoutCursor(marked);
  const path = `playground/${stage}.js`;
  return { editor: editorWith({ 'wrangler.toml': manifest, [path]: text }), path, text, offset };
}
