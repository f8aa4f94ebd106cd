import {
  type ManifestDocument,
  type ManifestNode,
  nodeAt,
  type ObjectNode,
  type ScalarNode,
} from '../manifest/document';
import { type BindingKind, bindingKinds } from './kinds';

/** Where a manifest holds a binding. */
export interface BindingEntry {
  readonly kind: BindingKind;
  readonly environment: string | null;
  /** From the manifest's root to the entry: `['env', 'staging', 'kv_namespaces', 0]`. */
  readonly path: readonly (string | number)[];
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

/** Every entry that declares a named binding, grouped by environment and kind. */
export function bindingEntries(
  document: ManifestDocument,
  kinds: readonly BindingKind[] = bindingKinds,
): BindingEntry[] {
  const entries: BindingEntry[] = [];
  for (const environment of [null, ...environmentNames(document.root)]) {
    const base = environmentPath(environment);
    const parent = nodeAt(document.root, base);
    if (!parent) {
      continue;
    }
    for (const kind of kinds) {
      const node = nodeAt(parent, kind.path);
      const path = [...base, ...kind.path];
      const found =
        kind.shape === 'single'
          ? [{ path, node }]
          : node?.type === 'array'
            ? node.items.map((item, index) => ({ path: [...path, index], node: item }))
            : [];
      for (const candidate of found) {
        const entry = namedEntry(kind, candidate.node);
        if (entry) {
          entries.push({ kind: variantOf(kind, entry.node), environment, path: candidate.path, ...entry });
        }
      }
    }
  }
  return entries;
}

function variantOf(kind: BindingKind, node: ObjectNode): BindingKind {
  const value = kind.variants && nodeAt(node, [kind.variants.field]);
  const isKnown = value?.type === 'string' && Object.hasOwn(kind.variants?.kinds ?? {}, String(value.value));
  return (isKnown ? kind.variants?.kinds[String(value.value)] : undefined) ?? kind;
}

function namedEntry(
  kind: BindingKind,
  node: ManifestNode | undefined,
): Pick<BindingEntry, 'node' | 'name'> | undefined {
  if (node?.type !== 'object') {
    return undefined;
  }
  const name = nodeAt(node, [kind.nameField]);
  return name?.type === 'string' && typeof name.value === 'string' && name.value !== ''
    ? { node, name: { ...name, type: 'string', value: name.value } }
    : undefined;
}
