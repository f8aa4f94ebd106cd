import type { Location } from '../answers';
import { askTypeScript } from '../askTypeScript';
import { type BindingName, bindingNameAt } from '../bindings/names';
import { variableAt } from '../bindings/variables';
import { bindingUses, codeFile, codeFilesOf } from '../code';
import type { ServiceContext } from '../context';

/** Where a name is declared: a binding or a variable in its manifest, in every environment; anything else in its file. */
export async function definition(context: ServiceContext, path: string, offset: number): Promise<readonly Location[]> {
  const binding = bindingNameAt(context, path, offset);
  if (binding) {
    return declarations(binding);
  }
  const file = codeFile(context, path);
  const variable = file && variableAt(context, file, offset);
  const manifest = file?.destination.manifest?.path;
  return variable && manifest !== undefined && variable.declarations.length > 0
    ? variable.declarations.map(({ nameRange }) => ({ path: manifest, range: nameRange }))
    : ((await askTypeScript(context, 'definition', { path, offset })) ?? []);
}

/** Every use of a name: of a binding in all code of its Destinations, opened or not; of anything else in its file. */
export async function references(
  context: ServiceContext,
  path: string,
  offset: number,
  includeDeclaration: boolean,
): Promise<readonly Location[]> {
  const binding = bindingNameAt(context, path, offset);
  if (!binding) {
    return (await askTypeScript(context, 'references', { path, offset })) ?? [];
  }
  return [...(includeDeclaration ? declarations(binding) : []), ...uses(context, binding)];
}

/** Where a binding's name stands in code. */
export function uses(context: ServiceContext, { name, destinations }: BindingName): readonly Location[] {
  return destinations.flatMap(({ root }) =>
    codeFilesOf(context, root).flatMap((file) =>
      bindingUses(file).flatMap((use) => (use.name === name ? [{ path: file.path, range: use.access.range }] : [])),
    ),
  );
}

function declarations({ declarations: found, destinations }: BindingName): readonly Location[] {
  const path = destinations[0]?.manifest?.path;
  return path === undefined ? [] : found.map(({ nameRange }) => ({ path, range: nameRange }));
}
