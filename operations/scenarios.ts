import { isRefused } from '../core/refused';
import { runScenario } from '../simulation/scenarios/runScenario';
import type { Project } from './project';
import type { RefusedAt } from './refusedAt';
import type { EngineName } from './simulate';
import { type Destination, openDestination } from './simulation/destination';
import type { Engines, RunObserver, RunResult } from './simulation/run';
import { readScenarios, stepRequests } from './simulation/scenarios';
import { shownRefusal } from './simulation/shownRefusal';

/** Scenarios of a Destination. Plain data, as `StageRequest` is. */
export interface ScenariosRequest {
  /** The name of one, the path of its file, or `all`. */
  readonly scenario: string;
  /** An environment of the manifest. */
  readonly environment?: string | undefined;
  /** What runs the steps; what the scenario says unless told. */
  readonly engine?: EngineName | undefined;
  /** Real time of each step, in ms. */
  readonly timeoutMs?: number | undefined;
}

/**
 * Runs scenarios one after another, and reports their events. Refused where one cannot be read or a step of it cannot
 * be run; those before it have run then. It may start the TypeScript worker, which the caller stops.
 */
export async function scenarios(
  project: Project,
  request: ScenariosRequest,
  engines: Engines,
  observer: RunObserver,
): Promise<RunResult | RefusedAt> {
  const destination = openDestination(project, request.environment);
  if (isRefused(destination)) {
    return destination;
  }
  const result = await scenariosIn(destination, request, engines, observer);
  return isRefused(result) ? shownRefusal(result, destination) : result;
}

async function scenariosIn(
  destination: Destination,
  { scenario: name, ...options }: ScenariosRequest,
  engines: Engines,
  { started, event: report, signal }: RunObserver,
): Promise<RunResult | RefusedAt> {
  const chosen = readScenarios(destination, name);
  if (isRefused(chosen)) {
    return chosen;
  }
  started?.();
  let ok = true;
  for (const scenario of chosen) {
    if (signal.aborted) {
      return { ok: false, isCutOff: true };
    }
    const requests = await stepRequests(destination, scenario, options, engines);
    if (isRefused(requests)) {
      return requests;
    }
    const result = await runScenario(scenario, requests, report, signal);
    ok &&= result.ok;
  }
  return { ok };
}
