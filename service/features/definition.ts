import type { Location } from '../answers';
import { askTypeScript } from '../askTypeScript';
import { type BindingName, bindingNameAt } from '../bindings/names';
import { variableAt } from '../bindings/variables';
import type { ServiceContext } from '../context';

/** Where a name is declared: a binding or a variable in its manifest, in every environment; anything else in its file. */
export async function definition(context: ServiceContext, path: string, offset: number): Promise<readonly Location[]> {
  const binding = bindingNameAt(context, path, offset);
  if (binding) {
    return declarations(binding);
  }
  const file = context.code.at(path);
  const variable = file && variableAt(file, offset);
  const manifest = file?.destination.manifest?.path;
  return variable && manifest !== undefined && variable.declarations.length > 0
    ? variable.declarations.map(({ nameRange }) => ({ path: manifest, range: nameRange }))
    : ((await askTypeScript(context, 'definition', { path, offset })) ?? []);
}

/** Where a binding's manifest declares it, once for each environment. */
export function declarations({ declarations: found, destinations }: BindingName): readonly Location[] {
  const path = destinations[0]?.manifest?.path;
  return path === undefined ? [] : found.map(({ nameRange }) => ({ path, range: nameRange }));
}
