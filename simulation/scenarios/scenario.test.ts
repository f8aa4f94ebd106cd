import { describe, expect, test } from 'vitest';
import { readScenario } from './scenario';

const file = 'simulation/scenarios/x.jsonc';

describe('a scenario', () => {
  test('is read with comments in it', () => {
    const scenario = readScenario(file, '{ // why\n "steps": [{ "stage": "edge/init" }, { "wait": "2 hours" }] }');
    expect(scenario).toMatchObject({
      name: 'x',
      steps: [{ stage: 'edge/init', waitMs: 0, expect: {} }, { waitMs: 7_200_000 }],
    });
  });

  test('knows where its parts stand', () => {
    const scenario = readScenario(file, '{ "steps": [\n  { "stage": "edge/init", "expect": { "requests": [] } }] }');
    expect('placeOf' in scenario && scenario.placeOf(['steps', 0, 'expect', 'requests', 3])).toEqual({
      file,
      line: 1,
      character: 50,
    });
  });

  test.each([
    ['{ "steps": [ }', 0, 11, /^The scenario cannot be read: /],
    ['{}', 0, 0, /^A scenario must have "steps": a list of at least one\.$/],
    ['{ "step": [] }', 0, 10, /^A scenario has no "step": did you mean "steps"\?/],
    ['{ "engine": "v8", "steps": [{ "stage": "x" }] }', 0, 12, /^The engine of a scenario is/],
    ['{ "steps": [1] }', 0, 12, /^A step must be an object with a "stage"/],
    ['{ "steps": [{ "event": "Purchase" }] }', 0, 12, /^A step must have a "stage"/],
    ['{ "steps": [{ "wait": "long" }] }', 0, 22, /^A "wait" is a time/],
    ['{ "steps": [{ "stage": "a", "expect": { "request": [] } }] }', 0, 51, /^Nothing expects "request": did you mean/],
    ['{ "steps": [{ "stage": "a", "expect": { "logs": "x" } }] }', 0, 48, /^"logs" must be a list/],
  ])('that is wrong says what and where: %s', (text, line, character, problem) => {
    const scenario = readScenario(file, text);
    expect(scenario).toMatchObject({ refused: expect.stringMatching(problem), at: { file, line, character } });
  });
});
