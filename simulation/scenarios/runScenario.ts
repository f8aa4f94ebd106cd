import { secretValues } from '../engines/sandboxCommand';
import { keepReady, startWorkerd } from '../engines/workerd';
import type { EngineEvent, SimulationEvent } from '../events';
import type { SimulationRequest } from '../request';
import type { RunState } from '../sandbox/realm/command';
import { Redaction } from '../sandbox/redaction';
import { simulate } from '../simulate';
import { judge } from './expectations';
import type { Expectations, Scenario } from './scenario';

/** The request for each step that runs a stage, in order; `undefined` for one that only waits. */
export type StepRequests = readonly (SimulationRequest | undefined)[];

/**
 * Runs the steps of a scenario one after another, the bindings shared along the way, and reports each run and what came
 * of each expectation. A step goes on where the one before it ended, even when an expectation failed. Never rejects.
 */
export async function runScenario(
  scenario: Scenario,
  requests: StepRequests,
  onEvent: (event: SimulationEvent) => void,
  signal: AbortSignal = new AbortController().signal,
): Promise<{ ok: boolean }> {
  const run = crypto.randomUUID();
  const began = performance.now();
  let seq = 0;
  const emit = (event: EngineEvent) => {
    seq += 1;
    const { type, t, ...fields } = event;
    onEvent({ v: 1, run, seq, t, type, ...fields } as SimulationEvent);
  };
  const elapsed = () => Math.round((performance.now() - began) * 10) / 10;
  const { name, file, steps } = scenario;
  emit({ type: 'scenario.start', t: 0, scenario: name, file, steps: steps.length });

  const shared = sharedRequest(requests);
  const session = shared && startWorkerd(shared);
  let state: RunState = requests.find((request) => request)?.state ?? {};
  const redaction = new Redaction(requests.flatMap((request) => (request ? secretValues(request) : [])));
  let failed = 0;
  for (const [step, { stage, waitMs, expect }] of steps.entries()) {
    if (signal.aborted) {
      break;
    }
    state = { ...state, clock: (state.clock ?? 0) + waitMs };
    const request = requests[step];
    emit({
      type: 'scenario.step',
      t: elapsed(),
      scenario: name,
      step,
      ...(stage && { stage }),
      ...(waitMs > 0 && { waitMs }),
    });
    if (!request) {
      continue;
    }
    const events: SimulationEvent[] = [];
    const report = (event: SimulationEvent) => {
      events.push(event);
      onEvent(event);
    };
    const result = await simulate({ ...request, state, keepState: true, ...(session && { session }) }, report, signal);
    if (signal.aborted) {
      break;
    }
    state = { ...(result.state ?? state), clock: result.state?.clock ?? state.clock ?? 0 };
    for (const { path, ...verdict } of judge(shownExpectations(expect, redaction), events)) {
      failed += verdict.ok ? 0 : 1;
      const at = scenario.placeOf(['steps', step, 'expect', ...path]);
      emit({ type: 'expectation', t: elapsed(), scenario: name, step, path: path.join('.'), at, ...verdict });
    }
  }
  await session?.end();
  if (shared) {
    keepReady(shared);
  }
  const cancelled = signal.aborted;
  const ok = failed === 0 && !cancelled;
  const end = { ok, failed, durationMs: elapsed(), ...(cancelled && { cancelled }) };
  emit({ type: 'scenario.end', t: elapsed(), scenario: name, ...end });
  return { ok };
}

/** Expectations as events show values: a secret in them stands for what is masked there, and is not shown either. */
function shownExpectations(expect: Expectations, redaction: Redaction): Expectations {
  return Object.fromEntries(Object.entries(expect).map(([key, value]) => [key, redaction.described(value)]));
}

/** What one workerd for all steps needs, so that what real bindings hold stays; `undefined` where none runs on it. */
function sharedRequest(requests: StepRequests): SimulationRequest | undefined {
  const own = requests.filter((request): request is SimulationRequest => request?.engine === 'workerd');
  const [first] = own;
  if (!first) {
    return undefined;
  }
  const modules = new Map(own.flatMap((request) => request.modules ?? []).map((module) => [module.path, module]));
  const bindings = new Map(own.flatMap((request) => request.bindings).map((binding) => [binding.name, binding]));
  for (const binding of own.flatMap((request) => request.bindings)) {
    if (binding.code) {
      bindings.set(binding.name, binding);
    }
  }
  return { ...first, modules: [...modules.values()], bindings: [...bindings.values()] };
}
