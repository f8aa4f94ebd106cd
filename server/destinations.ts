import { bindingKinds } from '../core/platform/kinds/kinds';
import { sampleEventNames } from '../core/platform/stages/stages';
import { LineIndex } from '../core/text';
import { shortResourceOf } from '../service/bindings/describe';
import type { ServiceContext } from '../service/context';
import { type DestinationOverview, destinations } from '../service/features/destinations';
import { nameOf, relativeTo } from '../service/workspace/paths';
import { toRange } from './convert';
import type { BindingKindInfo, DestinationInfo, DestinationsResult } from './protocol';
import { toUri } from './uris';

/** What the sidebar shows. */
export function destinationsResult(context: ServiceContext): DestinationsResult {
  return { destinations: destinations(context).map((overview) => destinationInfo(context, overview)) };
}

function destinationInfo({ workspace }: ServiceContext, overview: DestinationOverview): DestinationInfo {
  const { root, manifest, environments, stages, uses } = overview;
  const folder = workspace.folderOf(root);
  const lines = new LineIndex(manifest?.document?.text ?? '');
  return {
    root: toUri(root),
    label: folder === undefined || folder === root ? nameOf(root) : relativeTo(folder, root),
    // Where there is none yet, the first binding that is added makes one.
    manifest: toUri(manifest?.path ?? `${root}/wrangler.toml`),
    problem: problemOf(overview, lines),
    notes: overview.notes,
    environments: environments.map(({ name, bindings }) => ({
      name,
      bindings: bindings.map((binding) => ({
        name: binding.name,
        kind: binding.kind.key,
        kindLabel: binding.kind.label,
        icon: binding.kind.icon,
        environment: binding.environment,
        resource: shortResourceOf(binding) ?? null,
        range: toRange(lines, binding.range),
        nameRange: toRange(lines, binding.nameRange),
        uses: uses.get(binding.name) ?? 0,
      })),
    })),
    stages: stages.map(({ id, kind, path }) => ({
      stage: id,
      uri: toUri(path),
      group: kind.group,
      ...(kind.takesEvent ? { events: sampleEventNames } : {}),
      // The simulation has a place for every kind of stage: a Worker or a page.
      runnable: true,
    })),
  };
}

function problemOf({ root, manifest }: DestinationOverview, lines: LineIndex): string | null {
  if (!manifest) {
    return `${nameOf(root)} has no wrangler.toml, wrangler.json or wrangler.jsonc.`;
  }
  if (manifest.problem !== undefined) {
    return manifest.problem;
  }
  const [first] = manifest.document?.problems ?? [];
  return first
    ? `${nameOf(manifest.path)}, line ${lines.positionAt(first.range.start).line + 1}: ${first.message}`
    : null;
}

/** What the "Add Binding" wizard offers: one row for each kind. */
export function bindingKindInfos(): readonly BindingKindInfo[] {
  return bindingKinds.map(({ key, label, icon, detail, documentation, nameField, fields, required }) => ({
    kind: key,
    label,
    icon,
    detail,
    documentation,
    nameField,
    fields: fields
      .filter(({ name, prompt }) => name !== nameField && prompt !== undefined)
      .map(({ name, prompt, placeholder }) => ({
        name,
        required: required[0]?.includes(name) ?? false,
        prompt: prompt ?? name,
        placeholder: placeholder ?? null,
      }))
      .sort((a, b) => Number(b.required) - Number(a.required)),
  }));
}
