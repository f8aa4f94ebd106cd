import { wranglerSource } from '../wrangler/source';
import { tomlCursor } from './cursor';
import { foldToml } from './folding';
import { highlightToml } from './highlight';
import { readToml } from './read';
import { tomlWriter } from './writer';

/** `wrangler.toml`. */
export const tomlSource = wranglerSource({
  extensions: ['toml'],
  read: readToml,
  cursorAt: tomlCursor,
  writerAt: tomlWriter,
  folds: foldToml,
  highlights: highlightToml,
});
