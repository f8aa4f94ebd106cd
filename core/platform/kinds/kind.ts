/** What the value of a field must be. */
export type FieldType = 'string' | 'number' | 'boolean' | 'object' | 'strings' | 'any';

/** A field of a binding's entry. */
export interface BindingField {
  readonly name: string;
  readonly type: FieldType;
  /** One sentence: what it is for. */
  readonly description: string;
  /** The only values there are. */
  readonly values?: readonly (string | number | boolean)[];
  /** An empty string is no value. */
  readonly notEmpty?: true;
  /** What a string must match, and the same in words. */
  readonly pattern?: { readonly expression: RegExp; readonly text: string };
  /** Another field that this one makes no sense without. */
  readonly needs?: string;
  /** Of an object: all that it can hold. */
  readonly fields?: readonly BindingField[];
  /** Inside an object: whether it must be there. A kind's own fields have that in `BindingKind.required`. */
  readonly required?: true;
  /** What a wizard asks for it; fields without one need not be asked for. */
  readonly prompt?: string;
  readonly placeholder?: string;
  /** Why not to use it any more. Wrangler knew it once, so that it is not unknown. */
  readonly deprecated?: string;
  /** The field that has the same values now. */
  readonly replacement?: string;
}

/**
 * What a simulation can do with a binding: really compute its answers, answer from the user's fixtures, or only record
 * the calls.
 */
export type SimulationSupport = 'computes' | 'fixture' | 'records';

/** A kind of binding: everything the product knows about it, in one row. */
export interface BindingKind {
  /** The manifest's key path, joined by dots: `kv_namespaces`, `durable_objects.bindings`. */
  readonly key: string;
  readonly path: readonly string[];
  /** Many entries (`[[kv_namespaces]]`) or a single one (`[ai]`). */
  readonly shape: 'list' | 'single';
  /** The field that holds the name code uses. */
  readonly nameField: string;
  /** Alternatives of fields that must be there, the name field among them; one alternative is enough. */
  readonly required: readonly (readonly string[])[];
  readonly optional: readonly string[];
  /** Fields of which at least one must be there, though each is optional; the one to use first. */
  readonly atLeastOne?: readonly string[];
  /** Fields of which there can be only one. */
  readonly exclusive?: readonly string[];
  /** All fields with their descriptions, the name first; deprecated ones too. */
  readonly fields: readonly BindingField[];
  /** Whether further fields than `fields` are fine. */
  readonly openEnded: boolean;
  /** The field that names the resource behind the binding, if it has one: a KV namespace's `id`. */
  readonly resourceField?: string;
  /** The type of `params.infra.<NAME>`, as in Cloudflare's Workers types. */
  readonly typeName: string;
  /** Methods and properties of that type; code that uses them suggests this kind. */
  readonly members: readonly string[];
  /** "KV namespace", as in a sentence. */
  readonly label: string;
  /** One line: what it is good for. */
  readonly detail: string;
  /** Everyday words that mean this kind on the command line. */
  readonly words: readonly string[];
  /** A codicon. */
  readonly icon: string;
  readonly documentation: string;
  /** Its documented limits, a sentence each: those of `limits.ts` that have one. */
  readonly limits: readonly string[];
  readonly simulation: SimulationSupport;
  /** Where the value of a field decides what the binding really is: its kinds by that value. */
  readonly variants?: { readonly field: string; readonly kinds: Readonly<Record<string, BindingKind>> };
  /** Whether a named environment that does not declare it has the top level's. */
  readonly inheritable: boolean;
  /** What older Wranglers took in the place of a table: no mistake, and no binding either. */
  readonly olderForm?: 'string';
}
