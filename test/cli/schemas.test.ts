import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { describe, expect, it } from 'vitest';
import { sampleEventNames, stageKinds } from '../../core/platform/stages/stages';
import { readEvent, sampleEvents, visitor } from '../../simulation/samples';
import { readScenario } from '../../simulation/scenarios/scenario';

const root = resolve(import.meta.dirname, '../..');
const schema = (name: string) => JSON.parse(readFileSync(`${root}/schemas/${name}.schema.json`, 'utf8'));
const { contributes } = JSON.parse(readFileSync(`${root}/package.json`, 'utf8'));
const event = schema('event');
const scenario = schema('scenario');
const step = scenario.properties.steps.items;

it('every schema is contributed', () => {
  expect(contributes.jsonValidation.map(({ url }: { url: string }) => url)).toEqual([
    './schemas/event.schema.json',
    './schemas/scenario.schema.json',
  ]);
});

describe('the schema of an event', () => {
  it('has the fields of params that an event may have, and those of a payload', () => {
    const fields = ['payload', ...Object.keys(visitor)];
    const payload = Object.keys(sampleEvents.Purchase.payload);
    expect(Object.keys(event.properties).toSorted()).toEqual(['$schema', ...fields, ...payload].toSorted());
    expect(Object.keys(event.then.properties).toSorted()).toEqual(['$schema', ...fields].toSorted());
    for (const sample of Object.values(sampleEvents)) {
      expect(Object.keys(event.properties.payload.properties)).toEqual(
        expect.arrayContaining(Object.keys(sample.payload)),
      );
    }
  });

  it('lets through what the simulation takes', () => {
    expect(readEvent({ $schema: 'x', eventName: 'Lead' }, 'event')).toMatchObject({ payload: { eventName: 'Lead' } });
  });
});

describe('the schema of a scenario', () => {
  const accepts = (content: object) => !('refused' in readScenario('a.json', JSON.stringify(content)));
  const steps = [{ stage: 'edge/tag' }];

  it('knows every stage and every sample event', () => {
    expect(step.properties.stage.anyOf[0].enum).toEqual(
      stageKinds.map(({ id }) => id).filter((id) => !id.startsWith('apis/')),
    );
    expect(step.properties.event.anyOf[0].enum).toEqual([...sampleEventNames]);
  });

  it('has the properties that the simulation reads, and no others', () => {
    const values: Record<string, unknown> = { engine: 'memory', visitor: {}, steps };
    for (const key of Object.keys(scenario.properties)) {
      expect(accepts({ steps, [key]: values[key] ?? 'text' }), key).toBe(true);
    }
    const ofSteps: Record<string, unknown> = { wait: '2 hours', request: {}, expect: {} };
    for (const key of Object.keys(step.properties)) {
      expect(accepts({ steps: [{ stage: 'edge/tag', [key]: ofSteps[key] ?? 'edge/tag' }] }), key).toBe(true);
    }
    for (const [key, { type }] of Object.entries<{ type?: string }>(step.properties.expect.properties)) {
      const value = type === 'array' ? [] : type === 'object' ? {} : 'text';
      expect(accepts({ steps: [{ stage: 'edge/tag', expect: { [key]: value } }] }), key).toBe(true);
    }
    // The other way round: what the simulation suggests for a name that there is not.
    expect(readScenario('a.json', '{ "nothing": 1 }')).toMatchObject({
      refused: expect.stringContaining(Object.keys(scenario.properties).join(', ')),
    });
  });

  it('knows the times that can pass', () => {
    const [{ pattern }] = step.properties.wait.anyOf;
    for (const wait of ['30 seconds', '1 day', '2.5 hours', 'a day', '3 weeks']) {
      expect(accepts({ steps: [{ wait }] }), wait).toBe(new RegExp(pattern).test(wait));
    }
  });
});
