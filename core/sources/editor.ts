import type { TextEdit } from '../text';
import type { ManifestDocument } from './document';

/** What an edit can write: JSON without `null`, which TOML does not know. */
export type ManifestValue = string | number | boolean | readonly ManifestValue[] | ManifestObject;

export interface ManifestObject {
  readonly [key: string]: ManifestValue;
}

/** Keys and indexes from the root of a manifest. */
export type ManifestPath = readonly (string | number)[];

/** Writes changes in the layout of one format. `undefined`: the layout leaves no safe way. */
export interface ManifestEditor<Document extends ManifestDocument> {
  /**
   * Makes a property that is not there, and the objects above it that are missing. `kin` are the keys that it had best
   * stand beside.
   */
  insert(
    document: Document,
    path: ManifestPath,
    value: ManifestValue,
    kin: ReadonlySet<string>,
  ): TextEdit[] | undefined;
  /** Adds an item to the end of a list that is there. */
  append(document: Document, path: ManifestPath, item: ManifestValue): TextEdit[] | undefined;
  /** Puts another value in the place of one that is there. */
  replace(document: Document, path: ManifestPath, value: ManifestValue): TextEdit[] | undefined;
  /** Removes a property or an item; what it was in stays, even when it is empty then. */
  remove(document: Document, path: ManifestPath): TextEdit[] | undefined;
}
