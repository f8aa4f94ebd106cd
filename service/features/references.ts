import type { Location } from '../answers';
import { askTypeScript } from '../askTypeScript';
import { type BindingName, bindingBesideAt, bindingNameAt } from '../bindings/names';
import { bindingUses } from '../bindings/uses';
import type { ServiceContext } from '../context';
import { declarations } from './definition';

/** Every use of a name: of a binding in all code of its Destinations, opened or not; of anything else in its file. */
export async function references(
  context: ServiceContext,
  path: string,
  offset: number,
  includeDeclaration: boolean,
): Promise<readonly Location[]> {
  const binding = bindingNameAt(context, path, offset);
  const beside = binding ? undefined : bindingBesideAt(context, path, offset);
  if (beside) {
    const own = beside.declarations.map(({ nameRange }) => ({ path, range: nameRange }));
    return [...(includeDeclaration ? own : []), ...uses(context, beside)];
  }
  if (!binding) {
    return (await askTypeScript(context, 'references', { path, offset })) ?? [];
  }
  return [...(includeDeclaration ? declarations(binding) : []), ...uses(context, binding)];
}

/** Where a binding's name stands in code. */
export function uses(context: ServiceContext, { name, destinations }: BindingName): readonly Location[] {
  return destinations.flatMap(({ root }) =>
    context.code
      .filesOf(root)
      .flatMap((file) =>
        bindingUses(file).flatMap((use) => (use.name === name ? [{ path: file.path, range: use.access.range }] : [])),
      ),
  );
}
