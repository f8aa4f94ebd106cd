import type { Binding, ManifestModel } from '../../core/model/binding';
import type { TextRange } from '../../core/text';
import type { ServiceContext } from '../context';
import type { Destination } from '../workspace/destination';
import { bindingUseAt } from './uses';

/** The name of a binding and what it means. */
export interface BindingName {
  readonly name: string;
  /** The Destinations in which the name has this meaning. */
  readonly destinations: readonly Destination[];
  /** Every declaration of the name, in all environments. */
  readonly declarations: readonly Binding[];
}

/** The binding whose name stands at an offset of a stage file or a manifest. */
export function bindingNameAt(
  context: ServiceContext,
  path: string,
  offset: number,
): (BindingName & { readonly range: TextRange }) | undefined {
  const file = context.code.at(path);
  if (file) {
    const use = bindingUseAt(file, offset);
    return use && { ...bindingNamed(context, file.destination, use.name), range: use.range };
  }
  for (const destination of context.workspace.destinationsOfManifest(path)) {
    const binding = allOf(destination.manifest?.model).find(
      ({ nameRange }) => nameRange.start <= offset && offset <= nameRange.end,
    );
    if (binding) {
      return { ...bindingNamed(context, destination, binding.name), range: binding.nameRange };
    }
  }
  return undefined;
}

/**
 * The binding whose name stands at an offset of a manifest that counts for no Destination, and is beside one that does:
 * `wrangler.staging.toml`, which `--config` may name instead. The code is the same.
 */
export function bindingBesideAt({ workspace }: ServiceContext, path: string, offset: number): BindingName | undefined {
  const beside = workspace
    .destinations()
    .filter(({ manifestsBeside }) => manifestsBeside.some((each) => each.path === path));
  const declared = allOf(workspace.manifestAt(path)?.model);
  const found = declared.find(({ nameRange }) => nameRange.start <= offset && offset <= nameRange.end);
  return found && beside.length > 0
    ? { name: found.name, destinations: beside, declarations: declared.filter(({ name }) => name === found.name) }
    : undefined;
}

/** The bindings of a manifest, those of its previews too. */
function allOf(model: ManifestModel | undefined): readonly Binding[] {
  return model ? [...model.bindings, ...(model.previews ?? [])] : [];
}

/** A name in a Destination, and in every other that shares its manifest. */
export function bindingNamed({ workspace }: ServiceContext, destination: Destination, name: string): BindingName {
  const { manifest } = destination;
  return {
    name,
    destinations: manifest ? workspace.destinationsOfManifest(manifest.path) : [destination],
    declarations: allOf(manifest?.model).filter((binding) => binding.name === name),
  };
}
