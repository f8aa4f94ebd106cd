import { describe, expect, test } from 'vitest';
import { run } from '../test/support/sandbox';

describe('a Transformation', () => {
  test.each([
    ['edge/tagRoot', '{}'],
    ['edge/tagRoot', '{ payload: { ...params.payload, eventName: "Order" } }'],
    ['edge/tagRoot', '{ skipEvent: true }'],
    ['edge/tagRoot', '{ additionalEvents: [{ eventName: "Lead", data: {} }], skipEvent: undefined }'],
    ['edge/tagInstance', '{ user: { email: null } }'],
  ])('%s may return %s', async (stage, value) => {
    const { of, ok } = await run(`return ${value};`, { stage });
    expect(of('error')).toEqual([]);
    expect(ok).toBe(true);
  });

  const shape = 'it must return an object with any of payload, skipEvent, additionalEvents and user.';
  test.each([
    ['edge/tagRoot', '', `The Transformation returned nothing; ${shape}`],
    ['edge/tagRoot', 'return params.payload.eventName;', `The Transformation returned a string; ${shape}`],
    ['edge/tagRoot', 'return [];', `The Transformation returned an array; ${shape}`],
    [
      'edge/tagChannel',
      'return { payload: "x" };',
      'The Transformation returned a string as "payload", which must be an object.',
    ],
    [
      'edge/tagChannel',
      'return { skipEvent: 1 };',
      'The Transformation returned a number as "skipEvent", which must be true or false.',
    ],
    [
      'edge/tagRoot',
      'return { additionalEvents: { eventName: "Lead" } };',
      'The Transformation returned an object as "additionalEvents", which must be a list of events.',
    ],
    [
      'edge/tagRoot',
      'return { additionalEvents: ["Lead"] };',
      'The Transformation returned an array as "additionalEvents", which must hold objects: its item 0 is a string.',
    ],
    [
      'edge/tagChannel',
      'return { additionalEvents: [] };',
      'The Transformation returned "additionalEvents", which only a root Transformation (tagRoot, clientTagRoot) may return.',
    ],
    [
      'edge/tagRoot',
      'return { event: {} };',
      'The Transformation returned "event", which the platform does not read. It reads payload, skipEvent, additionalEvents, user.',
    ],
  ])('%s must not: %s', async (stage, code, message) => {
    const { of, ok } = await run(code, { stage });
    expect(ok).toBe(false);
    expect(of('return')).toHaveLength(1);
    expect(of('error')[0]).toMatchObject({ phase: 'run', name: 'WrongReturn', message });
  });
});
