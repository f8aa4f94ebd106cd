import { CodeActionKind, type CodeAction as LspCodeAction } from 'vscode-languageserver/node';
import { escapeControls } from '../../core/controlCharacters';
import type { LineIndex } from '../../core/text';
import type { CodeAction } from '../../service/answers';
import { codeActions, refactorings } from '../../service/features/codeActions';
import { toDiagnostic, toWorkspaceEdit } from '../convert';
import type { LspFeature, LspServer } from './feature';

/** `textDocument/codeAction`: quick fixes and refactorings. */
export const codeActionFeature: LspFeature = {
  capabilities: { codeActionProvider: { codeActionKinds: [CodeActionKind.QuickFix, CodeActionKind.Refactor] } },
  register(server) {
    server.connection.onCodeAction(
      server.on(async ({ path, lines, service }, { range, context: { only } }) => {
        const span = { start: lines.offsetAt(range.start), end: lines.offsetAt(range.end) };
        const wants = (kind: string) => only?.some((each) => kind === each || kind.startsWith(`${each}.`)) ?? true;
        const found = [
          ...(wants(CodeActionKind.QuickFix) ? await codeActions(service, path, span) : []),
          ...(wants(CodeActionKind.Refactor) ? await refactorings(service, path, span) : []),
        ];
        return found.map((action) => toCodeAction(server, lines, action));
      }),
    );
  },
};

export function toCodeAction(
  { textOf }: Pick<LspServer, 'textOf'>,
  lines: LineIndex,
  { title, kind, isPreferred, diagnostic, files }: CodeAction,
): LspCodeAction {
  return {
    title: escapeControls(title),
    kind: kind === 'quickfix' ? CodeActionKind.QuickFix : CodeActionKind.Refactor,
    ...(isPreferred ? { isPreferred } : {}),
    ...(diagnostic ? { diagnostics: [toDiagnostic(lines, diagnostic)] } : {}),
    edit: toWorkspaceEdit(files, textOf),
  };
}
