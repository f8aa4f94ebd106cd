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
  /** The type of `params.infra.<NAME>`, as in Cloudflare's Workers types. */
  readonly typeName: string;
  /** "KV namespace", as in a sentence. */
  readonly label: string;
  /** Everyday words that mean this kind on the command line. */
  readonly words: readonly string[];
  /** A codicon. */
  readonly icon: string;
  readonly documentation: string;
  /** Whether a named environment that does not declare it has the top level's. */
  readonly inheritable: boolean;
}
