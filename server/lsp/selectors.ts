import type { DocumentSelector } from 'vscode-languageserver/node';

/** Stage files by their path: a user may have chosen another language for them. */
export const stageFiles: DocumentSelector = [
  { language: 'edgetag-stage' },
  { scheme: 'file', pattern: '**/playground/{edge,browser}/*.js' },
  { scheme: 'file', pattern: '**/playground/apis/*/*.js' },
];

/** Manifests that no other extension gives colours to. */
export const plainManifests: DocumentSelector = [
  { language: 'plaintext', scheme: 'file', pattern: '**/wrangler*.toml' },
];

/** TOML manifests by their name: without an extension for it, VS Code takes TOML for plain text. */
export const tomlManifests: DocumentSelector = [{ scheme: 'file', pattern: '**/wrangler*.toml' }];
