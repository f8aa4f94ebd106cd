import { realpathSync, statSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { Reach } from './reach';

/** What of a `package.json` a resolution needs. */
export interface PackageJson {
  readonly name?: unknown;
  readonly version?: unknown;
  readonly type?: unknown;
  readonly main?: unknown;
  readonly module?: unknown;
  readonly browser?: unknown;
  readonly exports?: unknown;
  readonly imports?: unknown;
}

/** A package that Node's resolution finds: its own folder, with links resolved, is what can be read of it. */
export interface Package {
  readonly reach: Reach;
  readonly json: PackageJson;
}

/** The name of the package that a specifier begins with, and what follows it. */
export function packageNameOf(specifier: string): { readonly name: string; readonly subpath: string } | undefined {
  const match = /^((?:@[^@/\\%:]+\/)?[^@./\\%:#][^@/\\%:]*)(\/.*)?$/.exec(specifier);
  return match?.[1] === undefined ? undefined : { name: match[1], subpath: match[2] ?? '' };
}

/**
 * The package of a name in the nearest `node_modules` of a folder and those above it, as Node looks for it; a clause that
 * says why it is none, `undefined` where there is none. A link out of any `node_modules` must lead to a package of that
 * very name, or stay in the project: a link by itself makes no folder of this machine a package.
 */
export function findPackage(
  name: string,
  from: string,
  project: Reach,
): Package | { readonly why: string } | undefined {
  for (let folder = from; ; folder = dirname(folder)) {
    const path = join(folder, 'node_modules', name);
    if (basename(folder) !== 'node_modules' && statSync(path, { throwIfNoEntry: false })?.isDirectory()) {
      const found = packageIn(realpathSync.native(path), name);
      return project.has(found.reach.folder) || isInstalled(found.reach.folder) || found.json.name === name
        ? found
        : {
            why: `is linked to a folder that is not a package of that name: its package.json must say "name": "${name}"`,
          };
    }
    if (dirname(folder) === folder) {
      return undefined;
    }
  }
}

/** The package in a folder; without a `package.json` that can be read, one that says nothing. */
export function packageIn(folder: string, name: string): Package {
  const reach = new Reach(folder, `package ${name}`);
  const content = reach.text('package.json');
  return { reach, json: 'text' in content ? packageJsonOf(content.text) : {} };
}

/** What a `package.json` says; nothing, where it is not one. */
export function packageJsonOf(text: string): PackageJson {
  try {
    const json: unknown = JSON.parse(text);
    return typeof json === 'object' && json !== null ? json : {};
  } catch {
    return {};
  }
}

/** Whether a folder is where package managers put packages: `node_modules/name`, `node_modules/@scope/name`. */
function isInstalled(folder: string): boolean {
  const above = dirname(folder);
  return (
    basename(above) === 'node_modules' || (/^@/.test(basename(above)) && basename(dirname(above)) === 'node_modules')
  );
}
