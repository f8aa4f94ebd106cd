import { existsSync } from 'node:fs';
import { expect, onTestFinished } from 'vitest';
import { needs } from '../../test/support/needs';
import { descendantsOf, isRunning, nameOf } from '../../test/support/processes';
import { miniflareMissing, run, sandboxBundle } from '../../test/support/sandbox';
import { workerdProject } from '../project/workerd';
import { createSandboxPool } from './sandboxPool';
import { createWorkerdPool } from './workerdPool';

const miniflare = workerdProject(process.cwd(), [], {});
const hasMiniflare = !('problem' in miniflare);
const hasProc = existsSync('/proc/self/task');
const test = needs(hasMiniflare, miniflareMissing);

const migration = (columns: string) => ({
  ...miniflare,
  sql: [{ binding: 'DB', file: 'migrations/0001.sql', sql: `CREATE TABLE orders (${columns});` }],
});

/** Runs on workerd, one after another, each with what the one before had start. */
async function pooled() {
  const sandboxes = createSandboxPool(await sandboxBundle());
  const workerds = createWorkerdPool();
  onTestFinished(() => {
    sandboxes.dispose();
    workerds.dispose();
  });
  return (code: string, columns = 'id TEXT') =>
    run(code, { engine: 'workerd', workerd: migration(columns), pools: { sandboxes, workerds } });
}

test('a workerd that waited is as fresh as one that starts', async () => {
  const runs = await pooled();
  const code = `const { CACHE, DB, FILES } = params.infra;
    console.log(await CACHE.get('k'), typeof left, await FILES.head('f'));
    console.log((await DB.prepare('SELECT count(*) AS n FROM orders').first('n')), (await FILES.list()).objects.length);
    await CACHE.put('k', 'v');
    await FILES.put('f', 'x');
    await DB.prepare("INSERT INTO orders VALUES ('1')").run();
    globalThis.left = 1;`;
  const first = await runs(code);
  const second = await runs(code);
  for (const { ok, logs, of } of [first, second]) {
    expect([ok, logs]).toEqual([
      true,
      [
        [null, 'undefined', null],
        [0, 0],
      ],
    ]);
    expect(of('state').map(({ name }) => name)).toEqual(['CACHE', 'FILES']);
  }
  expect(second.events.map(({ type }) => type)).toEqual(first.events.map(({ type }) => type));
});

test('a run whose migrations are others has them', async () => {
  const runs = await pooled();
  await runs('return 1;');
  const columns =
    "return (await params.infra.DB.prepare('SELECT * FROM pragma_table_info(?)').bind('orders').all()).results.length;";
  const { of } = await runs(columns, 'id TEXT, total REAL');
  expect(of('return')[0]?.value).toBe(2);
});

needs(hasMiniflare && hasProc, hasMiniflare ? '/proc, to see processes' : miniflareMissing)(
  'a workerd that waits ends with its pool',
  async () => {
    const sandboxes = createSandboxPool(await sandboxBundle());
    const workerds = createWorkerdPool();
    onTestFinished(() => sandboxes.dispose());
    await run('return 1;', { engine: 'workerd', workerd: migration('id TEXT'), pools: { sandboxes, workerds } });
    const own = () =>
      descendantsOf(`${process.pid}`).filter((pid) => nameOf(pid).includes('workerd') && isRunning(pid));
    await expect.poll(own, { timeout: 10_000 }).not.toEqual([]);
    workerds.dispose();
    await expect.poll(own, { timeout: 10_000 }).toEqual([]);
  },
);
