import {
  DidChangeWatchedFilesNotification,
  FileChangeType,
  type InitializeParams,
  type InitializeResult,
  TextDocumentSyncKind,
  TextDocuments,
} from 'vscode-languageserver/node';
import { TextDocument } from 'vscode-languageserver-textdocument';
import { escapeControlsInLines } from '../core/controlCharacters';
import { defaultSources } from '../core/sources/sources';
import { createLanguageService } from '../service/languageService';
import { readSettings } from '../service/settings';
import { TypeScriptClient } from '../service/typescript/client';
import type { WorkerOptions } from '../service/typescript/protocol';
import { nodeFileSystem } from '../service/workspace/fileSystem';
import { registerBindingRequests } from './bindingRequests';
import { connectToClient } from './connection';
import { registerDiagnostics } from './diagnostics';
import { capabilitiesFor, registerLater } from './lsp/capabilities';
import { LspServer } from './lsp/feature';
import { lspFeatures } from './lsp/features';
import { type TypeScriptStatusParams, typescriptStatusNotification } from './protocol';
import { toPath } from './uris';

export interface ServerOptions extends WorkerOptions {
  /** The bundle of the TypeScript worker. */
  readonly worker: string;
}

/** How long after the last change a project's Wrangler is looked for. */
const wranglerDelayMs = 1000;

/**
 * Serves a client: takes in what it tells and hands its questions to the service. The process ends with its client: with 0
 * after a `shutdown`, else with 1.
 */
export function startServer(options: ServerOptions): void {
  const { connection, onGone } = connectToClient();
  const documents = new TextDocuments(TextDocument);
  const service = createLanguageService({
    fileSystem: nodeFileSystem,
    folders: [],
    typescript: new TypeScriptClient({
      ...options,
      onProblem(health, message) {
        connection.console.error(escapeControlsInLines(message));
        const params: TypeScriptStatusParams = { health, message };
        void connection.sendNotification(typescriptStatusNotification, params);
      },
    }),
  });
  const { workspace } = service;
  let initialized: InitializeParams | undefined;
  const bindings = registerBindingRequests(connection, service);
  const diagnostics = registerDiagnostics(connection, documents, service);
  const server = new LspServer(connection, service);
  for (const feature of lspFeatures) {
    feature.register(server);
  }

  connection.onInitialize((params): InitializeResult => {
    initialized = params;
    // It loads in a thread of its own while the client gets ready: the first diagnostics wait for it.
    service.typescript.start();
    const folders = params.workspaceFolders?.map(({ uri }) => uri) ?? (params.rootUri ? [params.rootUri] : []);
    workspace.setFolders(folders.flatMap((uri) => toPath(uri) ?? []));
    service.settings = readSettings(params.initializationOptions);
    diagnostics.use(params.capabilities);
    bindings.use(params.capabilities);
    server.client = params.capabilities;
    return {
      serverInfo: { name: 'infra-bindings' },
      capabilities: { ...capabilitiesFor(params.capabilities), textDocumentSync: TextDocumentSyncKind.Incremental },
    };
  });

  connection.onInitialized(() => {
    loadWranglersLater();
    void registerLater(connection, server.client);
    if (initialized?.capabilities.workspace?.workspaceFolders) {
      connection.workspace.onDidChangeWorkspaceFolders(async () => {
        const folders = (await connection.workspace.getWorkspaceFolders()) ?? [];
        workspace.setFolders(folders.flatMap(({ uri }) => toPath(uri) ?? []));
        changed();
      });
    }
    if (initialized?.capabilities.workspace?.didChangeWatchedFiles?.dynamicRegistration) {
      void connection.client.register(DidChangeWatchedFilesNotification.type, { watchers: watchedFiles });
    }
  });

  /** Something beyond the text of one stage file may have changed. */
  const changed = () => {
    diagnostics.refresh();
    bindings.announce();
    loadWranglersLater();
  };

  let wranglerTimer: NodeJS.Timeout | undefined;
  /** Newer kinds of binding may come in late: no answer waits for them. */
  const loadWranglersLater = () => {
    clearTimeout(wranglerTimer);
    wranglerTimer = setTimeout(() => {
      if (workspace.loadWranglers()) {
        diagnostics.refresh();
        bindings.announce();
      }
    }, wranglerDelayMs);
  };

  documents.onDidChangeContent(({ document }) => {
    const path = toPath(document.uri);
    if (path === undefined) {
      return;
    }
    workspace.documents.open(path, document.getText());
    if (service.code.isCode(path)) {
      diagnostics.changed(document);
      bindings.typed(path);
    } else if (workspace.manifestAt(path)) {
      diagnostics.changed(document);
      changed();
    }
  });
  documents.onDidClose(({ document }) => {
    const path = toPath(document.uri);
    if (path !== undefined) {
      workspace.documents.close(path);
      diagnostics.closed(document);
      if (workspace.manifestAt(path)) {
        changed();
      }
    }
  });
  connection.onDidChangeWatchedFiles(({ changes }) => {
    for (const { uri, type } of changes) {
      const path = toPath(uri);
      if (path !== undefined && type === FileChangeType.Changed) {
        workspace.documents.forgetText(path);
      } else if (path !== undefined) {
        workspace.documents.forget(path);
      }
    }
    changed();
  });
  connection.onDidChangeConfiguration(({ settings }) => {
    service.settings = readSettings(settings?.infraBindings);
    diagnostics.refresh();
  });
  let isShutDown = false;
  onGone(() => process.exit(isShutDown ? 0 : 1));
  connection.onShutdown(() => {
    isShutDown = true;
    clearTimeout(wranglerTimer);
    return service.typescript.stop();
  });

  documents.listen(connection);
  connection.listen();
}

const watchedFiles = [
  ...defaultSources.map(({ watched }) => watched),
  // A build's word on what is deployed.
  '**/.wrangler/deploy/config.json',
  '**/.dev.vars*',
  '**/.env*',
  '**/*.{js,mjs,cjs,jsx,ts,mts,cts,tsx,vue,svelte,astro,py,rs}',
  // Folders that come and go take their files with them.
  '**/playground',
].map((globPattern) => ({ globPattern }));
