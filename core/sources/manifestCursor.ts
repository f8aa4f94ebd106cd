import type { ManifestCursor } from './cursor';
import type { ManifestFormat } from './document';
import { jsoncCursor } from './jsonc/cursor';
import { tomlCursor } from './toml/cursor';

/** What is typed at an offset; `undefined` in comments, behind values, and where nothing can stand. */
export function manifestCursor(text: string, format: ManifestFormat, offset: number): ManifestCursor | undefined {
  return format === 'toml' ? tomlCursor(text, offset) : jsoncCursor(text, offset);
}
