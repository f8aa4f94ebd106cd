import type { FoldingRange } from '../answers';
import { askTypeScript } from '../askTypeScript';
import type { ServiceContext } from '../context';

/** What can be folded in a stage file or a manifest. */
export async function foldingRanges(context: ServiceContext, path: string): Promise<readonly FoldingRange[]> {
  const manifest = context.workspace.manifestAt(path);
  if (!manifest) {
    return (await askTypeScript(context, 'foldingRanges', { path })) ?? [];
  }
  return manifest.reading?.folds?.() ?? [];
}
