import type { Hover } from '../answers';
import { askTypeScript } from '../askTypeScript';
import { bindingHover } from '../bindings/hover';
import { variableHover } from '../bindings/variables';
import type { ServiceContext } from '../context';
import { manifestHover } from '../manifest/hover';

/** What stands at an offset of a code file or a manifest. */
export async function hover(context: ServiceContext, path: string, offset: number): Promise<Hover | undefined> {
  const manifest = context.workspace.manifestAt(path);
  if (manifest) {
    return manifestHover(manifest, offset);
  }
  const file = context.code.at(path);
  return (
    file &&
    (bindingHover(file, offset) ?? variableHover(file, offset) ?? askTypeScript(context, 'hover', { path, offset }))
  );
}
