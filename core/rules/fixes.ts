import type { ManifestDocument } from '../sources/document';
import { removeValue } from '../sources/edit';
import type { ManifestPath } from '../sources/editor';
import type { ManifestEdits } from '../sources/source';
import type { TextRange } from '../text';
import type { Fix } from './rule';

/** A quick fix of a manifest by some edits of it; none where they were refused. */
export function fixOf(title: string, result: ManifestEdits, isPreferred = false): readonly Fix[] {
  return 'edits' in result ? [{ title, ...(isPreferred ? { isPreferred } : {}), edits: result.edits }] : [];
}

/** The preferred quick fix that writes a text in place of what stands in a range. */
export function replaceFix(title: string, range: TextRange, newText: string): readonly Fix[] {
  return [{ title, isPreferred: true, edits: [{ range, newText }] }];
}

/** A quick fix that takes a field out of its table. */
export function removeFieldFix(document: ManifestDocument, path: ManifestPath): readonly Fix[] {
  return fixOf(`Remove ${String(path.at(-1))}`, removeValue(document, path));
}
