import type { CodeScan } from '../code/scan';
import type { ManifestModel } from '../model/binding';
import type { BindingKind } from '../platform/kinds/kinds';
import type { Stage } from '../platform/stages/stages';
import type { ManifestDocument } from '../sources/document';
import type { Change, ManifestEdits } from '../sources/source';

/** A stage file or a module, and all that a rule may know about it. */
export interface CodeInput {
  /** `undefined` for a module. */
  readonly stage: Stage | undefined;
  readonly text: string;
  readonly scan: CodeScan;
  /** `undefined` where no manifest was found. */
  readonly manifest: ManifestInfo | undefined;
  /** A module that tests: its runner may add bindings of its own. */
  readonly isTest: boolean;
  /** Whether another manifest of the workspace declares a binding of that name. */
  readonly isDeclaredElsewhere: (name: string) => boolean;
  /** Whether code of the project goes on where a Worker's `env` has no such name, or its type says that it may have none. */
  readonly mayBeAbsent: (name: string) => boolean;
}

/** The manifest that counts for the code that is checked. */
export interface ManifestInfo {
  /** `wrangler.toml`, as messages say it. */
  readonly name: string;
  /** `undefined` if it could never be read. */
  readonly document: ManifestDocument | undefined;
  readonly model: ManifestModel;
  /** Variables of the secrets files, by name. */
  readonly secrets: readonly string[];
  /** The edits of the manifest that make a change, for quick fixes; refused where its source or its text allows none. */
  readonly edit: (change: Change) => ManifestEdits;
}

/** A manifest and the code that it counts for. */
export interface ManifestInput {
  /** `wrangler.toml`, as messages say it. */
  readonly name: string;
  readonly document: ManifestDocument;
  readonly model: ManifestModel;
  /** The edits of the manifest that make a change, for quick fixes; refused where its source or its text allows none. */
  readonly edit: (change: Change) => ManifestEdits;
  /** The kinds of binding that the project's Wrangler knows. */
  readonly kinds: readonly BindingKind[];
  /** The project's Wrangler, where it is installed. */
  readonly wrangler?: { readonly version: string; readonly readsNewerToml: boolean };
  /** Names of bindings that code uses. */
  readonly used: ReadonlySet<string>;
  /** Whether code that is no test uses a name, and none goes on without it. */
  readonly isNeeded: (name: string) => boolean;
  /** Whether a name stands anywhere in code that is not wholly followed. */
  readonly isMentioned: (name: string) => boolean;
  /** Whether that is all: with computed access or code that is not analysed, more may be used. */
  readonly allUsesKnown: boolean;
}
