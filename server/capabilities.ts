import {
  CallHierarchyPrepareRequest,
  type ClientCapabilities,
  CodeActionKind,
  type Connection,
  DocumentFormattingRequest,
  DocumentHighlightRequest,
  DocumentOnTypeFormattingRequest,
  DocumentRangeFormattingRequest,
  type DocumentSelector,
  FoldingRangeRequest,
  InlayHintRequest,
  SelectionRangeRequest,
  SemanticTokensRegistrationType,
  type ServerCapabilities,
  SignatureHelpRequest,
  TypeDefinitionRequest,
} from 'vscode-languageserver/node';
import { semanticTokenModifiers, semanticTokenTypes } from '../service/answers';

/** What the server offers for every file that it serves: stage files, modules and manifests. */
const everywhere: ServerCapabilities = {
  completionProvider: {
    triggerCharacters: ['.', '"', "'", '`', '[', '{'],
    resolveProvider: true,
    completionItem: { labelDetailsSupport: true },
  },
  hoverProvider: true,
  definitionProvider: true,
  referencesProvider: true,
  renameProvider: { prepareProvider: true },
  codeActionProvider: { codeActionKinds: [CodeActionKind.QuickFix, CodeActionKind.Refactor] },
  documentSymbolProvider: true,
  workspaceSymbolProvider: true,
  codeLensProvider: {},
  diagnosticProvider: { identifier: 'infra', interFileDependencies: true, workspaceDiagnostics: false },
  workspace: { workspaceFolders: { supported: true, changeNotifications: true } },
};

const signatureHelp = { triggerCharacters: ['(', ','], retriggerCharacters: [')'] };
const onTypeFormatting = { firstTriggerCharacter: ';', moreTriggerCharacter: ['}', '\n'] };
const semanticTokens = {
  legend: { tokenTypes: [...semanticTokenTypes], tokenModifiers: [...semanticTokenModifiers] },
  full: true,
  range: true,
};

/** What it offers for stage files alone: in modules, VS Code's own TypeScript does it. */
const inStageFiles: ServerCapabilities = {
  signatureHelpProvider: signatureHelp,
  typeDefinitionProvider: true,
  documentHighlightProvider: true,
  foldingRangeProvider: true,
  selectionRangeProvider: true,
  documentFormattingProvider: true,
  documentRangeFormattingProvider: true,
  documentOnTypeFormattingProvider: onTypeFormatting,
  semanticTokensProvider: semanticTokens,
  inlayHintProvider: true,
  callHierarchyProvider: true,
};

/** Stage files by their path: a user may have chosen another language for them. */
const stageFiles: DocumentSelector = [
  { language: 'edgetag-stage' },
  { scheme: 'file', pattern: '**/playground/{edge,browser}/*.js' },
  { scheme: 'file', pattern: '**/playground/apis/*/*.js' },
];

/** Manifests that no other extension gives colours to. */
const plainManifests: DocumentSelector = [{ language: 'plaintext', scheme: 'file', pattern: '**/wrangler*.toml' }];

/** TOML manifests by their name: without an extension for it, VS Code takes TOML for plain text. */
const tomlManifests: DocumentSelector = [{ scheme: 'file', pattern: '**/wrangler*.toml' }];

const registersDynamically = (client: ClientCapabilities) =>
  client.textDocument?.formatting?.dynamicRegistration === true;

/** The capabilities to answer `initialize` with. A client that registers nothing later gets everything at once. */
export function capabilitiesFor(client: ClientCapabilities): ServerCapabilities {
  return registersDynamically(client) ? everywhere : { ...everywhere, ...inStageFiles };
}

/** Registers what is for some files alone, so that no module has two formatters, and no JSON folds twice. */
export async function registerStageFeatures(connection: Connection, client: ClientCapabilities): Promise<void> {
  if (!registersDynamically(client)) {
    return;
  }
  const options = { documentSelector: stageFiles };
  await Promise.all([
    connection.client.register(SignatureHelpRequest.type, { ...options, ...signatureHelp }),
    connection.client.register(TypeDefinitionRequest.type, options),
    connection.client.register(DocumentHighlightRequest.type, options),
    connection.client.register(FoldingRangeRequest.type, { documentSelector: [...stageFiles, ...tomlManifests] }),
    connection.client.register(SelectionRangeRequest.type, options),
    connection.client.register(DocumentFormattingRequest.type, options),
    connection.client.register(DocumentRangeFormattingRequest.type, options),
    connection.client.register(DocumentOnTypeFormattingRequest.type, { ...options, ...onTypeFormatting }),
    connection.client.register(SemanticTokensRegistrationType.type, {
      documentSelector: [...stageFiles, ...plainManifests],
      ...semanticTokens,
    }),
    connection.client.register(InlayHintRequest.type, options),
    connection.client.register(CallHierarchyPrepareRequest.type, options),
  ]);
}
