import { bindingNames } from '../code/accesses';
import type { Access } from '../code/scan';
import { nearestName } from '../nearestName';
import { fits, inferKind } from '../platform/kinds/infer';
import { type BindingKind, bindingKinds, kindByKey } from '../platform/kinds/kinds';
import type { TextRange } from '../text';
import { replaceFix } from './fixes';
import type { CodeInput, ManifestInfo } from './inputs';
import type { Fix, Rule, RuleFinding } from './rule';
import { variableNames } from './variables';

/** `params.infra.X`, or a Worker's `env.X`, where no environment of the manifest declares X. */
export const undeclaredBinding: Rule<CodeInput> = {
  code: 'undeclared-binding',
  severity: 'error',

  check(input) {
    return [...undeclared(input), ...undeclaredInEnv(input)];
  },
};

/** Names below `params.infra`. */
function undeclared(input: CodeInput): readonly RuleFinding[] {
  const { stage, scan, manifest } = input;
  const isAvailable = stage ? stage.kind.infra : manifest !== undefined;
  // A variable is looked for in the wrong place, and `variable-as-binding` says so.
  const variables = manifest ? variableNames(manifest) : new Set();
  return bindingNames(scan.accesses)
    .filter(({ access }) => isAvailable && access.path[0] === 'infra')
    .filter(({ name }) => !isDeclared(manifest, name) && !variables.has(name))
    .map(({ name, access }) => finding(input, name, access));
}

/**
 * Names below a Worker's `env`, which has secrets too, and those may be in no file: only where a method is called on one
 * that no variable, a string for one, could have, or where a function takes one as a binding. Where the user has written a
 * type, that type knows more than we do.
 */
function undeclaredInEnv(input: CodeInput): readonly RuleFinding[] {
  const { stage, scan, manifest, isTest } = input;
  if (stage || !manifest || isTest) {
    return [];
  }
  const variables = variableNames(manifest);
  const called = namesUsedAsBindings(scan.accesses);
  const handedOver = new Set(scan.handedOver);
  return bindingNames(scan.accesses)
    .filter(
      ({ name, access }) => access.path[0] === 'env' && !access.isGuess && (called.has(name) || handedOver.has(name)),
    )
    .filter(({ name }) => !isDeclared(manifest, name) && !variables.has(name) && !input.isDeclaredElsewhere(name))
    .filter(({ name }) => !input.mayBeAbsent(name))
    .map(({ name, access }) => ({
      ...finding(input, name, access),
      ...(scan.envIsTyped || !called.has(name) ? { severity: 'warning' } : {}),
    }));
}

const bindingMembers = new Set(bindingKinds.flatMap(({ members }) => members));
for (const member of Object.getOwnPropertyNames(String.prototype)) {
  bindingMembers.delete(member);
}

/** The names below `env` on which something is called that bindings have. */
function namesUsedAsBindings(accesses: readonly Access[]): ReadonlySet<string | undefined> {
  const calls = accesses.filter(
    ({ path, isCalled, isGuess }) =>
      path[0] === 'env' && path.length === 3 && isCalled && !isGuess && bindingMembers.has(path[2] ?? ''),
  );
  return new Set(calls.map(({ path }) => path[1]));
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

function finding(input: CodeInput, name: string, { range }: Access): RuleFinding {
  return {
    range,
    message: messageFor(input.manifest, name),
    fixes: () => (input.manifest ? fixesFor(input, input.manifest, range) : []),
  };
}

function fixesFor(input: CodeInput, manifest: ManifestInfo, range: TextRange): readonly Fix[] {
  // As it is written in the code, where it may have escapes.
  const name = input.text.slice(range.start, range.end);
  const nearest = nearestName(name, declaredNames(manifest));
  const change = nearest ? replaceFix(`Change to ${nearest}`, range, nearest) : [];
  return [...change, ...declare(input, manifest, name)];
}

function messageFor(manifest: ManifestInfo | undefined, name: string): string {
  if (!manifest) {
    return `'${name}' is not declared: no wrangler.toml, wrangler.json or wrangler.jsonc was found for this Destination.`;
  }
  const nearest = nearestName(name, declaredNames(manifest));
  return `'${name}' is not declared in ${manifest.name}.${nearest ? ` Did you mean '${nearest}'?` : ''}`;
}

/** Offered beside what the use suggests, where they would do as well; all of them where it suggests nothing. */
const commonKinds = ['kv_namespaces', 'd1_databases', 'r2_buckets', 'queues.producers'];

function declare({ scan }: CodeInput, manifest: ManifestInfo, name: string): Fix[] {
  const members = scan.accesses.flatMap(({ path }) =>
    (path[0] === 'infra' || path[0] === 'env') && path[1] === name && path[2] !== undefined ? [path[2]] : [],
  );
  const inferred = inferKind(members);
  const common = commonKinds.flatMap((key) => kindByKey(key) ?? []);
  const others = common.filter((kind) => kind !== inferred && fits(kind, members));
  const kinds = inferred ? [inferred, ...others] : common;
  return kinds.flatMap((kind) => declareAs(manifest, kind, name) ?? []);
}

function declareAs({ edit, name: file }: ManifestInfo, kind: BindingKind, name: string): Fix | undefined {
  const fields = { [kind.nameField]: name };
  const result = edit({ type: 'add', kind, fields, environments: [null] });
  return 'edits' in result
    ? { title: `Declare ${name} as ${article(kind.label)} ${kind.label} in ${file}`, manifestEdits: result.edits }
    : undefined;
}

/** "an R2 bucket", "a KV namespace". */
function article(label: string): string {
  return /^([AEIO]|R2|mTLS)/i.test(label) ? 'an' : 'a';
}
