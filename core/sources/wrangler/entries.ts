import { type BindingKind, bindingKinds } from '../../platform/kinds/kinds';
import { type ManifestDocument, type ManifestNode, nodeAt, type ObjectNode, type ScalarNode } from '../document';

/** A part of a manifest that declares bindings of its own: the top level, an environment, or the previews of either. */
export interface Scope {
  /** `null` at the top level. */
  readonly environment: string | null;
  /** What preview deployments have; code that is deployed has nothing of it. */
  readonly isPreview: boolean;
  /** From the manifest's root. */
  readonly path: readonly string[];
}

/** What stands where an entry of a kind belongs, a proper one or not. */
export interface KindEntry {
  readonly kind: BindingKind;
  readonly scope: Scope;
  /** From the manifest's root to the entry: `['env', 'staging', 'kv_namespaces', 0]`. */
  readonly path: readonly (string | number)[];
  readonly node: ManifestNode;
}

/** Where a manifest holds a binding. */
export interface BindingEntry extends KindEntry {
  readonly node: ObjectNode;
  readonly name: ScalarNode & { readonly type: 'string'; readonly value: string };
}

/** The key path of an environment, empty at the top level. */
export function environmentPath(environment: string | null): string[] {
  return environment === null ? [] : ['env', environment];
}

/** The named environments of a manifest, in the order of the text. */
export function environmentNames(root: ObjectNode): string[] {
  const environments = nodeAt(root, ['env']);
  return environments?.type === 'object'
    ? [...new Set(environments.properties.filter(({ value }) => value.type === 'object').map(({ key }) => key))]
    : [];
}

/** The parts of a manifest that declare bindings, the top level first. */
export function scopesOf(root: ObjectNode): Scope[] {
  return [null, ...environmentNames(root)].flatMap((environment) => {
    const path = environmentPath(environment);
    const previews = [...path, 'previews'];
    const isThere = nodeAt(root, previews)?.type === 'object';
    return [
      { environment, isPreview: false, path },
      ...(isThere ? [{ environment, isPreview: true, path: previews }] : []),
    ];
  });
}

/** Everything that stands where an entry of one of the kinds belongs, grouped by scope and kind. */
export function kindEntries(
  document: ManifestDocument,
  kinds: readonly BindingKind[] = bindingKinds,
): readonly KindEntry[] {
  return scopesOf(document.root).flatMap((scope) =>
    kinds.flatMap((kind): KindEntry[] => {
      const path = [...scope.path, ...kind.path];
      const node = nodeAt(document.root, path);
      if (kind.shape === 'single') {
        return node ? [{ kind, scope, path, node }] : [];
      }
      const items = node?.type === 'array' ? node.items : [];
      return items.map((item, index) => ({ kind, scope, path: [...path, index], node: item }));
    }),
  );
}

/** Every entry that declares a named binding, grouped by scope and kind. */
export function bindingEntries(
  document: ManifestDocument,
  kinds: readonly BindingKind[] = bindingKinds,
): BindingEntry[] {
  return kindEntries(document, kinds).flatMap((entry): BindingEntry[] => {
    const named = namedEntry(entry);
    return named ? [{ ...entry, kind: variantOf(entry.kind, named.node), ...named }] : [];
  });
}

function variantOf(kind: BindingKind, node: ObjectNode): BindingKind {
  const value = kind.variants && nodeAt(node, [kind.variants.field]);
  const isKnown = value?.type === 'string' && Object.hasOwn(kind.variants?.kinds ?? {}, String(value.value));
  return (isKnown ? kind.variants?.kinds[String(value.value)] : undefined) ?? kind;
}

function namedEntry({ kind, node }: KindEntry): Pick<BindingEntry, 'node' | 'name'> | undefined {
  if (node.type !== 'object') {
    return undefined;
  }
  const name = nodeAt(node, [kind.nameField]);
  return name?.type === 'string' && typeof name.value === 'string' && name.value !== ''
    ? { node, name: { ...name, type: 'string', value: name.value } }
    : undefined;
}
