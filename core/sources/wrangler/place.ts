import type { BindingField, BindingKind } from '../../platform/kinds/kinds';
import type { Scope } from './entries';

/** What a table of a manifest is, by its path. */
export type ManifestPlace =
  /** The top level, an environment or previews: kinds and other keys. */
  | { readonly type: 'scope'; readonly scope: Scope }
  /** `env`: names of environments. */
  | { readonly type: 'environments' }
  /** `durable_objects`: what the kinds below it are called there. */
  | { readonly type: 'group'; readonly scope: Scope; readonly kinds: readonly BindingKind[]; readonly depth: number }
  /** An entry of a kind, or an object in one of its fields. */
  | {
      readonly type: 'fields';
      readonly scope: Scope;
      readonly kind: BindingKind;
      readonly fields: readonly BindingField[];
      readonly isEntry: boolean;
    };

/** What stands at a path from the root of a manifest; indexes in it do not matter. */
export function placeAt(path: readonly (string | number)[], kinds: readonly BindingKind[]): ManifestPlace | undefined {
  const keys = path.filter((step) => typeof step === 'string');
  let scope: Scope = { environment: null, isPreview: false, path: [] };
  const take = (count: number, more: Partial<Scope>) => {
    scope = { ...scope, ...more, path: [...scope.path, ...keys.splice(0, count)] };
  };
  if (keys[0] === 'env') {
    const [, environment] = keys;
    if (environment === undefined) {
      return { type: 'environments' };
    }
    take(2, { environment });
  }
  if (keys[0] === 'previews') {
    take(1, { isPreview: true });
  }
  if (keys.length === 0) {
    return { type: 'scope', scope };
  }
  const kind = kinds.find((each) => each.path.every((part, i) => keys[i] === part));
  if (kind) {
    return fieldsAt(scope, kind, keys.slice(kind.path.length));
  }
  const group = kinds.filter((each) => each.path.length > keys.length && keys.every((key, i) => each.path[i] === key));
  return group.length > 0 ? { type: 'group', scope, kinds: group, depth: keys.length } : undefined;
}

function fieldsAt(scope: Scope, kind: BindingKind, keys: readonly string[]): ManifestPlace | undefined {
  let fields: readonly BindingField[] | undefined = kind.fields;
  for (const key of keys) {
    fields = fields?.find(({ name }) => name === key)?.fields;
  }
  return fields && { type: 'fields', scope, kind, fields, isEntry: keys.length === 0 };
}
