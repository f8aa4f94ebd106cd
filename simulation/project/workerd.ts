import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { isRefused, type Refused } from '../../core/refused';
import type { MiniflareInstall } from '../events';
import type { DeclaredBinding } from '../sandbox/realm/command';
import type { WorkerdSetup } from '../workerd/command';
import { installSentence, miniflareInstall } from './install';
import { migrationsOf, wrongPattern } from './migrations';
import { packageIn } from './packages';
import { Reach } from './reach';

/** What the workerd engine needs beside a request, or why it cannot be. */
export type WorkerdProject =
  | Pick<WorkerdSetup, 'miniflare' | 'sql' | 'compatibilityDate' | 'compatibilityFlags' | 'codeCache'>
  | (Refused & {
      /** Whether the manifest is to be changed. */
      readonly isOfManifest?: boolean;
      /** What is to be installed. */
      readonly install?: MiniflareInstall;
    });

/** Loading a Worker from code, which runs depend on, came with this one. */
const oldest = 20251125;

interface Manifest {
  readonly compatibilityDate?: string;
  readonly compatibilityFlags?: readonly string[];
}

/** Finds the project's Miniflare, its own or Wrangler's, and the migrations of its databases. Reads, and runs nothing. */
export function workerdProject(root: string, bindings: readonly DeclaredBinding[], manifest: Manifest): WorkerdProject {
  const miniflare = packagePath(root, ['miniflare'], ['wrangler', 'miniflare']);
  if (miniflare === undefined) {
    const install = miniflareInstall(root);
    const how = installSentence(install);
    return {
      refused: `The workerd engine needs Miniflare, which this project does not have: install it with ${how}.`,
      install,
    };
  }
  const version = versionOf(miniflare);
  if (
    version !== undefined &&
    Number(/^4\.(\d{8})/.exec(version)?.[1] ?? 0) < oldest &&
    !/^([5-9]|\d\d)\./.test(version)
  ) {
    const install = miniflareInstall(root);
    return {
      refused: `The workerd engine needs Miniflare 4.${oldest} or later; this project has ${version}: run ${installSentence(install)}.`,
      install,
    };
  }
  const databases = bindings.filter(({ kind }) => kind === 'd1_databases');
  const refused = databases.map(wrongPattern).find((each) => each !== undefined);
  if (refused !== undefined) {
    return { refused, isOfManifest: true };
  }
  const reach = new Reach(root);
  const sql: WorkerdSetup['sql'][number][] = [];
  for (const binding of databases) {
    const migrations = migrationsOf(reach, binding);
    if (isRefused(migrations)) {
      return { ...migrations, isOfManifest: true };
    }
    sql.push(...migrations);
  }
  return { miniflare, sql, ...manifest };
}

/** Where a package's entry is, as the project itself would load it: by the first chain of packages that leads to it. */
function packagePath(root: string, ...chains: readonly (readonly string[])[]): string | undefined {
  for (const chain of chains) {
    try {
      return chain.reduce((from, name) => createRequire(from).resolve(name), join(root, 'package.json'));
    } catch {
      // The next chain may lead there.
    }
  }
  return undefined;
}

/** The version of the package that a file is of. */
function versionOf(entry: string): string | undefined {
  for (let folder = dirname(entry); folder !== dirname(folder); folder = dirname(folder)) {
    const { name, version } = packageIn(folder, 'miniflare').json;
    if (name === 'miniflare') {
      return typeof version === 'string' ? version : undefined;
    }
  }
  return undefined;
}
