import { type BindingKind, bindingKinds, kindByKey } from './kinds';

/**
 * The kind of binding that code suggests by the methods and properties it uses, `undefined` when they say too little.
 * Where several kinds have them all, the most common one.
 */
export function inferKind(members: readonly string[]): BindingKind | undefined {
  if (members.length === 0) {
    return undefined;
  }
  const fitting = bindingKinds.find((kind) => fits(kind, members));
  // A service has methods of its own beside fetch.
  return fitting ?? (members.includes('fetch') ? kindByKey('services') : undefined);
}

/** Whether a kind has all of several methods and properties. */
export function fits(kind: BindingKind, members: readonly string[]): boolean {
  return members.every((member) => kind.members.includes(member));
}
