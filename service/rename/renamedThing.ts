import type { Variable } from '../../core/model/binding';
import type { TextRange } from '../../core/text';
import { type BindingName, bindingNameAt, bindingNamed } from '../bindings/names';
import { variableAt } from '../bindings/variables';
import type { ServiceContext } from '../context';
import type { Destination } from '../workspace/destination';

/** A name that a rename changes everywhere, and what has it: a binding, a variable, or one in each of two environments. */
export interface RenamedThing extends BindingName {
  readonly variables: readonly Variable[];
  /** Whether a secrets file has it. */
  readonly isSecret: boolean;
}

/** Whether a name is that of a variable or a secret, and of no binding. */
export const isVariable = ({ declarations, variables, isSecret }: RenamedThing) =>
  declarations.length === 0 && (variables.length > 0 || isSecret);

/** A name in a Destination, and in every other that shares its manifest. */
export function thingNamed(context: ServiceContext, destination: Destination, name: string): RenamedThing {
  const binding = bindingNamed(context, destination, name);
  return {
    ...binding,
    variables: (destination.manifest?.model.variables ?? []).filter((variable) => variable.name === name),
    isSecret: binding.destinations.some(({ secrets }) => secrets.includes(name)),
  };
}

/** The binding or variable whose name stands at an offset of code or of a manifest. */
export function thingAt(
  context: ServiceContext,
  path: string,
  offset: number,
): (RenamedThing & { readonly range: TextRange }) | undefined {
  const binding = bindingNameAt(context, path, offset);
  const file = context.code.at(path);
  if (binding) {
    const [destination = file?.destination] = binding.destinations;
    return destination && { ...thingNamed(context, destination, binding.name), range: binding.range };
  }
  if (file) {
    const use = variableAt(file, offset);
    return use && { ...thingNamed(context, file.destination, use.name), range: use.range };
  }
  for (const destination of context.workspace.destinationsOfManifest(path)) {
    const variable = destination.manifest?.model.variables.find(
      ({ nameRange }) => nameRange.start <= offset && offset <= nameRange.end,
    );
    if (variable) {
      return { ...thingNamed(context, destination, variable.name), range: variable.nameRange };
    }
  }
  return undefined;
}
