import { describe, expect, test } from 'vitest';
import { logged, run } from '../../../../test/support/sandbox';
import { withCode } from '../../../../test/support/simulation';

const bindings = [
  { name: 'AI', kind: 'ai', fields: {} },
  { name: 'BROWSER', kind: 'browser', fields: {} },
  { name: 'CERT', kind: 'mtls_certificates', fields: {} },
  { name: 'PG', kind: 'hyperdrive', fields: { localConnectionString: 'postgres://me:pw@db.local:6543/shop' } },
  { name: 'DISPATCH', kind: 'dispatch_namespaces', fields: {} },
  { name: 'KEY', kind: 'secrets_store_secrets', fields: { secret_name: 'mail_key' } },
];
const withFixtures = async (fixtures: Readonly<Record<string, unknown>>) => {
  const files = Object.entries(fixtures).map(([name, value]) => [`simulation/${name}.json`, JSON.stringify(value)]);
  return withCode(Object.fromEntries(files), undefined, bindings);
};

describe('a fixture', () => {
  test('answers for a model', async () => {
    const options = await withFixtures({
      ai: { '@cf/meta/*': { response: 'hello' }, '*': { $error: 'no such model' } },
    });
    const code = `
      console.log(await params.infra.AI.run('@cf/meta/llama-3', { prompt: 'x' }));
      await params.infra.AI.run('other').catch((error) => console.log(error.message));`;
    expect(await logged(code, options)).toEqual([{ response: 'hello' }, 'no such model']);
    expect((await run(code, options)).of('binding')[0]).toMatchObject({
      simulated: 'fixture',
      result: { response: 'hello' },
    });
  });

  test('answers for a URL', async () => {
    const options = await withFixtures({
      browser: { 'https://shop.example/*': { headers: { 'content-type': 'text/html' }, body: '<p>hi</p>' } },
      mtls: { 'PUT https://bank.example/pay': { status: 402, body: { error: 'funds' } } },
    });
    const code = `
      const page = await params.infra.BROWSER.fetch('https://shop.example/a');
      const paid = await params.infra.CERT.fetch(new Request('https://bank.example/pay', { method: 'PUT', body: '1' }));
      console.log(page.headers.get('content-type'), await page.text(), paid.status, await paid.json());`;
    expect(await logged(code, options)).toEqual(['text/html', '<p>hi</p>', 402, { error: 'funds' }]);
  });

  test('answers for a dispatched Worker, a secret and a connection', async () => {
    const options = await withFixtures({
      dispatch: { 'customer-1 POST *': { body: 'posted' }, 'customer-*': { body: 'any' } },
      'secrets-store': { mail_key: 'k-123' },
      hyperdrive: { PG: { database: 'fixture' } },
    });
    const code = `
      const { DISPATCH, KEY, PG } = params.infra;
      const worker = DISPATCH.get('customer-1');
      console.log(await (await worker.fetch('https://a.example/', { method: 'POST' })).text(),
        await (await DISPATCH.get('customer-2').fetch('https://a.example/')).text(),
        await KEY.get(), PG.host, PG.port, PG.database);
      try { PG.connect(); } catch (error) { console.log(error.message); }`;
    expect(await logged(code, options)).toEqual([
      'posted',
      'any',
      'k-123',
      'db.local',
      6543,
      'fixture',
      'A simulation opens no connection: Hyperdrive cannot be connected to.',
    ]);
  });

  test('that is missing is said, and the call recorded', async () => {
    const { of, ok } = await run("await params.infra.AI.run('@cf/x', {});", await withFixtures({}));
    expect(ok).toBe(true);
    expect(of('binding')[0]).toMatchObject({
      simulated: 'recorded',
      note: 'simulation/ai.json has no answer for @cf/x: a key of it is a model, its value the answer',
    });
  });

  test('that is not JSON is said before anything runs', async () => {
    await expect(withCode({ 'simulation/ai.json': '{ "a": ' }, undefined, bindings)).rejects.toThrow(
      /^simulation\/ai\.json is not JSON: /,
    );
  });
});

describe('a Vectorize index', () => {
  const index = { bindings: [{ name: 'INDEX', kind: 'vectorize', fields: {} }] };

  test('finds by cosine similarity, in a namespace, past a filter', async () => {
    const code = `
      const { INDEX } = params.infra;
      await INDEX.upsert([
        { id: 'a', values: [1, 0], namespace: 'tea', metadata: { price: 3 } },
        { id: 'b', values: [1, 1], namespace: 'tea', metadata: { price: 9 } },
        { id: 'c', values: [0, 1] },
      ]);
      await INDEX.insert([{ id: 'a', values: [0, 1] }]);
      const near = await INDEX.query([1, 0.1], { topK: 2 });
      const tea = await INDEX.query([0, 1], { namespace: 'tea', filter: { price: { $lt: 5 } }, returnMetadata: 'all' });
      await INDEX.deleteByIds(['c']);
      console.log(near.matches.map(({ id }) => id), tea.matches, (await INDEX.queryById('b', { returnValues: true })).matches[0].values,
        (await INDEX.describe()).vectorCount, (await INDEX.getByIds(['a'])).length);`;
    expect(await logged(code, index)).toEqual([
      ['a', 'b'],
      [{ id: 'a', score: 0, namespace: 'tea', metadata: { price: 3 } }],
      [1, 1],
      2,
      1,
    ]);
  });

  test.each([
    [
      "await INDEX.insert([{ id: 'x', values: [1] }])",
      'VECTOR_INSERT_ERROR: invalid vector for id="x", expected 2 dimensions',
    ],
    ['await INDEX.query([1])', 'VECTOR_QUERY_ERROR: invalid query vector, expected 2 dimensions, and got 1 dimensions'],
    ['await INDEX.query([1, 2], { topK: 1000 })', 'VECTOR_QUERY_ERROR: topK must be between 1 and 100, not 1000'],
    ["await INDEX.insert([{ id: 'x', values: ['a'] }])", 'A vector is a list of 1 to 1536 numbers.'],
  ])('refuses %s', async (call, message) => {
    const { of } = await run(
      `const { INDEX } = params.infra; await INDEX.insert([{ id: 'a', values: [1, 0] }]); ${call};`,
      index,
    );
    expect(of('error')[0]?.message).toContain(message);
  });
});
