import type { Location as LspLocation } from 'vscode-languageserver/node';
import { LineIndex } from '../../core/text';
import type { Location } from '../../service/answers';
import { toRange } from '../convert';
import { toUri } from '../uris';
import type { LspServer } from './feature';

/** Places in files as LSP has them. */
export function toLocations({ textOf }: LspServer, found: readonly Location[]): LspLocation[] {
  return found.map(({ path, range }) => ({
    uri: toUri(path),
    range: toRange(new LineIndex(textOf(path) ?? ''), range),
  }));
}
