import type { TextEdit } from '../text';

/** The edits of a manifest, or the sentence that says why it cannot be edited safely. */
export type ManifestEdits = { readonly edits: readonly TextEdit[] } | { readonly refused: string };
