import { describe, expect, test } from 'vitest';
import { logged, run } from '../../../../test/support/sandbox';

describe('Analytics Engine', () => {
  test('logs data points', async () => {
    const { of } = await run("params.infra.EVENTS.writeDataPoint({ blobs: ['a'], doubles: [1], indexes: ['i'] });");
    expect(of('binding')).toMatchObject([
      { op: 'writeDataPoint', args: [{ blobs: ['a'], doubles: [1], indexes: ['i'] }], simulated: 'captured' },
    ]);
  });

  test.each([
    ["{ indexes: ['a', 'b'] }", 'writeDataPoint(): Maximum of 1 indexes supported.'],
    ['{ doubles: Array(21).fill(0) }', 'writeDataPoint(): Maximum of 20 doubles supported.'],
    ["{ blobs: 'a' }", 'writeDataPoint(): "blobs" must be an array.'],
  ])('refuses %s', async (point, message) => {
    const { of } = await run(`params.infra.EVENTS.writeDataPoint(${point});`);
    expect(of('error')[0]?.message).toBe(message);
  });
});

describe('a queue', () => {
  test('takes messages, and delivers them to nobody', async () => {
    const { of, ok } = await run(`
      const { JOBS } = params.infra;
      await JOBS.send({ id: 1 });
      await JOBS.send('x', { contentType: 'text', delaySeconds: 60 });
      await JOBS.sendBatch([{ body: 1 }, { body: 2, contentType: 'json' }]);
      console.log((await JOBS.metrics()).backlogCount);`);
    expect(ok).toBe(true);
    expect(of('binding').map(({ op, args }) => ({ op, args }))).toEqual([
      { op: 'send', args: [{ id: 1 }] },
      { op: 'send', args: ['x', { contentType: 'text', delaySeconds: 60 }] },
      { op: 'sendBatch', args: [[{ body: 1 }, { body: 2, contentType: 'json' }]] },
      { op: 'metrics', args: [] },
    ]);
    expect(of('log')[0]?.args).toEqual([4]);
  });

  test.each([
    ["send('x'.repeat(128_001))", 'exceeds limit of 128000'],
    ['sendBatch(Array(101).fill({ body: 1 }))', 'exceeds limit of 100'],
    ['sendBatch([])', 'at least one message'],
    ['send(undefined)', 'cannot be undefined'],
    ["send({}, { contentType: 'text' })", 'requires a value of type string'],
    ['send(1, { delaySeconds: 50_000 })', 'between 0 and 43200'],
    ["send(1, { contentType: 'xml' })", 'Unsupported queue message content type: xml'],
  ])('refuses %s', async (call, message) => {
    const { of } = await run(`await params.infra.JOBS.${call};`);
    expect(of('error')[0]?.message).toContain(message);
  });
});

test('a rate limit counts by key, in windows of its period', async () => {
  const code = `
    const allowed = async (key) => (await params.infra.LIMITER.limit({ key })).success;
    console.log(await allowed('a'), await allowed('a'), await allowed('a'), await allowed('b'));
    await scheduler.wait(60_000);
    console.log(await allowed('a'));`;
  expect(await logged(code)).toEqual([true, true, false, true, true]);
});

test('an older rate limit, in unsafe.bindings, counts too', async () => {
  const fields = { type: 'ratelimit', simple: { limit: 1, period: 10 } };
  const code = "const l = () => params.infra.OLD.limit({ key: 'k' }); console.log(await l(), await l());";
  expect(await logged(code, { bindings: [{ name: 'OLD', kind: 'unsafe.bindings', fields }] })).toEqual([
    { success: true },
    { success: false },
  ]);
});

describe('a binding of any other kind', () => {
  test('records its calls and answers nothing', async () => {
    const { of, ok, logs } = await run(`
      const { COUNTER, BACKEND } = params.infra;
      const stub = COUNTER.get(COUNTER.idFromName('a'));
      console.log(await stub.increment(2), await BACKEND.add(1, 2));
      console.log(await (await BACKEND.fetch('https://backend/')).json());`);
    expect(ok).toBe(true);
    expect(logs).toEqual([[{ $: 'undefined' }, { $: 'undefined' }], [{}]]);
    expect(of('binding').map(({ name, op }) => `${name}.${op}`)).toEqual([
      'COUNTER.idFromName',
      'COUNTER.get',
      'COUNTER.get().increment',
      'BACKEND.add',
      'BACKEND.fetch',
    ]);
    expect(of('binding').every(({ simulated }) => simulated === 'recorded')).toBe(true);
  });

  test('can be logged and copied about', async () => {
    const { ok } = await run('console.log(params.infra, `${params.infra.COUNTER}`, JSON.stringify(params.infra));');
    expect(ok).toBe(true);
  });
});

test('reporting of edge/scheduled is SQL that is captured', async () => {
  const { of, ok, logs } = await run(
    `
    const { scheduledTime, reporting } = params;
    await reporting.saveInDatabase('INSERT INTO runs VALUES (?)', [scheduledTime.toISOString()]);
    await reporting.saveBatchInDatabase('INSERT INTO t VALUES (?)', [[1], [2]]);
    console.log(await reporting.getFromDatabase('SELECT 1'));`,
    { stage: 'edge/scheduled' },
  );
  expect(ok).toBe(true);
  expect(logs).toEqual([[[]]]);
  expect(of('binding').map(({ kind, op, sql, parameters, executed }) => [kind, op, sql, parameters, executed])).toEqual(
    [
      ['reporting', 'saveInDatabase', 'INSERT INTO runs VALUES (?)', ['2026-01-05T09:35:00.000Z'], false],
      ['reporting', 'saveBatchInDatabase', 'INSERT INTO t VALUES (?)', [[1], [2]], false],
      ['reporting', 'getFromDatabase', 'SELECT 1', [], false],
    ],
  );
});
