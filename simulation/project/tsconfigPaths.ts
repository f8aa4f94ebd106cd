import { dirname, join, resolve } from 'node:path';
import { readJsonc } from '../../core/sources/jsonc/read';
import { plainValue } from '../../core/sources/plainValue';
import type { Reach } from './reach';

/** `paths`, and the folder that they are relative to. */
interface Mapping {
  readonly base: string | undefined;
  readonly paths: Readonly<Record<string, unknown>>;
  readonly pathsBase: string;
}

/** How long a chain of `extends` may be. */
const longestChain = 8;

/**
 * The paths that a specifier may mean by `compilerOptions.paths` and `baseUrl` of the nearest `tsconfig.json` of a folder,
 * the likeliest first: https://www.typescriptlang.org/tsconfig/#paths. They may lie anywhere: the caller that reads one asks the
 * reach. An `extends` is followed inside the project.
 */
export function mappedPaths(specifier: string, from: string, project: Reach): readonly string[] {
  const mapping = nearest(from, project);
  if (!mapping) {
    return [];
  }
  const { base, paths, pathsBase } = mapping;
  const matches = Object.keys(paths).flatMap((pattern) => {
    const [start = '', end] = pattern.split('*');
    if (end === undefined) {
      return pattern === specifier ? [{ pattern, middle: '', length: Infinity }] : [];
    }
    const fits =
      specifier.startsWith(start) && specifier.endsWith(end) && specifier.length >= start.length + end.length;
    const middle = specifier.slice(start.length, specifier.length - end.length);
    return fits ? [{ pattern, middle, length: start.length }] : [];
  });
  const [best] = matches.sort((a, b) => b.length - a.length);
  const targets = best && paths[best.pattern];
  return [
    ...(Array.isArray(targets) ? targets : [])
      .filter((target) => typeof target === 'string')
      .map((target) =>
        resolve(
          pathsBase,
          target.replace('*', () => best?.middle ?? ''),
        ),
      ),
    ...(base === undefined ? [] : [resolve(base, specifier)]),
  ];
}

function nearest(from: string, project: Reach): Mapping | undefined {
  for (let folder = from; ; folder = dirname(folder)) {
    const file = join(folder, 'tsconfig.json');
    if (!('unreachable' in project.locate(file))) {
      return mappingOf(file, project, longestChain);
    }
    if (!project.has(folder)) {
      return undefined;
    }
  }
}

function mappingOf(file: string, project: Reach, left: number): Mapping | undefined {
  const content = project.text(file);
  const json = 'text' in content ? plainValue(readJsonc(content.text).root) : undefined;
  if (!isObject(json) || left === 0) {
    return undefined;
  }
  const extended: readonly unknown[] = Array.isArray(json.extends) ? json.extends : [json.extends];
  const parents = extended.filter((each) => typeof each === 'string').filter((each) => /^\.{1,2}\//.test(each));
  const inherited = parents
    .map((each) => mappingOf(join(dirname(file), each.endsWith('.json') ? each : `${each}.json`), project, left - 1))
    .findLast((each) => each !== undefined);
  const options = isObject(json.compilerOptions) ? json.compilerOptions : {};
  const { baseUrl, paths } = options;
  const base = typeof baseUrl === 'string' ? resolve(dirname(file), baseUrl) : inherited?.base;
  return isObject(paths)
    ? { base, paths, pathsBase: base ?? dirname(file) }
    : { base, paths: inherited?.paths ?? {}, pathsBase: inherited?.pathsBase ?? dirname(file) };
}

function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
