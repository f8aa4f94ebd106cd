import type { Hover } from '../answers';
import { bindingHover } from '../bindings/hover';
import { askTypeScript, type ServiceContext, stageFile } from '../context';

/** What stands at an offset of a stage file. */
export async function hover(context: ServiceContext, path: string, offset: number): Promise<Hover | undefined> {
  const file = stageFile(context, path);
  return file && (bindingHover(file, offset) ?? askTypeScript(context, 'hover', { path, offset }));
}
