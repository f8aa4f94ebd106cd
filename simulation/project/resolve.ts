import { builtinModules } from 'node:module';
import { basename, dirname, isAbsolute, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { exportedTarget, matchedTarget } from './packageExports';
import { findPackage, type PackageJson, packageJsonOf, packageNameOf } from './packages';
import type { Reach, Unreachable } from './reach';
import { mappedPaths } from './tsconfigPaths';

/** A file that is in reach, with the reach of the package that it is of, if it is of one outside of the project. */
export interface ReachedFile {
  /** Its real path. */
  readonly path: string;
  readonly reach: Reach;
}

/** What an import means: a file, a module of the platform, or nothing, with a clause that says why after "which". */
export type Resolution = ReachedFile | { readonly platform: string } | Unreachable;

const extensions = ['.js', '.mjs', '.ts', '.mts', '.tsx', '.jsx', '.cjs', '.cts', '.json'];
/** The conditions of Wrangler's own bundles: https://developers.cloudflare.com/workers/wrangler/bundling/ (2026). */
const conditions = {
  import: new Set(['workerd', 'worker', 'browser', 'import', 'module']),
  require: new Set(['workerd', 'worker', 'browser', 'require', 'module']),
};
type ImportKind = keyof typeof conditions;

/** What a module's import means, decided before any of its code runs. Asks the disk, and reads only what is in reach. */
export function resolveImport(specifier: string, from: ReachedFile, project: Reach, kind: ImportKind): Resolution {
  if (/^(cloudflare|node|workerd):/.test(specifier)) {
    return { platform: specifier };
  }
  if (isPath(specifier)) {
    return fileOf(resolve(dirname(from.path), specifier), from.reach, project);
  }
  if (/^file:/i.test(specifier)) {
    try {
      return fileOf(fileURLToPath(specifier), from.reach, project);
    } catch {
      return { unreachable: 'missing', why: 'is not the URL of a file of this machine' };
    }
  }
  if (/^[a-z][a-z\d+.-]+:/i.test(specifier)) {
    return { unreachable: 'outside', why: 'is a URL: a simulation loads no code from there' };
  }
  const mapped = specifier.startsWith('#') ? undefined : mappedFile(specifier, from, project);
  return mapped ?? (specifier.startsWith('#') ? ownImport : packageImport)(specifier, from, project, kind);
}

/** Why a path cannot be reached, and the path itself: the one that was asked for, or one with an extension. */
export interface UnreachableFile extends Unreachable {
  readonly tried: string;
}

/** The file that a path means, with the extension that it may leave out, or the index of a folder. */
export function fileOf(path: string, reach: Reach, project: Reach): ReachedFile | UnreachableFile {
  const exact = { ...located(path, reach, project), tried: path };
  if (!('unreachable' in exact) || (exact.unreachable !== 'missing' && exact.unreachable !== 'folder')) {
    return exact;
  }
  // TypeScript imports `./a.js` and means `a.ts`.
  const source = path.replace(/\.([mc]?)js(x?)$/, '.$1ts$2');
  const others = [
    ...(source === path ? [] : [source, ...(path.endsWith('.js') ? [`${source}x`] : [])]),
    ...extensions.map((extension) => `${path}${extension}`),
    ...(exact.unreachable === 'folder' ? inFolder(path, reach, project) : []),
  ];
  for (const other of others) {
    const found = { ...located(other, reach, project), tried: other };
    // Beside the folder of a package there may be anything.
    const isElsewhere = 'unreachable' in found && found.unreachable === 'outside' && exact.unreachable === 'folder';
    if (
      !('unreachable' in found) ||
      !(found.unreachable === 'missing' || found.unreachable === 'folder' || isElsewhere)
    ) {
      return found;
    }
  }
  return exact;
}

/** What a folder stands for: what its own `package.json` names, or its index. */
function inFolder(path: string, reach: Reach, project: Reach): readonly string[] {
  const file = located(join(path, 'package.json'), reach, project);
  const content = 'unreachable' in file ? file : file.reach.text(file.path);
  const { module, main } = 'text' in content ? packageJsonOf(content.text) : {};
  const named = [module, main].filter((each) => typeof each === 'string').map((each) => join(path, each));
  return [
    ...named.flatMap((each) => [each, ...extensions.map((extension) => `${each}${extension}`)]),
    ...extensions.map((extension) => join(path, `index${extension}`)),
  ];
}

/** Whether a specifier is a path, on any system. */
function isPath(specifier: string): boolean {
  return /^(\.{1,2}([/\\]|$)|[/\\])/.test(specifier) || /^[a-z]:[/\\]/i.test(specifier) || isAbsolute(specifier);
}

function located(path: string, reach: Reach, project: Reach): ReachedFile | Unreachable {
  const own = project.locate(path);
  if (reach === project || !('unreachable' in own) || own.unreachable !== 'outside') {
    return 'unreachable' in own ? own : { path: own.path, reach: project };
  }
  const found = reach.locate(path);
  return 'unreachable' in found ? found : { path: found.path, reach };
}

/** `paths` of a `tsconfig.json`: for the project's own modules, as its bundler would have it. */
function mappedFile(specifier: string, from: ReachedFile, project: Reach): Resolution | undefined {
  if (from.reach !== project || from.path.includes('node_modules')) {
    return undefined;
  }
  const found = mappedPaths(specifier, dirname(from.path), project).map((path) => fileOf(path, project, project));
  const readable = found.find((each) => !('unreachable' in each));
  return readable ?? found.find((each) => 'unreachable' in each && each.unreachable !== 'missing');
}

/** `#name`: by `imports` of the package that the module is of. */
function ownImport(specifier: string, from: ReachedFile, project: Reach, kind: ImportKind): Resolution {
  const own = ownPackage(from);
  const target =
    own && isObject(own.json.imports) ? matchedTarget(own.json.imports, specifier, conditions[kind]) : undefined;
  if (!own || target === undefined) {
    return { unreachable: 'missing', why: 'is in no "imports" of its package.json' };
  }
  return target.startsWith('./')
    ? fileOf(join(own.folder, target), from.reach, project)
    : resolveImport(target.startsWith('#') ? '' : target, from, project, kind);
}

function packageImport(specifier: string, from: ReachedFile, project: Reach, kind: ImportKind): Resolution {
  const named = packageNameOf(specifier);
  if (!named) {
    return { unreachable: 'missing', why: 'is not the name of a package' };
  }
  const own = ownPackage(from);
  if (own?.json.name === named.name && own.json.exports !== undefined) {
    return fileOfPackage({ ...own, reach: from.reach }, named, project, kind);
  }
  const found = findPackage(named.name, dirname(from.path), project);
  if (found === undefined) {
    return builtinModules.includes(specifier)
      ? { platform: `node:${specifier}` }
      : { unreachable: 'missing', why: 'is not installed' };
  }
  return 'why' in found
    ? { unreachable: 'outside', why: found.why }
    : fileOfPackage({ ...found, folder: found.reach.folder }, named, project, kind);
}

interface PackageFolder {
  readonly folder: string;
  readonly reach: Reach;
  readonly json: PackageJson;
}

function fileOfPackage(
  { folder, reach, json }: PackageFolder,
  { name, subpath }: { readonly name: string; readonly subpath: string },
  project: Reach,
  kind: ImportKind,
): Resolution {
  if (json.exports !== undefined && json.exports !== null) {
    const target = exportedTarget(json.exports, `.${subpath}`, conditions[kind]);
    return target?.startsWith('./')
      ? fileOf(join(folder, target), reach, project)
      : { unreachable: 'missing', why: `is not exported by the package ${name}` };
  }
  if (subpath !== '') {
    return fileOf(join(folder, subpath), reach, project);
  }
  const entries = kind === 'import' ? [json.browser, json.module, json.main] : [json.main];
  const entry = entries.find((each) => typeof each === 'string');
  return fileOf(typeof entry === 'string' ? join(folder, entry) : folder, reach, project);
}

/** The nearest `package.json` of a module, no further than its reach goes. */
export function ownPackage({ path, reach }: ReachedFile): { folder: string; json: PackageJson } | undefined {
  for (let folder = dirname(path); ; folder = dirname(folder)) {
    const content = reach.text(join(folder, 'package.json'));
    if ('text' in content) {
      return { folder, json: packageJsonOf(content.text) };
    }
    if (!reach.has(folder) || basename(folder) === 'node_modules') {
      return undefined;
    }
  }
}

function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
