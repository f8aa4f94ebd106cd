import type { Access } from '../code/scan';
import { replaceFix } from './fixes';
import type { CodeInput, ManifestInfo } from './inputs';
import type { Fix } from './rule';

/** Names of the variables that a manifest and its secrets files declare. */
export function variableNames({ model, secrets }: ManifestInfo): ReadonlySet<string> {
  return new Set([...model.variables.map(({ name }) => name), ...secrets]);
}

/** Names of the variables whose values are secret. */
export function secretNames({ model, secrets }: ManifestInfo): ReadonlySet<string> {
  return new Set([...model.variables.filter(({ secret }) => secret).map(({ name }) => name), ...secrets]);
}

/** `secrets`, `manifest.variables`: the names below `params` as code writes them. */
export const pathText = (path: readonly string[]) => path.join('.');

/**
 * The fix that reads a name from elsewhere below `params`: `params.infra.KEY` → `params.secrets.KEY`. Only where the
 * whole path is written right before the name; through an alias there is no such fix.
 */
export function movePath(input: CodeInput, access: Access, to: readonly string[]): readonly Fix[] {
  const [first] = access.path;
  const start = input.scan.accesses.findLast(
    ({ path, range, form }) =>
      path.length === 1 && path[0] === first && form === 'member' && range.end <= access.range.start,
  );
  const between = start && input.text.slice(start.range.end, access.range.start);
  const inner = access.path.slice(1, -1).map((name) => `\\s*\\??\\.\\s*${name}`);
  const path =
    between === undefined ? null : new RegExp(`^${inner.join('')}(?=\\s*(\\?\\.|\\.|\\??\\.?\\[['"]))`).exec(between);
  if (!start || !path) {
    return [];
  }
  const range = { start: start.range.start, end: start.range.end + path[0].length };
  return replaceFix(`Read params.${pathText(to)}.${access.path.at(-1) ?? ''}`, range, pathText(to));
}
