import type { DocumentHighlight } from '../answers';
import { askTypeScript } from '../askTypeScript';
import type { ServiceContext } from '../context';

/** Every place of a stage file that names what stands at an offset. */
export async function documentHighlights(
  context: ServiceContext,
  path: string,
  offset: number,
): Promise<readonly DocumentHighlight[]> {
  return (await askTypeScript(context, 'documentHighlights', { path, offset })) ?? [];
}
