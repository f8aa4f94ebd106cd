import type { Binding } from '../../core/bindings/binding';
import { accessAt } from '../../core/code/paramsAccess';
import type { TextRange } from '../../core/text';
import type { ServiceContext } from '../context';
import { stageFile } from '../context';
import type { Destination } from '../workspace/destination';

/** The name of a binding at a place: in code, or in the manifest that declares it. */
export interface BindingName {
  readonly name: string;
  readonly range: TextRange;
  /** The Destinations in which the name has this meaning. */
  readonly destinations: readonly Destination[];
  /** Every declaration of the name, in all environments. */
  readonly declarations: readonly Binding[];
}

/** The binding whose name stands at an offset of a stage file or a manifest. */
export function bindingNameAt(context: ServiceContext, path: string, offset: number): BindingName | undefined {
  const file = stageFile(context, path);
  if (file) {
    const access = accessAt(file.scan, offset);
    const name = access?.path[1];
    return access && name !== undefined && access.path[0] === 'infra' && access.path.length === 2
      ? { name, range: access.range, ...declared(context, file.destination, name) }
      : undefined;
  }
  for (const destination of context.workspace.destinationsOfManifest(path)) {
    const binding = destination.manifest?.model.bindings.find(
      ({ nameRange }) => nameRange.start <= offset && offset <= nameRange.end,
    );
    if (binding) {
      return { name: binding.name, range: binding.nameRange, ...declared(context, destination, binding.name) };
    }
  }
  return undefined;
}

/** All Destinations of one manifest share its names. */
function declared({ workspace }: ServiceContext, destination: Destination, name: string) {
  const { manifest } = destination;
  return {
    destinations: manifest ? workspace.destinationsOfManifest(manifest.path) : [destination],
    declarations: manifest?.model.bindings.filter((binding) => binding.name === name) ?? [],
  };
}
