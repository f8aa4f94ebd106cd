import { definition } from '../../service/features/definition';
import type { LspFeature } from './feature';
import { toLocations } from './locations';

/** `textDocument/definition`. */
export const definitionFeature: LspFeature = {
  capabilities: { definitionProvider: true },
  register(server) {
    server.connection.onDefinition(
      server.at(async ({ path, service }, offset) => toLocations(server, await definition(service, path, offset))),
    );
  },
};
