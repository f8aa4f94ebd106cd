import { readdirSync } from 'node:fs';
import { isRefused, type Refused } from '../../core/refused';
import type { SimulationRequest } from '../../simulation/request';
import { readEvent, type SampleEvent } from '../../simulation/samples';
import { nameOf, readScenario, type Scenario, type Step, scenarioFolder } from '../../simulation/scenarios/scenario';
import type { RefusedAt } from '../refusedAt';
import { type Destination, requestFor } from './destination';
import { namedEvent } from './event';
import { givenFile } from './givenFile';
import type { Engines } from './run';
import { readSeedFile, seedFor, withSeed } from './seed';
import { withWorkerd } from './workerd';

/** The scenarios of a name, a file, or `all`. Refused where there is none, or one cannot be read. */
export function readScenarios(destination: Destination, name: string): readonly Scenario[] | RefusedAt {
  const { root } = destination.project;
  const files = scenarioFiles(root);
  const named = files.filter((file) => name === 'all' || nameOf(file) === name);
  const given = named.length === 0 && /\.jsonc?$/.test(name) ? givenFile(destination, name) : undefined;
  const chosen = given === undefined ? named.map((file) => givenFile(destination, file, [`${root}/${file}`])) : [given];
  if (chosen.length === 0) {
    const known =
      files.length > 0 ? `The scenarios here are ${files.map(nameOf).join(', ')}.` : `They live in ${scenarioFolder}/.`;
    const none = name === 'all' ? 'There are no scenarios.' : `There is no scenario '${name}'.`;
    return { refused: `${none} ${known}` };
  }
  const scenarios: Scenario[] = [];
  for (const content of chosen) {
    if (content === undefined) {
      continue;
    }
    const scenario = isRefused(content) ? content : readScenario(content.file, content.text);
    if (isRefused(scenario)) {
      return scenario;
    }
    scenarios.push(scenario);
  }
  return scenarios;
}

/** Paths relative to the root. */
function scenarioFiles(root: string): string[] {
  try {
    return readdirSync(`${root}/${scenarioFolder}`)
      .filter((file) => /\.jsonc?$/.test(file))
      .sort()
      .map((file) => `${scenarioFolder}/${file}`);
  } catch {
    return [];
  }
}

export interface StepOptions {
  /** What runs the steps, whatever the scenario says. */
  readonly engine?: 'memory' | 'workerd' | undefined;
  /** What each step may take, in ms. */
  readonly timeoutMs?: number | undefined;
}

/** The requests for the steps of a scenario, `undefined` for one that only waits. Refused where a step cannot be run. */
export async function stepRequests(
  destination: Destination,
  scenario: Scenario,
  { engine = scenario.engine ?? 'memory', timeoutMs }: StepOptions,
  engines: Engines,
): Promise<readonly (SimulationRequest | undefined)[] | RefusedAt> {
  const seed =
    typeof scenario.seed === 'string'
      ? readSeedFile(destination, scenario.seed)
      : seedFor(destination, scenario.file, scenario.seed);
  if (isRefused(seed)) {
    return seed;
  }
  const requests: (SimulationRequest | undefined)[] = [];
  for (const [index, step] of scenario.steps.entries()) {
    if (engine === 'workerd' && step.waitMs > 0) {
      const refused = 'Time passes on the memory engine only: leave "wait" out for workerd.';
      return { refused, at: scenario.placeOf(['steps', index, 'wait']) };
    }
    if (step.stage === undefined) {
      requests.push(undefined);
      continue;
    }
    const event = stepEvent(destination, scenario, step);
    if (isRefused(event)) {
      return { ...event, at: scenario.placeOf(['steps', index, 'event']) };
    }
    const shown = { ...event, ...scenario.visitor, ...ownFields(event) };
    const request = await requestFor(destination, step.stage, shown, engines.sandbox);
    if (isRefused(request)) {
      return request;
    }
    const { pools } = engines;
    const seeded = withSeed(
      {
        ...request,
        engine,
        ...(pools && { pools }),
        ...(timeoutMs && { timeoutMs }),
        ...(step.http && { http: step.http }),
      },
      seed,
    );
    requests.push(engine === 'workerd' ? withWorkerd(destination, seeded, seed, engines) : seeded);
  }
  return requests;
}

/** What an event says itself goes before what the scenario says of the visitor. */
const ownFields = ({ name, ...fields }: SampleEvent): SampleEvent => ({ name, ...fields });

function stepEvent(
  destination: Destination,
  scenario: Scenario,
  { event = 'Purchase', stage = '' }: Step,
): SampleEvent | Refused {
  return typeof event === 'string' ? namedEvent(destination, event) : readEvent(event, `${scenario.name}: ${stage}`);
}
