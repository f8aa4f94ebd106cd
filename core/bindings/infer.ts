import { type BindingKind, bindingKinds, kindByKey } from './kinds';

/**
 * The kind of binding that code suggests by the methods and properties it uses, `undefined` when they say too little.
 * Where several kinds have them all, the most common one.
 */
export function inferKind(members: readonly string[]): BindingKind | undefined {
  if (members.length === 0) {
    return undefined;
  }
  const fitting = bindingKinds.find((kind) => members.every((member) => kind.members.includes(member)));
  // A service has methods of its own beside fetch.
  return fitting ?? (members.includes('fetch') ? kindByKey('services') : undefined);
}
