import type { Access, CodeScan } from './scan';

/** The places where names of bindings stand, in the order of the text: below `params.infra`, or below a Worker's `env`. */
export function bindingNames(
  accesses: readonly Access[],
): readonly { readonly name: string; readonly access: Access }[] {
  return accesses.flatMap((access) => {
    const [root, name] = access.path;
    const isBinding = (root === 'infra' || root === 'env') && access.path.length === 2;
    return isBinding && name !== undefined && isBindingName(name) ? [{ name, access }] : [];
  });
}

/** Whether a name can be a binding's: `params.infra.hasOwnProperty('X')` asks the object itself. */
const isBindingName = (name: string) => !(name in Object.prototype);

/** The accesses to names directly below a path of `params`. */
export function accessesBelow({ accesses }: CodeScan, path: readonly string[]): readonly Access[] {
  return accesses.filter(
    (access) =>
      !access.isGuess &&
      access.path.length === path.length + 1 &&
      path.every((name, index) => access.path[index] === name),
  );
}
