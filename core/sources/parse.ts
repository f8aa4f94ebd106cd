import type { ManifestDocument, ManifestFormat } from './document';
import { readJsonc } from './jsonc/read';
import { readToml } from './toml/read';

/** The names that Wrangler looks for, the one that wins first. */
export const manifestNames = ['wrangler.json', 'wrangler.jsonc', 'wrangler.toml'] as const;

/** Whether a file is a manifest: by one of the names above, or one that only `--config` finds (`wrangler.staging.toml`). */
export function isManifestName(name: string): boolean {
  return /^wrangler([.-][\w.-]+)?\.(toml|jsonc?)$/.test(name);
}

const formats: Readonly<Record<string, ManifestFormat>> = { toml: 'toml', json: 'jsonc', jsonc: 'jsonc' };

/** The format that a file's name says, or `undefined` when no manifest is written so. */
export function manifestFormat(path: string): ManifestFormat | undefined {
  const extension = /\.([^./\\]+)$/.exec(path)?.[1]?.toLowerCase() ?? '';
  return Object.hasOwn(formats, extension) ? formats[extension] : undefined;
}

/** Reads a manifest. Never throws: what is broken is in `problems`, the rest is read. */
export function parseManifest(text: string, format: ManifestFormat): ManifestDocument {
  return format === 'toml' ? readToml(text) : readJsonc(text);
}
