import type { Location } from '../answers';
import { askTypeScript } from '../askTypeScript';
import type { ServiceContext } from '../context';

/** Where the type of what stands at an offset of a stage file is declared. */
export async function typeDefinition(
  context: ServiceContext,
  path: string,
  offset: number,
): Promise<readonly Location[]> {
  return (await askTypeScript(context, 'typeDefinition', { path, offset })) ?? [];
}
