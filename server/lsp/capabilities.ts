import type { ClientCapabilities, Connection, ServerCapabilities } from 'vscode-languageserver/node';
import { RegistrationRequest } from 'vscode-languageserver/node';
import { diagnosticCapabilities } from '../diagnostics';
import { lspFeatures } from './features';

const registersDynamically = (client: ClientCapabilities) =>
  client.textDocument?.formatting?.dynamicRegistration === true;

/** The capabilities to answer `initialize` with. A client that registers nothing later gets everything at once. */
export function capabilitiesFor(client: ClientCapabilities): ServerCapabilities {
  const later = registersDynamically(client);
  const now = lspFeatures.filter(({ registration }) => !(later && registration));
  return Object.assign(
    { workspace: { workspaceFolders: { supported: true, changeNotifications: true } } },
    diagnosticCapabilities,
    ...now.map(({ capabilities }) => capabilities),
  );
}

/** Registers the features that are for some files only, with a client that can take them. */
export async function registerLater(connection: Connection, client: ClientCapabilities): Promise<void> {
  if (!registersDynamically(client)) {
    return;
  }
  const registrations = lspFeatures.flatMap(({ registration }) =>
    registration
      ? [
          {
            id: `infra-bindings ${registration.method}`,
            method: registration.method,
            registerOptions: { documentSelector: registration.documentSelector, ...registration.options },
          },
        ]
      : [],
  );
  await connection.sendRequest(RegistrationRequest.type, { registrations });
}
