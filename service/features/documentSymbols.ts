import type { DocumentSymbol } from '../answers';
import { askTypeScript } from '../askTypeScript';
import type { ServiceContext } from '../context';
import { manifestSymbols } from '../manifest/symbols';

/** The outline of a stage file or a manifest. */
export async function documentSymbols(context: ServiceContext, path: string): Promise<readonly DocumentSymbol[]> {
  const manifest = context.workspace.manifestAt(path);
  if (!manifest) {
    return (await askTypeScript(context, 'documentSymbols', { path })) ?? [];
  }
  return manifestSymbols(manifest);
}
