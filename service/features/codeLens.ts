import type { TextRange } from '../../core/text';
import type { Location } from '../answers';
import { bindingUses } from '../bindings/uses';
import type { ServiceContext } from '../context';

export interface CodeLens {
  /** The name of a binding, in its manifest. */
  readonly range: TextRange;
  readonly uses: readonly Location[];
}

/** How often code uses each binding of a manifest, and where. */
export function codeLenses(context: ServiceContext, path: string): readonly CodeLens[] {
  const manifest = context.workspace.manifestAt(path);
  const uses = new Map<string, Location[]>();
  for (const { root } of manifest ? context.workspace.destinationsOfManifest(path) : []) {
    for (const file of context.code.filesOf(root)) {
      for (const { name, access } of bindingUses(file)) {
        uses.set(name, [...(uses.get(name) ?? []), { path: file.path, range: access.range }]);
      }
    }
  }
  return (manifest?.model.bindings ?? []).map(({ name, nameRange }) => ({
    range: nameRange,
    uses: uses.get(name) ?? [],
  }));
}
