import type { Binding, ManifestModel } from './binding';

/**
 * The bindings that an environment has, `null` for the top level. A named environment has its own, and of the top level
 * only those of inheritable kinds that it does not declare itself.
 */
export function bindingsOf(model: ManifestModel, environment: string | null): Binding[] {
  const own = model.bindings.filter((binding) => binding.environment === environment);
  if (environment === null) {
    return own;
  }
  const declared = new Set([
    ...own.map((binding) => binding.kind.key),
    ...(model.overrides ?? []).filter((each) => each.environment === environment).map((each) => each.kind.key),
  ]);
  const inherited = model.bindings.filter(
    ({ environment: declaredIn, kind }) => declaredIn === null && kind.inheritable && !declared.has(kind.key),
  );
  return [...inherited, ...own];
}
