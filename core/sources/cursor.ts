import type { TextRange } from '../text';
import type { ManifestPath } from './editor';

/** What is typed at an offset of a manifest, however little of it is there yet. */
export type ManifestCursor = HeaderCursor | KeyCursor | ValueCursor;

/** Between the brackets of a TOML header. */
export interface HeaderCursor {
  readonly at: 'header';
  /** The whole header, brackets included, as far as it is there. */
  readonly range: TextRange;
  /** Whether lines with keys follow. */
  readonly hasBody: boolean;
}

/** Where a key stands or can stand. */
export interface KeyCursor {
  readonly at: 'key';
  /** The table that the key is in, from the root; list places are indexes as far as they are known. */
  readonly path: ManifestPath;
  /** The key itself, quotes included: what a completion replaces. */
  readonly range: TextRange;
  /** Whether a value follows already. */
  readonly hasValue: boolean;
  /** The other keys of the table. */
  readonly present: ReadonlySet<string>;
  /** Whether a header can stand here too: in TOML, on a line that no keys of the same table follow. */
  readonly canBeginTable: boolean;
  /** Whether another property follows, without a comma between. */
  readonly needsComma: boolean;
}

/** Where a value stands or can stand. */
export interface ValueCursor {
  readonly at: 'value';
  /** The key or the place in a list that the value is for. */
  readonly path: ManifestPath;
  /** The value, quotes included. */
  readonly range: TextRange;
  /** Whether another item of the list follows, without a comma between. */
  readonly needsComma: boolean;
}
