import { SymbolKind } from 'vscode-languageserver/node';
import { escapeControls } from '../../core/controlCharacters';
import { workspaceSymbols } from '../../service/features/workspaceSymbols';
import type { LspFeature } from './feature';
import { toLocations } from './locations';

/** `workspace/symbol`: the bindings of all manifests. */
export const workspaceSymbolFeature: LspFeature = {
  capabilities: { workspaceSymbolProvider: true },
  register(server) {
    server.connection.onWorkspaceSymbol(({ query }) =>
      workspaceSymbols(server.service, query).flatMap(({ name, container, location }) =>
        toLocations(server, [location]).map((place) => ({
          name: escapeControls(name),
          kind: SymbolKind.Object,
          containerName: escapeControls(container),
          location: place,
        })),
      ),
    );
  },
};
