import { describe, expect, it } from 'vitest';
import { TypeScriptClient } from '../service/typescript/client';
import type { SimulationEvent } from '../simulation/events';
import { bundle, temporaryFolder } from '../test/support/temporaryFolder';
import { openProject, type Project } from './project';
import { type ScenariosRequest, scenarios } from './scenarios';
import { findEngine, type StageRequest, simulate } from './simulate';

const shop = {
  'wrangler.toml': '[[kv_namespaces]]\nbinding = "CACHE"\n',
  '.dev.vars': 'KEY="sk_live_do_not_show_42"\n',
  'playground/edge/tag.js': 'console.log(params.payload.eventName);\n',
  'playground/browser/tag.js': '',
  'simulation/scenarios/wrong.json': '{\n  "steps": [{ "stage": "edge/tag", "event": "Nothing" }]\n}\n',
  'simulation/scenarios/slow.json': '{ "engine": "workerd", "steps": [{ "wait": "1 day" }] }',
  'secret.json': '{ "CACHE": { "a": sk_live_do_not_show_42 } }',
};

const engines = { sandbox: bundle('simulation.js') };

function projectOf(files: Record<string, string | Uint8Array> = shop): Project {
  const typescript = new TypeScriptClient({ worker: bundle('typescript.js'), declarations: bundle('declarations') });
  const project = openProject({ workingDirectory: temporaryFolder(files) }, typescript);
  if ('refused' in project) {
    throw new Error(project.refused);
  }
  return project;
}

/** What an operation does: its result, and what it told the observer. */
async function told<Result>(
  operation: (observer: Parameters<typeof simulate>[3]) => Promise<Result>,
): Promise<{ result: Result; told: string[] }> {
  const events: string[] = [];
  const result = await operation({
    started: (file) => events.push(`started ${file}`),
    event: ({ type }: SimulationEvent) => events.push(type),
    signal: new AbortController().signal,
  });
  return { result, told: events };
}

describe('a stage', () => {
  const run = (request: StageRequest, project = projectOf()) =>
    told((observer) => simulate(project, request, engines, observer));

  it('runs, and its observer is told first which file it is', async () => {
    expect(await run({ stage: 'edge/tag' })).toEqual({
      result: { ok: true },
      told: ['started playground/edge/tag.js', 'run.start', 'log', 'return', 'run.end'],
    });
  });

  it.each<[string, StageRequest, RegExp]>([
    ['that there is not', { stage: 'edge/tagg' }, /^There is no stage 'edge\/tagg'\. The stages here are /],
    ['in an unknown environment', { stage: 'edge/tag', environment: 'x' }, /^wrangler\.toml has no environment 'x'\./],
    ['on an unknown event', { stage: 'edge/tag', event: 'x' }, /there is no 'x'\.$/],
    ['with a seed that is not there', { stage: 'edge/tag', seed: 'x.sql' }, /^There is no seed file 'x\.sql'\.$/],
    ['compared in a page', { stage: 'browser/tag', compare: true }, /browser\/tag runs in a page\.$/],
    ['compared and debugged', { stage: 'edge/tag', compare: true, inspect: true }, /leave one of them out\.$/],
  ])('%s is refused, and nothing starts', async (_, request, sentence) => {
    expect(await run(request)).toEqual({ result: { refused: expect.stringMatching(sentence) }, told: [] });
  });

  it('is refused where secrets cannot be read', async () => {
    const project = projectOf({ ...shop, '.dev.vars': new Uint8Array([75, 61, 255]) });
    expect((await run({ stage: 'edge/tag' }, project)).result).toEqual({
      refused: expect.stringMatching(/^\.dev\.vars is not a text/),
    });
  });

  it('is refused without showing a secret', async () => {
    const { result } = await run({ stage: 'edge/tag', seed: 'secret.json' });
    expect(result).toEqual({ refused: expect.stringMatching(/^secret\.json is not JSON/) });
    expect(JSON.stringify(result)).not.toMatch(/sk_live|do_not_show/);
  });
});

describe('scenarios', () => {
  const run = (request: ScenariosRequest) => told((observer) => scenarios(projectOf(), request, engines, observer));

  it('are refused at the place that is wrong', async () => {
    const { result } = await run({ scenario: 'wrong' });
    const at = { file: 'simulation/scenarios/wrong.json', line: 1, character: expect.any(Number) };
    expect(result).toEqual({ refused: expect.stringMatching(/there is no 'Nothing'\.$/), at });
    expect((await run({ scenario: 'slow' })).result).toMatchObject({
      refused: 'Time passes on the memory engine only: leave "wait" out for workerd.',
      at: { file: 'simulation/scenarios/slow.json', line: 0 },
    });
  });

  it('that there are not are refused, and nothing starts', async () => {
    expect(await run({ scenario: 'x' })).toEqual({
      result: { refused: "There is no scenario 'x'. The scenarios here are slow, wrong." },
      told: [],
    });
  });
});

it('an engine is one of two', () => {
  expect(findEngine('workerd')).toBe('workerd');
  expect(findEngine('v8')).toEqual({ refused: expect.stringMatching(/memory or workerd, not 'v8'\.$/) });
});
