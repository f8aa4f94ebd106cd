import { TypeDefinitionRequest } from 'vscode-languageserver/node';
import { typeDefinition } from '../../service/features/typeDefinition';
import type { LspFeature } from './feature';
import { toLocations } from './locations';
import { stageFiles } from './selectors';

/** `textDocument/typeDefinition`. */
export const typeDefinitionFeature: LspFeature = {
  capabilities: { typeDefinitionProvider: true },
  registration: { method: TypeDefinitionRequest.method, documentSelector: stageFiles },
  register(server) {
    server.connection.onTypeDefinition(
      server.at(async ({ path, service }, offset) => toLocations(server, await typeDefinition(service, path, offset))),
    );
  },
};
