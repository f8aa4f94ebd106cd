import { InlayHintKind, InlayHintRequest } from 'vscode-languageserver/node';
import { inlayHints } from '../../service/features/inlayHints';
import type { LspFeature } from './feature';
import { stageFiles } from './selectors';

/** `textDocument/inlayHint`. */
export const inlayHintFeature: LspFeature = {
  capabilities: { inlayHintProvider: true },
  registration: { method: InlayHintRequest.method, documentSelector: stageFiles },
  register(server) {
    server.connection.languages.inlayHint.on(
      server.on(async ({ path, lines, service }, { range: { start, end } }) => {
        const hints = await inlayHints(service, path, { start: lines.offsetAt(start), end: lines.offsetAt(end) });
        return hints.map(({ offset, label, kind, paddingLeft, paddingRight }) => ({
          position: lines.positionAt(offset),
          label,
          kind: kind === 'type' ? InlayHintKind.Type : InlayHintKind.Parameter,
          paddingLeft,
          paddingRight,
        }));
      }),
    );
  },
};
