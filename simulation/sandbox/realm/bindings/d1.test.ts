import { describe, expect, test } from 'vitest';
import { logged, run } from '../../../../test/support/sandbox';

const db = 'const { DB } = params.infra;';

describe('a D1 database', () => {
  test('answers as an empty one would', async () => {
    const code = `${db}
      const query = DB.prepare('SELECT * FROM orders WHERE id = ?').bind(1);
      const all = await query.all();
      const run = await query.run();
      console.log(await query.first(), await query.first('id'), all.success, all.results, run.results,
        Object.keys(run.meta).includes('rows_read'), await query.raw(), (await DB.batch([query, query])).length,
        await DB.exec('DELETE FROM orders'));`;
    expect(await logged(code)).toEqual([null, null, true, [], [], true, [], 2, { count: 0, duration: 0 }]);
  });

  test('reports each executing call once, with its SQL and parameters', async () => {
    const { of } = await run(`${db}
      const insert = DB.prepare('INSERT INTO t VALUES (?, ?)');
      await insert.bind(1, 'a').run();
      await insert.bind(null, true).first();
      await DB.prepare('SELECT 1').raw();
      await DB.batch([insert.bind(2, 'b'), DB.prepare('DELETE FROM t')]);
      await DB.exec('VACUUM');
      await DB.withSession('first-primary').prepare('SELECT 2').all();`);
    const calls = of('binding').map(({ op, sql, parameters }) => ({ op, sql, parameters }));
    expect(calls).toEqual([
      { op: 'run', sql: 'INSERT INTO t VALUES (?, ?)', parameters: [1, 'a'] },
      { op: 'first', sql: 'INSERT INTO t VALUES (?, ?)', parameters: [null, true] },
      { op: 'raw', sql: 'SELECT 1', parameters: [] },
      { op: 'batch', sql: 'INSERT INTO t VALUES (?, ?);\nDELETE FROM t', parameters: [2, 'b'] },
      { op: 'exec', sql: 'VACUUM', parameters: [] },
      { op: 'all', sql: 'SELECT 2', parameters: [] },
    ]);
    expect(of('binding')[0]).toMatchObject({ kind: 'd1_databases', executed: false, simulated: 'captured' });
    expect(of('binding')[3]?.statements).toEqual([
      { sql: 'INSERT INTO t VALUES (?, ?)', parameters: [2, 'b'] },
      { sql: 'DELETE FROM t', parameters: [] },
    ]);
  });

  test('refuses what it cannot bind, at the place of bind', async () => {
    const { of } = await run("\nparams.infra.DB.prepare('SELECT ?').bind(params.user.nickname);");
    expect(of('error')[0]).toMatchObject({
      message: "D1_TYPE_ERROR: Type 'undefined' not supported for value 'undefined'",
      at: { line: 1, character: 36 },
    });
  });

  test('refuses too many parameters', async () => {
    const { of } = await run("await params.infra.DB.prepare('…').bind(...Array(101).fill(1)).run();");
    expect(of('error')[0]?.message).toContain('too many SQL variables');
    expect(of('binding')[0]?.error).toContain('too many SQL variables');
  });
});
