import type { Binding } from '../../core/bindings/binding';
import { bindingsOf } from '../../core/bindings/environments';
import { type StageKind, stageKinds, stageOf } from '../../core/stages/stages';
import { bindingUses, codeFilesOf } from '../code';
import type { ServiceContext } from '../context';
import type { Manifest } from '../workspace/destination';

/** A Destination as the sidebar shows it. */
export interface DestinationOverview {
  readonly root: string;
  readonly manifest: Manifest | undefined;
  /** Top level first, then the named environments. */
  readonly environments: readonly { readonly name: string | null; readonly bindings: readonly Binding[] }[];
  readonly stages: readonly { readonly id: string; readonly kind: StageKind; readonly path: string }[];
  /** How often code names a binding. */
  readonly uses: ReadonlyMap<string, number>;
}

/** Every Destination of the workspace with its bindings and stage files. */
export function destinations(context: ServiceContext): readonly DestinationOverview[] {
  const { workspace } = context;
  return workspace.destinations().map(({ root, manifest }) => {
    const uses = new Map<string, number>();
    for (const file of codeFilesOf(context, root)) {
      for (const { name } of bindingUses(file)) {
        uses.set(name, (uses.get(name) ?? 0) + 1);
      }
    }
    const names = manifest ? [null, ...manifest.model.environments] : [];
    return {
      root,
      manifest,
      environments: names.map((name) => ({ name, bindings: manifest ? bindingsOf(manifest.model, name) : [] })),
      stages: workspace
        .stageFiles(root)
        .flatMap((path) => {
          const stage = stageOf(path);
          return stage ? [{ id: stage.id, kind: stage.kind, path }] : [];
        })
        .sort((a, b) => stageKinds.indexOf(a.kind) - stageKinds.indexOf(b.kind)),
      uses,
    };
  });
}
