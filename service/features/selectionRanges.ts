import type { SelectionRanges } from '../answers';
import { askTypeScript } from '../askTypeScript';
import type { ServiceContext } from '../context';

/** What a selection at an offset of a stage file grows to, step by step. */
export async function selectionRanges(context: ServiceContext, path: string, offset: number): Promise<SelectionRanges> {
  return (await askTypeScript(context, 'selectionRanges', { path, offset })) ?? [];
}
