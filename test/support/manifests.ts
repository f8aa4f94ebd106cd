import { bindingKinds } from '../../core/platform/kinds/kinds';
import type { WranglerDocument } from '../../core/sources/document';
import { readJsonc } from '../../core/sources/jsonc/read';
import { jsoncSource } from '../../core/sources/jsonc/source';
import type { Change, ManifestEdits, Reading } from '../../core/sources/source';
import { readToml } from '../../core/sources/toml/read';
import { tomlSource } from '../../core/sources/toml/source';

/** The syntaxes that Wrangler's configuration is written in. */
export type ManifestFormat = WranglerDocument['format'];

/** Reads a manifest that a test has written or found. */
export function parseManifest(text: string, format: ManifestFormat): WranglerDocument {
  return format === 'toml' ? readToml(text) : readJsonc(text);
}

/** The same with all that its source can do with it. */
export function readManifest(text: string, format: ManifestFormat): Reading & { edit(change: Change): ManifestEdits } {
  const reading = (format === 'toml' ? tomlSource : jsoncSource).read(text, bindingKinds);
  return { ...reading, edit: (change) => reading.edit?.(change) ?? { refused: 'This source only reads.' } };
}

/** The format that a file's name ends with; `undefined` for other files. */
export function formatOf(name: string): ManifestFormat | undefined {
  const [, ending] = /\.(toml|jsonc?)$/.exec(name) ?? [];
  return ending === undefined ? undefined : ending === 'toml' ? 'toml' : 'jsonc';
}
