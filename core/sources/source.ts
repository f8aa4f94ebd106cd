import type { Binding, ManifestModel, Variable } from '../model/binding';
import type { BindingKind } from '../platform/kinds/kinds';
import type { Refused } from '../refused';
import type { TextEdit, TextRange } from '../text';
import type { ManifestCursor } from './cursor';
import type { ManifestDocument } from './document';
import type { Writer } from './writer';

/** A way to declare bindings: which files it knows, and what it reads in them. */
export interface Source {
  /** What the bindings that it reads call it, in `Binding.source`. */
  readonly id: string;
  /** The file names that it is looked for by, without folder, the one that counts first. */
  readonly names: readonly string[];
  /** A glob, relative to a workspace folder, that matches at least all files that it claims: what editors watch. */
  readonly watched: string;
  /** Whether it reads a file, by the name without folder. May claim more than `names`: files that only a user names. */
  claims(name: string): boolean;
  /**
   * Reads a text, once for each of its versions; the workspace keeps the result until the text changes. Never throws:
   * what is broken is among the problems of the document, and the rest is read.
   *
   * @param kinds the kinds of binding that count in the file's project: our table, or that of its Wrangler.
   */
  read(text: string, kinds: readonly BindingKind[]): Reading;
}

/**
 * What a source has read in one version of a text. All offsets are UTF-16 offsets in that text. What a source leaves out
 * it cannot do: without `edit` it is read-only, without `cursorAt` or `writerAt` nothing is completed.
 */
export interface Reading {
  /** The text, its tree and its problems. */
  readonly document: ManifestDocument;
  /** What the text declares. */
  readonly model: ManifestModel;
  /** The edits that make a change. Called by commands, quick fixes and the command line. */
  edit?(change: Change): ManifestEdits;
  /** What is typed at an offset; `undefined` in comments, behind values, and where nothing can stand. */
  cursorAt?(offset: number): ManifestCursor | undefined;
  /** Writes templates for completions at an offset, in the habits of the text. */
  writerAt?(offset: number): Writer;
  /** What can be folded; left out where every editor folds it without us. */
  folds?(): readonly Fold[];
  /** Colours in the order of the text; left out where every editor has some. */
  highlights?(): readonly Highlight[];
}

/** A change of what a text declares. Bindings are those of the model that was read with the text. */
export type Change =
  /**
   * Declares a binding in environments, `null` for the top level; those that are not there yet are made. `fields` holds
   * its name too, and all required fields: see `missingFields`.
   */
  | {
      readonly type: 'add';
      readonly kind: BindingKind;
      readonly fields: Readonly<Record<string, unknown>>;
      readonly environments: readonly (string | null)[];
    }
  | { readonly type: 'remove'; readonly binding: Binding }
  /** Gives a binding another name, in its declaration; its uses in code are edited elsewhere. */
  | { readonly type: 'rename'; readonly binding: Binding; readonly name: string }
  /** The same for a variable, or for a secret where it is required. */
  | { readonly type: 'rename-variable'; readonly variable: Variable; readonly name: string }
  /** Gives a field a value, or removes it for `undefined`. */
  | { readonly type: 'set'; readonly binding: Binding; readonly field: string; readonly value: unknown };

/** The edits of a manifest, or the sentence that says why there are none. */
export type ManifestEdits = { readonly edits: readonly TextEdit[] } | Refused;

/** A stretch over several lines that can be folded. */
export interface Fold {
  readonly range: TextRange;
  readonly kind?: 'comment';
  /** Whether the last line stays visible. */
  readonly showsEnd: boolean;
}

/** What a stretch of a text is, in the words of LSP's semantic tokens. None spans a line break. */
export interface Highlight {
  readonly range: TextRange;
  readonly type: 'comment' | 'namespace' | 'property' | 'string' | 'number' | 'keyword';
}
