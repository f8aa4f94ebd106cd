import {
  AnnotatedTextEdit,
  ChangeAnnotation,
  CreateFile,
  DiagnosticSeverity,
  DiagnosticTag,
  type Diagnostic as LspDiagnostic,
  type TextEdit as LspTextEdit,
  type Range,
  TextDocumentEdit,
  type WorkspaceEdit,
} from 'vscode-languageserver/node';
import { escapeControls, escapeControlsInLines } from '../core/controlCharacters';
import { LineIndex, type TextEdit, type TextRange } from '../core/text';
import type { Diagnostic, FileEdits, Severity } from '../service/answers';
import type { PossibleUse } from '../service/rename/renameBinding';
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

/**
 * Edits of files as one edit, in which the places that a person has to decide on are annotated: the editor shows them and
 * asks. Only for clients with `workspaceEdit.changeAnnotationSupport`. `label` says what they may be.
 */
export function toAnnotatedEdit(
  files: readonly FileEdits[],
  left: readonly PossibleUse[],
  label: string,
  textOf: (path: string) => string | undefined,
): WorkspaceEdit {
  const reasons = [...new Set(left.map(({ reason }) => reason))];
  const idOf = (reason: string) => `may-be-${reasons.indexOf(reason)}`;
  const paths = new Set([...files, ...left].map(({ path }) => path));
  const documentChanges = [...paths].map((path) => {
    const lines = new LineIndex(textOf(path) ?? '');
    const known = files.filter((file) => file.path === path).flatMap(({ edits }) => edits);
    const possible = left.filter((each) => each.path === path);
    return TextDocumentEdit.create({ uri: toUri(path), version: null }, [
      ...known.map((edit) => toTextEdit(lines, edit)),
      ...possible.map(({ edit, reason }) =>
        AnnotatedTextEdit.replace(toRange(lines, edit.range), edit.newText, idOf(reason)),
      ),
    ]);
  });
  const annotations = reasons.map((reason) => [
    idOf(reason),
    ChangeAnnotation.create(escapeControls(label), true, escapeControls(reason)),
  ]);
  return { documentChanges, changeAnnotations: Object.fromEntries(annotations) };
}
