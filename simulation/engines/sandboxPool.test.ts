import { expect, onTestFinished, test } from 'vitest';
import { nodesOfMachine, run, sandboxBundle } from '../../test/support/sandbox';
import { createSandboxPool } from './sandboxPool';

test.each(nodesOfMachine())('a pool has a sandbox of its own for each run, with Node $version', async ({ path }) => {
  const pool = createSandboxPool(await sandboxBundle(), { node: path });
  const pools = { sandboxes: pool };
  onTestFinished(() => pool.dispose());
  // A Node that does not know a flag has the pool start again.
  await expect.poll(() => pool.waiting, { timeout: 10_000 }).toBe(1);
  const first = await run('globalThis.left = 1; return 1;', { pools, node: path });
  const second = await run('return typeof left;', { pools, node: path });
  expect(first.of('return')[0]?.value).toBe(1);
  expect(second.of('return')[0]?.value).toBe('undefined');
  expect(second.of('run.start')[0]).not.toHaveProperty('missingLayers');
});

test('a run without a sandbox that waits starts its own', async () => {
  const pool = createSandboxPool(await sandboxBundle());
  const pools = { sandboxes: pool };
  pool.dispose();
  expect((await run('return 1;', { pools })).ok).toBe(true);
});

test('a sandbox that waits ends with its pool', async () => {
  const pool = createSandboxPool(await sandboxBundle());
  const child = pool.take();
  expect(child?.process.exitCode).toBeNull();
  child?.end();
  await expect.poll(() => child?.process.exitCode ?? child?.process.signalCode, { timeout: 5_000 }).not.toBeNull();
});

test('a run in a sandbox that waited is as one in a sandbox that did not', async () => {
  const pool = createSandboxPool(await sandboxBundle());
  const pools = { sandboxes: pool };
  onTestFinished(() => pool.dispose());
  const code = `
    await params.infra.CACHE.put('k', 'v');
    console.log((await params.infra.CACHE.list()).keys.length, await params.infra.FILES.head('file'));
    console.log(performance.now() < 900, Date.now() - performance.timeOrigin < 900);
    new URL('nowhere');`;
  const alone = await run(code);
  await new Promise((resolve) => setTimeout(resolve, 1_000));
  const waited = await run(code, { pools });
  const steady = ({ events }: typeof alone) =>
    events.map(({ run: _, t: __, ...event }) => ('rssMb' in event ? event.type : event));
  expect(steady(waited)).toEqual(steady(alone));
  expect(waited.logs).toEqual([
    [1, null],
    [true, true],
  ]);
});

test('a pool has as many sandboxes wait as were needed at once', async () => {
  const pool = createSandboxPool(await sandboxBundle());
  const pools = { sandboxes: pool };
  onTestFinished(() => pool.dispose());
  const three = () => Promise.all([1, 2, 3].map((number) => run(`return ${number};`, { pools })));
  for (const results of [await three(), await three()]) {
    expect(results.map(({ of }) => of('return')[0]?.value)).toEqual([1, 2, 3]);
  }
  expect(pool.waiting).toBe(3);
});
