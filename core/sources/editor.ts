import type { TextEdit } from '../text';
import type { WranglerDocument } from './document';
import type { SeparatedList } from './list';

/** What an edit can write: JSON without `null`, which TOML does not know. */
export type ManifestValue = string | number | boolean | readonly ManifestValue[] | ManifestObject;

export interface ManifestObject {
  readonly [key: string]: ManifestValue;
}

/** Whether an edit can write a value: TOML has no `null`, no `undefined` and no half of a surrogate pair. */
export function isManifestValue(value: unknown): value is ManifestValue {
  if (typeof value === 'object' && value !== null) {
    return Object.values(value).every(isManifestValue);
  }
  return (
    typeof value === 'boolean' ||
    (typeof value === 'number' && Number.isFinite(value)) ||
    (typeof value === 'string' && !/\p{Surrogate}/u.test(value))
  );
}

/** The same of a value that is an object. */
export function isManifestObject(value: Readonly<Record<string, unknown>>): value is ManifestObject {
  return Object.values(value).every(isManifestValue);
}

/** Keys and indexes from the root of a manifest. */
export type ManifestPath = readonly (string | number)[];

/** Writes changes in the layout of one syntax. `undefined`: the layout leaves no safe way. */
export interface ManifestEditor<Document extends WranglerDocument> {
  /** Reads a text that edits have made. */
  read(text: string): Document;
  /**
   * Makes a property that is not there, and the objects above it that are missing. Prefers to insert it after the last
   * of `siblingKeys`.
   */
  insert(
    document: Document,
    path: ManifestPath,
    value: ManifestValue,
    siblingKeys: ReadonlySet<string>,
  ): TextEdit[] | undefined;
  /** Adds an item to the end of a list that is there. */
  append(document: Document, path: ManifestPath, item: ManifestValue): TextEdit[] | undefined;
  /** Puts another value in the place of one that is there. */
  replace(document: Document, path: ManifestPath, value: ManifestValue): TextEdit[] | undefined;
  /** Removes a property or an item; what it was in stays, even when it is empty then. */
  remove(document: Document, path: ManifestPath): TextEdit[] | undefined;
  /** The brackets of the list or object at a path; `undefined` where it has none, or nothing is there. */
  brackets(document: Document, path: ManifestPath): SeparatedList | undefined;
}
