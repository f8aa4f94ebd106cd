import { FoldingRange, FoldingRangeKind, FoldingRangeRequest } from 'vscode-languageserver/node';
import { foldingRanges } from '../../service/features/foldingRanges';
import type { LspFeature } from './feature';
import { stageFiles, tomlManifests } from './selectors';

/** `textDocument/foldingRange`. */
export const foldingRangeFeature: LspFeature = {
  capabilities: { foldingRangeProvider: true },
  registration: { method: FoldingRangeRequest.method, documentSelector: [...stageFiles, ...tomlManifests] },
  register(server) {
    server.connection.onFoldingRanges(
      server.on(async ({ path, text, lines, service }) =>
        (await foldingRanges(service, path)).flatMap(({ range, kind, showsEnd }) => {
          const start = lines.positionAt(range.start).line;
          // The closing bracket stays visible, as in VS Code's JavaScript.
          const closes = showsEnd ?? (kind === undefined && /[}\])`]/.test(text.charAt(range.end - 1)));
          const end = lines.positionAt(range.end).line - (closes ? 1 : 0);
          return end > start ? [FoldingRange.create(start, end, undefined, undefined, kind && kinds[kind])] : [];
        }),
      ),
    );
  },
};

const kinds = {
  comment: FoldingRangeKind.Comment,
  imports: FoldingRangeKind.Imports,
  region: FoldingRangeKind.Region,
};
