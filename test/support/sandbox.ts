import { execFileSync } from 'node:child_process';
import { existsSync, mkdirSync, renameSync, writeFileSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { build } from 'esbuild';
import { type Bundle, bundleOptions, bundles } from '../../build/bundles.mjs';
import type { SimulationEvent } from '../../simulation/events';
import type { SimulationRequest } from '../../simulation/request';
import { sampleEvents } from '../../simulation/samples';
import { simulate } from '../../simulation/simulate';

/** What tests of the workerd engine need. */
export const miniflareMissing = 'miniflare, a development dependency that is an optional install for users';

/** A binding of each kind that computes, and one that is only recorded. */
export const bindings: SimulationRequest['bindings'] = [
  { name: 'CACHE', kind: 'kv_namespaces', fields: {} },
  { name: 'DB', kind: 'd1_databases', fields: {} },
  { name: 'FILES', kind: 'r2_buckets', fields: {} },
  { name: 'EVENTS', kind: 'analytics_engine_datasets', fields: {} },
  { name: 'JOBS', kind: 'queues.producers', fields: {} },
  { name: 'LIMITER', kind: 'ratelimits', fields: { simple: { limit: 2, period: 60 } } },
  { name: 'COUNTER', kind: 'durable_objects.bindings', fields: { class_name: 'Counter' } },
  { name: 'BACKEND', kind: 'services', fields: { service: 'backend' } },
];

/** What is not of interest in a test is left out. */
export type RunOptions = Partial<SimulationRequest> & {
  readonly signal?: AbortSignal;
  /** Called with each event as it comes. */
  readonly onEvent?: (event: SimulationEvent) => void;
};

export interface FinishedRun {
  readonly ok: boolean;
  readonly events: readonly SimulationEvent[];
  /** The events of one type. */
  of<Type extends SimulationEvent['type']>(type: Type): Extract<SimulationEvent, { type: Type }>[];
  /** The arguments of each log, one list a log. */
  readonly logs: readonly (readonly unknown[])[];
}

/** Simulates a stage, in a real sandbox process, on the sample event Purchase. */
export async function run(code: string, options: RunOptions = {}): Promise<FinishedRun> {
  const { signal, onEvent, ...request } = options;
  const stage = request.stage ?? 'edge/tag';
  const events: SimulationEvent[] = [];
  const { ok } = await simulate(
    {
      file: `playground/${stage}.js`,
      code,
      stage,
      event: sampleEvents.Purchase,
      bindings,
      variables: {},
      sandbox: await sandboxBundle(),
      timeoutMs: 20_000,
      ...request,
    },
    (event) => {
      events.push(event);
      onEvent?.(event);
    },
    signal,
  );
  const of = <Type extends SimulationEvent['type']>(type: Type) =>
    events.filter((event): event is Extract<SimulationEvent, { type: Type }> => event.type === type);
  return { ok, events, of, logs: of('log').map(({ args }) => args) };
}

/** What a stage logs: the arguments of all its logs in one list. Fails when the stage does. */
export async function logged(code: string, options: RunOptions = {}): Promise<readonly unknown[]> {
  const { logs, of } = await run(code, options);
  const [error] = of('error');
  if (error) {
    throw new Error(`${error.name}: ${error.message}`);
  }
  return logs.flat();
}

let bundle: Promise<string> | undefined;

/** The sandbox, built from the source as it is now, once for each test process. */
export function sandboxBundle(): Promise<string> {
  bundle ??= (async () => {
    await built(bundles.workerd);
    await built(bundles.browser);
    return built(bundles.sandbox);
  })();
  return bundle;
}

/** The path of a CommonJS bundle of a source file, for a process of its own. */
export async function bundled(entry: string, name: string): Promise<string> {
  return built({ entry, name, plugins: [...bundles.sandbox.plugins, ...bundles.workerd.plugins] });
}

async function built(row: Bundle): Promise<string> {
  const folder = join('out', 'simulation-test', process.env.VITEST_POOL_ID ?? '0');
  const options = bundleOptions(row, { folder });
  const { outputFiles } = await build({ ...options, sourcemap: false, logLevel: 'warning', write: false });
  // Another run of the tests may be reading the file that is there.
  const file = join(folder, row.name);
  const fresh = `${file}.${process.pid}`;
  mkdirSync(folder, { recursive: true });
  writeFileSync(fresh, outputFiles[0]?.contents ?? '');
  renameSync(fresh, file);
  return file;
}

/** The Nodes of this machine to test the sandbox on: this one, and every other version on the PATH. */
export function nodesOfMachine(): readonly { readonly version: string; readonly path: string }[] {
  const name = process.platform === 'win32' ? 'node.exe' : 'node';
  const paths = (process.env.PATH ?? '').split(delimiter).map((folder) => join(folder, name));
  const found = new Map([[process.version, process.execPath]]);
  for (const path of paths.filter((each) => existsSync(each))) {
    const version = execFileSync(path, ['--version'], { encoding: 'utf8' }).trim();
    if (!found.has(version)) {
      found.set(version, path);
    }
  }
  return [...found].map(([version, path]) => ({ version, path }));
}
