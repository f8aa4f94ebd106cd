import { wranglerSource } from '../wrangler/source';
import { jsoncCursor } from './cursor';
import { readJsonc } from './read';
import { jsoncWriter } from './writer';

/** `wrangler.json` and `wrangler.jsonc`: Wrangler allows comments and trailing commas in both. */
export const jsoncSource = wranglerSource({
  extensions: ['json', 'jsonc'],
  read: readJsonc,
  cursorAt: jsoncCursor,
  writerAt: jsoncWriter,
});
