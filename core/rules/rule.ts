import type { CodeScan } from '../code/scan';
import type { ManifestModel } from '../model/binding';
import type { BindingKind } from '../platform/kinds/kinds';
import type { Stage } from '../platform/stages/stages';
import type { ManifestDocument } from '../sources/document';
import type { Change, ManifestEdits } from '../sources/source';
import type { TextEdit, TextRange } from '../text';

export type Severity = 'error' | 'warning' | 'information' | 'hint';
export type DiagnosticTag = 'unnecessary' | 'deprecated';

/** What a rule found. */
export interface Problem {
  readonly range: TextRange;
  /** One sentence that names the thing and says what to do. */
  readonly message: string;
  /** Where it is not the rule's own. */
  readonly severity?: Severity;
  /** How editors show it beside its severity. */
  readonly tag?: DiagnosticTag;
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
}

/** A change that mends a problem. */
export interface Fix {
  readonly title: string;
  readonly isPreferred?: boolean;
  /** Edits of the file that was checked. */
  readonly edits?: readonly TextEdit[];
  /** Edits of its manifest. */
  readonly manifestEdits?: readonly TextEdit[];
}

/** A diagnostic of code: its code, and what finds and mends it. */
export interface CodeRule {
  readonly code: string;
  readonly severity: Severity;
  check(input: CodeInput): readonly Problem[];
  /** Quick fixes for a problem that `check` has found in the same input. */
  fixes?(input: CodeInput, problem: Problem): readonly Fix[];
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
  /** Whether a name stands anywhere in code that is not wholly followed. */
  readonly isMentioned: (name: string) => boolean;
  /** Whether that is all: with computed access or code that is not analysed, more may be used. */
  readonly allUsesKnown: boolean;
}

/** A diagnostic of manifests. */
export interface ManifestRule {
  readonly code: string;
  readonly severity: Severity;
  /** How editors show it beside its severity. */
  readonly tag?: DiagnosticTag;
  check(input: ManifestInput): readonly Problem[];
  /** Quick fixes for a problem that `check` has found in the same input; `edits` are the manifest's. */
  fixes?(input: ManifestInput, problem: Problem): readonly Fix[];
}
