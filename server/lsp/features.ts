import { callHierarchyFeature } from './callHierarchy';
import { codeActionFeature } from './codeAction';
import { codeLensFeature } from './codeLens';
import { completionFeature } from './completion';
import { definitionFeature } from './definition';
import { documentHighlightFeature } from './documentHighlight';
import { documentSymbolFeature } from './documentSymbol';
import type { LspFeature } from './feature';
import { foldingRangeFeature } from './foldingRange';
import { formattingFeature } from './formatting';
import { hoverFeature } from './hover';
import { inlayHintFeature } from './inlayHint';
import { onTypeFormattingFeature } from './onTypeFormatting';
import { rangeFormattingFeature } from './rangeFormatting';
import { referencesFeature } from './references';
import { renameFeature } from './rename';
import { selectionRangeFeature } from './selectionRange';
import { semanticTokensFeature } from './semanticTokens';
import { signatureHelpFeature } from './signatureHelp';
import { typeDefinitionFeature } from './typeDefinition';
import { workspaceSymbolFeature } from './workspaceSymbol';

/** Every feature of standard LSP that the server has, but diagnostics, which it also pushes. */
export const lspFeatures: readonly LspFeature[] = [
  callHierarchyFeature,
  codeActionFeature,
  codeLensFeature,
  completionFeature,
  definitionFeature,
  documentHighlightFeature,
  documentSymbolFeature,
  foldingRangeFeature,
  formattingFeature,
  hoverFeature,
  inlayHintFeature,
  onTypeFormattingFeature,
  rangeFormattingFeature,
  referencesFeature,
  renameFeature,
  selectionRangeFeature,
  semanticTokensFeature,
  signatureHelpFeature,
  typeDefinitionFeature,
  workspaceSymbolFeature,
];
