import type { Binding } from '../../core/model/binding';
import { bindingsOf } from '../../core/model/environments';
import { type StageKind, stageKinds, stageOf } from '../../core/platform/stages/stages';
import { bindingUses } from '../bindings/uses';
import type { ServiceContext } from '../context';
import type { Deployment } from '../workspace/deployment';
import type { Manifest } from '../workspace/manifest';
import { foldersUpwards, nameOf, relativeTo } from '../workspace/paths';

/** A Destination as the sidebar shows it. */
export interface DestinationOverview {
  readonly root: string;
  readonly manifest: Manifest | undefined;
  /** Top level first, then the named environments. */
  readonly environments: readonly { readonly name: string | null; readonly bindings: readonly Binding[] }[];
  readonly stages: readonly { readonly id: string; readonly kind: StageKind; readonly path: string }[];
  /** Which manifest counts where there are several, and what is deployed: a sentence each. */
  readonly notes: readonly string[];
  /** How often code names a binding. */
  readonly uses: ReadonlyMap<string, number>;
}

/** Every Destination of the workspace with its bindings and stage files. */
export function destinations(context: ServiceContext): readonly DestinationOverview[] {
  const { workspace } = context;
  return workspace.destinations().map(({ root, manifest }) => {
    const uses = new Map<string, number>();
    for (const file of context.code.filesOf(root)) {
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
      notes: notesOf(context, root, manifest),
      uses,
    };
  });
}

function notesOf({ workspace }: ServiceContext, root: string, manifest: Manifest | undefined): readonly string[] {
  if (!manifest) {
    return [];
  }
  const name = seenFrom(root, manifest.path);
  const ignored = workspace.manifestNames
    .map((each) => `${root}/${each}`)
    .filter((path) => path !== manifest.path && workspace.documents.exists(path))
    .map((path) => `Wrangler reads ${name}, not ${nameOf(path)}.`);
  const deployment = workspace.deployment(root);
  return [...ignored, ...(deployment ? [describeDeployment(deployment, root, name)] : [])];
}

/** A path below a folder or beside one above it: `../wrangler.json`. */
function seenFrom(root: string, path: string): string {
  const levels = foldersUpwards(root).findIndex((folder) => path.startsWith(`${folder}/`));
  return levels > 0
    ? `${'../'.repeat(levels)}${relativeTo(foldersUpwards(root)[levels] ?? '', path)}`
    : relativeTo(root, path);
}

function describeDeployment({ config, manifest, problem }: Deployment, root: string, name: string): string {
  const file = seenFrom(root, config);
  const target = manifest === undefined ? '' : seenFrom(root, manifest);
  switch (problem) {
    case 'unreadable':
      return `${file} names no manifest to deploy ("configPath"): Wrangler refuses to deploy.`;
    case 'missing':
      return `${file} names ${target}, which is not there: build before you deploy.`;
    case 'elsewhere':
      return `${file} does not stand beside ${name}: Wrangler refuses to deploy.`;
    default:
      return `A build made ${target}: that is what \`wrangler deploy\` deploys, not ${name}.`;
  }
}
