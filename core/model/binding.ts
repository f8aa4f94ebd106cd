import type { BindingKind } from '../platform/kinds/kinds';
import type { TextRange } from '../text';

/** A binding that a manifest declares, with its places in the manifest's text. */
export interface Binding {
  readonly name: string;
  /** The source that declares it, by its id: `wrangler`. */
  readonly source: string;
  readonly kind: BindingKind;
  /** `null` at the top level. */
  readonly environment: string | null;
  /** Every field as declared, the name among them. */
  readonly fields: Readonly<Record<string, unknown>>;
  /** The entry that declares it: a block, or an item of a list. */
  readonly range: TextRange;
  /** The name, without quotes. */
  readonly nameRange: TextRange;
}

/** A variable or secret: its name and where it was declared, never its value. */
export interface Variable {
  readonly name: string;
  readonly environment: string | null;
  readonly secret: boolean;
  readonly nameRange: TextRange;
}

/** A name that a manifest gives to a file for code of the older service worker format: `[wasm_modules]` and its like. */
export interface NamedFile {
  readonly name: string;
  readonly nameRange: TextRange;
}

/** What a manifest says about a Destination. */
export interface ManifestModel {
  /** In the order of the text. */
  readonly bindings: readonly Binding[];
  /** Named environments, in the order of the text. */
  readonly environments: readonly string[];
  readonly variables: readonly Variable[];
  /** What preview deployments have in the place of the bindings. */
  readonly previews?: readonly Binding[];
  readonly files?: readonly NamedFile[];
  /** The inheritable kinds that an environment declares itself, also where it declares no binding of them. */
  readonly overrides?: readonly { readonly environment: string; readonly kind: BindingKind }[];
  /** Whether this is the manifest of a Pages project. */
  readonly isPages?: boolean;
}
