import { describe, expect, test } from 'vitest';
import { run } from '../test/support/sandbox';
import { type SampleEvent, sampleEvents, visitor } from './samples';
import { stageParams } from './stageParams';

/** The names in `params`, as the stage sees them. */
async function namesIn(stage: string): Promise<unknown> {
  const { of } = await run("return Object.keys(params).sort().join(' ') + ''", { stage });
  return of('return')[0]?.value;
}

describe('params hold what the platform documents', () => {
  test.each([
    [
      'edge/init',
      'cookies hostData infra isNewUser logger providerSave requestHandler secrets session userGet userId userSave',
    ],
    [
      'edge/tag',
      'customData domain hostData infra logger origin payload platform providerData providerSave requestHandler secrets user userGet userId userSave',
    ],
    [
      'edge/user',
      'customData hostData infra logger payload providerSave requestHandler secrets user userGet userId userSave',
    ],
    ['edge/scheduled', 'infra logger reporting requestHandler scheduledTime secrets userKey'],
    ['apis/cdn/subscribe', 'endpoint infra logger method request secrets'],
    ['apis/server/report', 'currentUser endpoint infra logger method request secrets'],
    ['edge/tagRoot', 'customData domain hostData logger origin payload platform providerData user userId variables'],
  ])('%s', async (stage, names) => {
    expect(await namesIn(stage)).toBe(names);
  });

  test('of the types that it documents', async () => {
    const code = `return [typeof params.logger.log, typeof params.logger.error, params.scheduledTime instanceof Date,
      params.scheduledTime.toISOString(), params.secrets.REGION, Object.keys(params.infra).includes('CACHE')];`;
    const { of } = await run(code, { stage: 'edge/scheduled', variables: { REGION: 'eu' }, secrets: [] });
    expect(of('return')[0]?.value).toEqual(['function', 'function', true, '2026-01-05T09:35:00.000Z', 'eu', true]);
  });
});

/** The data of `params`. */
function dataOf(stage: string, event: SampleEvent) {
  const params = stageParams(stage, event);
  return 'refused' in params ? params.refused : params.data;
}

describe('an event', () => {
  test('is the payload of edge/tag, beside the sample visitor', () => {
    expect(dataOf('edge/tag', sampleEvents.AddToCart)).toMatchObject({
      payload: { eventName: 'AddToCart', data: { currency: 'USD', value: 37, contents: [{ id: 'JO-MUG-011' }] } },
      userId: visitor.userId,
      user: { email: 'maya.lindqvist@example.com' },
      platform: 'SHOPIFY',
    });
  });

  test('of one’s own takes the place of what it has', () => {
    const event = { name: 'big.json', payload: { eventName: 'Purchase', data: {} }, user: {}, platform: 'CUSTOM' };
    expect(dataOf('edge/tag', event)).toMatchObject({ payload: event.payload, user: {}, platform: 'CUSTOM' });
    expect(dataOf('edge/tag', event)).toMatchObject({ userId: visitor.userId });
  });

  test('is not the payload of edge/user, which are the fields being saved', () => {
    expect(dataOf('edge/user', sampleEvents.Purchase)).toMatchObject({ payload: visitor.user });
    expect(dataOf('edge/user', { name: 'own', payload: { email: 'x@y.example' } })).toMatchObject({
      payload: { email: 'x@y.example' },
      user: visitor.user,
    });
  });
});
