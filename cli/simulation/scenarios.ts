import { readdirSync } from 'node:fs';
import type { EnginePools } from '../../simulation/engines/pools';
import type { SimulationRequest } from '../../simulation/request';
import { readEvent, type SampleEvent } from '../../simulation/samples';
import { nameOf, readScenario, type Scenario, scenarioFolder } from '../../simulation/scenarios/scenario';
import { Failure } from '../failure';
import { type Destination, requestFor } from './destination';
import { namedEvent } from './event';
import { givenFile } from './givenFile';
import { readSeedFile, seedFor, withSeed } from './seed';
import { withWorkerd } from './workerd';

/** The scenarios of `--scenario NAME|FILE|all`. A `Failure` says where one cannot be read. */
export function readScenarios(destination: Destination, name: string): Scenario[] {
  const { root } = destination.project;
  const files = scenarioFiles(root);
  const named = files.filter((file) => name === 'all' || nameOf(file) === name);
  const given = named.length === 0 && /\.jsonc?$/.test(name) ? givenFile(destination, name) : undefined;
  const chosen = given === undefined ? named.map((file) => givenFile(destination, file, [`${root}/${file}`])) : [given];
  if (chosen.length === 0) {
    const known =
      files.length > 0 ? `The scenarios here are ${files.map(nameOf).join(', ')}.` : `They live in ${scenarioFolder}/.`;
    throw new Failure(name === 'all' ? `There are no scenarios. ${known}` : `There is no scenario '${name}'. ${known}`);
  }
  return chosen.flatMap((content) => {
    if (content === undefined) {
      return [];
    }
    if ('problem' in content) {
      throw new Failure(content.problem);
    }
    const scenario = readScenario(content.file, content.text);
    if ('problem' in scenario) {
      const { file, line, character } = scenario.at;
      throw new Failure(`${file}:${line + 1}:${character + 1} - ${scenario.problem}`);
    }
    return scenario;
  });
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

interface RunOptions {
  readonly engine?: 'memory' | 'workerd' | undefined;
  readonly timeoutMs?: number | undefined;
  readonly pools?: EnginePools | undefined;
}

/** The requests for the steps of a scenario; a `Failure` for a step that cannot be. */
export async function stepRequests(
  destination: Destination,
  scenario: Scenario,
  { engine = scenario.engine ?? 'memory', timeoutMs, pools }: RunOptions,
): Promise<(SimulationRequest | undefined)[]> {
  const seed =
    typeof scenario.seed === 'string'
      ? readSeedFile(destination, scenario.seed)
      : seedFor(destination, scenario.file, scenario.seed);
  const requests: (SimulationRequest | undefined)[] = [];
  for (const [index, step] of scenario.steps.entries()) {
    if (engine === 'workerd' && step.waitMs > 0) {
      throw failureAt(
        scenario,
        ['steps', index, 'wait'],
        'Time passes on the memory engine only: leave "wait" out for workerd.',
      );
    }
    if (step.stage === undefined) {
      requests.push(undefined);
      continue;
    }
    const event = stepEvent(destination, scenario, index);
    const request = await requestFor(destination, step.stage, { ...event, ...scenario.visitor, ...ownFields(event) });
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
    requests.push(engine === 'workerd' ? withWorkerd(destination, seeded, seed) : seeded);
  }
  return requests;
}

/** What an event says itself goes before what the scenario says of the visitor. */
const ownFields = ({ name, ...fields }: SampleEvent): SampleEvent => ({ name, ...fields });

function stepEvent(destination: Destination, scenario: Scenario, index: number): SampleEvent {
  const { event = 'Purchase', stage = '' } = scenario.steps[index] ?? {};
  if (typeof event === 'string') {
    const found = namedEvent(destination, event);
    if ('problem' in found) {
      throw failureAt(scenario, ['steps', index, 'event'], found.problem);
    }
    return found;
  }
  const read = readEvent(event, `${scenario.name}: ${stage}`);
  if ('problem' in read) {
    throw failureAt(scenario, ['steps', index, 'event'], read.problem);
  }
  return read;
}

function failureAt(scenario: Scenario, path: readonly (string | number)[], message: string): Failure {
  const { file, line, character } = scenario.placeOf(path);
  return new Failure(`${file}:${line + 1}:${character + 1} - ${message}`);
}
