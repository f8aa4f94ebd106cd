import { codeLenses } from '../../service/features/codeLens';
import { toRange } from '../convert';
import { showReferencesCommand } from '../protocol';
import type { LspFeature } from './feature';
import { toLocations } from './locations';

/** `textDocument/codeLens`: how often code uses each binding of a manifest. */
export const codeLensFeature: LspFeature = {
  capabilities: { codeLensProvider: {} },
  register(server) {
    server.connection.onCodeLens(
      server.on(async ({ path, lines, service }, { textDocument: { uri } }) =>
        codeLenses(service, path).map(({ range, uses }) => ({
          range: toRange(lines, range),
          command: {
            title: `${uses.length} ${uses.length === 1 ? 'use' : 'uses'}`,
            command: uses.length > 0 ? showReferencesCommand : '',
            arguments: [uri, lines.positionAt(range.start), toLocations(server, uses)],
          },
        })),
      ),
    );
  },
};
