import { isRefused, type Refused } from '../core/refused';
import { compareEngines } from '../simulation/compare';
import type { SimulatedHttp, SimulationRequest } from '../simulation/request';
import { simulate as run } from '../simulation/simulate';
import type { Project } from './project';
import type { RefusedAt } from './refusedAt';
import { type Destination, openDestination, requestFor } from './simulation/destination';
import { namedEvent } from './simulation/event';
import type { Engines, RunObserver, RunResult } from './simulation/run';
import { noSeed, readSeedFile, withSeed } from './simulation/seed';
import { shownRefusal } from './simulation/shownRefusal';
import { withWorkerd } from './simulation/workerd';

/** One stage file, on one event. Plain data: an editor sends it to its runner as it is. */
export interface StageRequest {
  /** `edge/tag`, or the path of a stage file. */
  readonly stage: string;
  /** An environment of the manifest. */
  readonly environment?: string | undefined;
  /** A sample event, one of `simulation/events/` or a JSON file; `Purchase` unless told. */
  readonly event?: string | undefined;
  /** `memory` unless told. */
  readonly engine?: EngineName | undefined;
  /** Whether both engines run it, one after the other, to show where they differ. */
  readonly compare?: boolean | undefined;
  /** Whether it waits for a debugger. */
  readonly inspect?: boolean | undefined;
  /** The path of a file with what stores hold at the start. */
  readonly seed?: string | undefined;
  /** What an API handler answers. */
  readonly http?: SimulatedHttp | undefined;
  /** Real time, in ms. */
  readonly timeoutMs?: number | undefined;
}

export type EngineName = 'memory' | 'workerd';

/** The engine of a name that a user wrote. */
export function findEngine(name: string): EngineName | Refused {
  return name === 'memory' || name === 'workerd' ? name : { refused: `--engine is memory or workerd, not '${name}'.` };
}

/**
 * Runs a stage file and reports what it does as it does it. Refused where it could not begin; what goes wrong after that
 * is in its events. It may start the TypeScript worker, which the caller stops. Sentences are without secrets.
 */
export async function simulate(
  project: Project,
  request: StageRequest,
  engines: Engines,
  observer: RunObserver,
): Promise<RunResult | RefusedAt> {
  const destination = openDestination(project, request.environment);
  if (isRefused(destination)) {
    return destination;
  }
  const result = await simulateIn(destination, request, engines, observer);
  return isRefused(result) ? shownRefusal(result, destination) : result;
}

async function simulateIn(
  destination: Destination,
  { stage, event: eventName, engine = 'memory', compare, inspect, seed: seedFile, http, timeoutMs }: StageRequest,
  engines: Engines,
  { started, event: report, signal }: RunObserver,
): Promise<RunResult | Refused> {
  if (inspect && compare) {
    return { refused: '--inspect debugs one run, and --compare has two: leave one of them out.' };
  }
  const event = namedEvent(destination, eventName ?? 'Purchase');
  if (isRefused(event)) {
    return event;
  }
  const plain = await requestFor(destination, stage, event, engines.sandbox);
  if (isRefused(plain)) {
    return plain;
  }
  const seed = seedFile === undefined ? noSeed : readSeedFile(destination, seedFile);
  if (isRefused(seed)) {
    return seed;
  }
  if (compare && plain.stage.startsWith('browser/')) {
    return { refused: `--compare is for stages that run on Workers; ${plain.stage} runs in a page.` };
  }
  const { pools } = engines;
  const more: Partial<SimulationRequest> = {
    engine,
    ...(pools && { pools }),
    ...(http && { http }),
    ...(inspect && { inspect: { root: destination.project.root } }),
    ...(timeoutMs !== undefined && { timeoutMs }),
  };
  const request = withSeed({ ...plain, ...more }, seed);
  started?.(request.file);
  if (compare) {
    const { ok, same } = await compareEngines(withWorkerd(destination, request, seed, engines), report, signal);
    return { ok: ok && same };
  }
  const { ok } = await run(
    engine === 'workerd' ? withWorkerd(destination, request, seed, engines) : request,
    report,
    signal,
  );
  return { ok };
}
