import type { DocumentSymbol } from '../answers';
import { askTypeScript } from '../askTypeScript';
import { resourceOf } from '../bindings/describe';
import type { ServiceContext } from '../context';

/** The outline of a stage file, or of a manifest: its bindings. */
export async function documentSymbols(context: ServiceContext, path: string): Promise<readonly DocumentSymbol[]> {
  const manifest = context.workspace.manifestAt(path);
  if (!manifest) {
    return (await askTypeScript(context, 'documentSymbols', { path })) ?? [];
  }
  return manifest.model.bindings.map((binding): DocumentSymbol => {
    const resource = resourceOf(binding);
    const where = binding.environment === null ? '' : ` in ${binding.environment}`;
    const { name, range, nameRange } = binding;
    const detail = `${binding.kind.label}${where}${resource ? `: ${resource}` : ''}`;
    return { name, detail, kind: 'binding', range, nameRange, children: [] };
  });
}
