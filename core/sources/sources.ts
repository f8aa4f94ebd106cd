import { jsoncSource } from './jsonc/source';
import type { Source } from './source';
import { tomlSource } from './toml/source';

/**
 * Every source, the one that counts first: Wrangler looks for `wrangler.json`, then for `wrangler.jsonc`, then for
 * `wrangler.toml`, each up the whole tree.
 */
export const defaultSources: readonly Source[] = [jsoncSource, tomlSource];

/** The file names that manifests are looked for by, the one that counts first. */
export const namesOf = (sources: readonly Source[]): readonly string[] => sources.flatMap(({ names }) => names);

/** The source that reads a file, by the name without folder; the first in the list where several would. */
export function sourceOf(name: string, sources: readonly Source[]): Source | undefined {
  return sources.find((source) => source.claims(name));
}
