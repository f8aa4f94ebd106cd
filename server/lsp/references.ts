import { references } from '../../service/features/references';
import type { LspFeature } from './feature';
import { toLocations } from './locations';

/** `textDocument/references`. */
export const referencesFeature: LspFeature = {
  capabilities: { referencesProvider: true },
  register(server) {
    server.connection.onReferences(
      server.at(async ({ path, service }, offset, { context }) =>
        toLocations(server, await references(service, path, offset, context.includeDeclaration)),
      ),
    );
  },
};
