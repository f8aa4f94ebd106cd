import { addBinding } from '../bindings/edits';
import { inferKind } from '../bindings/infer';
import { type BindingKind, kindByKey } from '../bindings/kinds';
import type { Access } from '../code/scan';
import { nearestName } from '../nearestName';
import type { Fix, ManifestInfo, StageInput, StageRule } from './rule';
import { variableNames } from './variables';

/** `params.infra.X` where no environment of the manifest declares X. */
export const undeclaredBinding: StageRule = {
  code: 'undeclared-binding',
  severity: 'error',

  check({ stage, scan, manifest }) {
    if (!stage.kind.infra) {
      return [];
    }
    // A variable is looked for in the wrong place, and `variable-as-binding` says so.
    const variables = manifest ? variableNames(manifest) : new Set();
    return bindingNames(scan.accesses)
      .filter(({ name }) => !isDeclared(manifest, name) && !variables.has(name))
      .map(({ name, range }) => ({ range, message: messageFor(manifest, name) }));
  },

  fixes(input, problem) {
    const { manifest, text } = input;
    const name = text.slice(problem.range.start, problem.range.end);
    if (!manifest) {
      return [];
    }
    const nearest = nearestName(name, declaredNames(manifest));
    const change: Fix[] = nearest
      ? [{ title: `Change to ${nearest}`, isPreferred: true, edits: [{ range: problem.range, newText: nearest }] }]
      : [];
    return [...change, ...declare(input, manifest, name)];
  },
};

/** The names below `params.infra`, with their ranges. */
export function bindingNames(accesses: readonly Access[]) {
  return accesses.flatMap(({ path: [first, name, ...rest], range }) =>
    first === 'infra' && name !== undefined && rest.length === 0 ? [{ name, range }] : [],
  );
}

/**
 * While the manifest cannot be read as a whole, a name that stands anywhere in its text may be declared by what is just
 * being typed: nothing is said of it.
 */
function isDeclared(manifest: ManifestInfo | undefined, name: string): boolean {
  if (!manifest) {
    return false;
  }
  if (!manifest.document) {
    return true;
  }
  const isBroken = manifest.document.problems.length > 0;
  return declaredNames(manifest).includes(name) || (isBroken && manifest.document.text.includes(name));
}

const declaredNames = (manifest: ManifestInfo) => manifest.model.bindings.map(({ name }) => name);

function messageFor(manifest: ManifestInfo | undefined, name: string): string {
  if (!manifest) {
    return `'${name}' is not declared: no wrangler.toml, wrangler.json or wrangler.jsonc was found for this Destination.`;
  }
  const nearest = nearestName(name, declaredNames(manifest));
  return `'${name}' is not declared in ${manifest.name}.${nearest ? ` Did you mean '${nearest}'?` : ''}`;
}

/** The kinds to offer: the one that the use suggests, or the most common ones. */
const commonKinds = ['kv_namespaces', 'd1_databases', 'r2_buckets', 'queues.producers'];

function declare({ scan }: StageInput, manifest: ManifestInfo, name: string): Fix[] {
  const members = scan.accesses.flatMap(({ path }) =>
    path[0] === 'infra' && path[1] === name && path[2] !== undefined ? [path[2]] : [],
  );
  const inferred = inferKind(members);
  const kinds = inferred ? [inferred] : commonKinds.flatMap((key) => kindByKey(key) ?? []);
  return kinds.flatMap((kind) => declareAs(manifest, kind, name) ?? []);
}

function declareAs({ document, name: file }: ManifestInfo, kind: BindingKind, name: string): Fix | undefined {
  const result = document && addBinding(document, kind, { [kind.nameField]: name }, null);
  return result && 'edits' in result
    ? { title: `Declare ${name} as ${article(kind.label)} ${kind.label} in ${file}`, manifestEdits: result.edits }
    : undefined;
}

/** "an R2 bucket", "a KV namespace". */
function article(label: string): string {
  return /^([AEIO]|R2|mTLS)/i.test(label) ? 'an' : 'a';
}
