import { readFileSync, statSync } from 'node:fs';
import { dirname, join } from 'node:path';
import type { MiniflareInstall } from '../events';
import type { DeclaredBinding } from '../sandbox/realm/command';
import type { WorkerdSetup } from '../workerd/command';
import { installSentence, miniflareInstall } from './install';
import { migrationsOf, patternProblem } from './migrations';
import { projectPackagePath } from './modules';

/** What the workerd engine needs beside a request, or the sentence that says why it cannot be. */
export type WorkerdProject =
  | Pick<WorkerdSetup, 'miniflare' | 'sql' | 'compatibilityDate' | 'compatibilityFlags' | 'codeCache'>
  | {
      readonly problem: string;
      /** Whether the manifest is to be changed. */
      readonly isOfManifest?: boolean;
      /** What is to be installed. */
      readonly install?: MiniflareInstall;
    };

/** Loading a Worker from code, which runs depend on, came with this one. */
const oldest = 20251125;

interface Manifest {
  readonly compatibilityDate?: string;
  readonly compatibilityFlags?: readonly string[];
}

/** Finds the project's Miniflare, its own or Wrangler's, and the migrations of its databases. Reads, and runs nothing. */
export function workerdProject(root: string, bindings: readonly DeclaredBinding[], manifest: Manifest): WorkerdProject {
  const miniflare = projectPackagePath(root, ['miniflare'], ['wrangler', 'miniflare']);
  if (miniflare === undefined) {
    const install = miniflareInstall(root);
    const how = installSentence(install);
    return {
      problem: `The workerd engine needs Miniflare, which this project does not have: install it with ${how}.`,
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
      problem: `The workerd engine needs Miniflare 4.${oldest} or later; this project has ${version}: run ${installSentence(install)}.`,
      install,
    };
  }
  const databases = bindings.filter(({ kind }) => kind === 'd1_databases');
  const problem = databases.map(patternProblem).find((each) => each !== undefined);
  if (problem !== undefined) {
    return { problem, isOfManifest: true };
  }
  const sql = databases.flatMap((binding) => migrationsOf(root, binding));
  return { miniflare, sql, ...manifest };
}

function versionOf(entry: string): string | undefined {
  for (let folder = dirname(entry); folder !== dirname(folder); folder = dirname(folder)) {
    const path = join(folder, 'package.json');
    if (statSync(path, { throwIfNoEntry: false })?.isFile()) {
      const { name, version } = JSON.parse(readFileSync(path, 'utf8')) as { name?: string; version?: string };
      if (name === 'miniflare') {
        return version;
      }
    }
  }
  return undefined;
}
