import type { CallHierarchyCall, CallHierarchyItem } from '../answers';
import { askTypeScript } from '../askTypeScript';
import type { ServiceContext } from '../context';

/** The function that an offset of a stage file names. */
export async function prepareCallHierarchy(
  context: ServiceContext,
  path: string,
  offset: number,
): Promise<readonly CallHierarchyItem[]> {
  return (await askTypeScript(context, 'prepareCallHierarchy', { path, offset })) ?? [];
}

/** Calls of the function whose name is at an offset (`incomingCalls`), or the calls that it makes (`outgoingCalls`). */
export async function calls(
  context: ServiceContext,
  direction: 'incomingCalls' | 'outgoingCalls',
  path: string,
  offset: number,
): Promise<readonly CallHierarchyCall[]> {
  return (await askTypeScript(context, direction, { path, offset })) ?? [];
}
