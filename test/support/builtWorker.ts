import { globSync, mkdirSync, mkdtempSync, readFileSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { build } from 'esbuild';
import type { TestProject } from 'vitest/node';
import { bundleOptions, bundles } from '../../build/bundles.mjs';
import { buildDeclarations } from '../../build/declarations/buildDeclarations.mjs';

// Service tests ask the real TypeScript worker, built from the source as it is now: before a run, and before each one of
// watch mode. Where no file that it is made of has changed, the one of an earlier run serves.

declare module 'vitest' {
  interface ProvidedContext {
    /** The folder of the worker's bundle, `typescript.js`, and of its `declarations`. */
    readonly builtWorker: string;
  }
}

interface Built {
  readonly folder: string;
  /** What it was made of, with the time of the last change and the size of each. */
  readonly inputs: Readonly<Record<string, string>>;
}

const root = resolve(import.meta.dirname, '../..');
const output = join(root, 'out/test-worker');
const record = join(output, 'built.json');

/** A `globalSetup` of Vitest for the projects that test the service. */
export default async function setup(project: TestProject): Promise<void> {
  project.provide('builtWorker', await currentWorker());
  project.onTestsRerun(async () => project.provide('builtWorker', await currentWorker()));
}

async function currentWorker(): Promise<string> {
  const known = readRecord();
  return known && isCurrent(known) ? known.folder : (await buildWorker()).folder;
}

function readRecord(): Built | undefined {
  try {
    return JSON.parse(readFileSync(record, 'utf8'));
  } catch {
    return undefined;
  }
}

function isCurrent({ folder, inputs }: Built): boolean {
  const isThere = stateOf(join(folder, 'typescript.js')) !== '';
  return isThere && Object.entries(inputs).every(([file, state]) => stateOf(file) === state);
}

/** Builds into a folder of its own: another run of the tests may be using the one before. */
async function buildWorker(): Promise<Built> {
  mkdirSync(output, { recursive: true });
  removeOld();
  const folder = mkdtempSync(join(output, 'worker-'));
  const began = Date.now();
  const { startsFast: _, ...worker } = bundles.typescript;
  const [{ metafile = { inputs: {} } }, declared] = await Promise.all([
    build({ ...bundleOptions(worker, { folder }), absWorkingDir: root, logLevel: 'warning' }),
    buildDeclarations(join(folder, 'declarations')),
  ]);
  const own = globSync('build/**/*.mjs', { cwd: root });
  const files = [...Object.keys(metafile.inputs), ...declared, ...own].map((file) => resolve(root, file));
  // What changed while it was being built is built once more.
  const inputs = Object.fromEntries(files.map((file) => [file, changedSince(file, began) ? '' : stateOf(file)]));
  const built: Built = { folder, inputs };
  const fresh = `${record}.${process.pid}`;
  writeFileSync(fresh, JSON.stringify(built));
  renameSync(fresh, record);
  return built;
}

/** No run of the tests takes an hour. */
function removeOld(): void {
  for (const folder of globSync(join(output, 'worker-*'))) {
    if (!changedSince(folder, Date.now() - 3_600_000)) {
      rmSync(folder, { recursive: true, force: true });
    }
  }
}

function stateOf(file: string): string {
  const stats = statSync(file, { throwIfNoEntry: false });
  return stats ? `${stats.mtimeMs} ${stats.size}` : '';
}

function changedSince(file: string, time: number): boolean {
  return (statSync(file, { throwIfNoEntry: false })?.mtimeMs ?? 0) >= time;
}
