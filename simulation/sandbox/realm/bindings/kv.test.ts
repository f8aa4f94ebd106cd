import { describe, expect, test } from 'vitest';
import { logged, run } from '../../../../test/support/sandbox';

const kv = 'const { CACHE } = params.infra;';

/** Logs the message of each error. */
const failing = (...calls: string[]) =>
  calls.map((call) => `try { await ${call}; console.log('fine'); } catch (e) { console.log(e.message); }`).join('\n');

describe('a KV namespace', () => {
  test('keeps what was put, as text, JSON, bytes or a stream', async () => {
    const code = `${kv}
      await CACHE.put('text', 'grüße');
      await CACHE.put('json', JSON.stringify({ a: [1] }));
      await CACHE.put('bytes', new Uint8Array([1, 2, 3]));
      await CACHE.put('stream', new Response('streamed').body);
      console.log(
        await CACHE.get('text'),
        await CACHE.get('json', 'json'),
        await CACHE.get('json', { type: 'json' }),
        [...new Uint8Array(await CACHE.get('bytes', 'arrayBuffer'))],
        await new Response(await CACHE.get('text', 'stream')).text(),
        await CACHE.get('stream'),
        await CACHE.get('nothing'),
      );`;
    expect(await logged(code)).toEqual(['grüße', { a: [1] }, { a: [1] }, [1, 2, 3], 'grüße', 'streamed', null]);
  });

  test('keeps metadata and expiration', async () => {
    const code = `${kv}
      await CACHE.put('k', 'v', { metadata: { from: 'test' }, expirationTtl: 60 });
      const [listed] = (await CACHE.list()).keys;
      console.log(
        await CACHE.getWithMetadata('k'),
        await CACHE.getWithMetadata('nothing'),
        listed.name, listed.metadata, listed.expiration - Math.floor(Date.now() / 1000),
      );`;
    expect(await logged(code)).toEqual([
      { value: 'v', metadata: { from: 'test' }, cacheStatus: null },
      { value: null, metadata: null, cacheStatus: null },
      'k',
      { from: 'test' },
      60,
    ]);
  });

  test('forgets what has expired, on the clock of the run', async () => {
    const code = `${kv}
      await CACHE.put('ttl', '1', { expirationTtl: 60 });
      await CACHE.put('at', '1', { expiration: Math.floor(Date.now() / 1000) + 90 });
      await scheduler.wait(61_000);
      console.log(await CACHE.get('ttl'), await CACHE.get('at'), (await CACHE.list()).keys.length);
      await scheduler.wait(61_000);
      console.log(await CACHE.get('at'), (await CACHE.list()).keys.length);`;
    expect(await logged(code)).toEqual([null, '1', 1, null, 0]);
  });

  test('lists in order, by prefix, a page at a time', async () => {
    const code = `${kv}
      for (const key of ['b:2', 'a:1', 'b:10', 'b:1', 'c']) await CACHE.put(key, key);
      const first = await CACHE.list({ prefix: 'b:', limit: 2 });
      const second = await CACHE.list({ prefix: 'b:', limit: 2, cursor: first.cursor });
      console.log(first.keys.map((k) => k.name), first.list_complete, second.keys.map((k) => k.name),
        second.list_complete, 'cursor' in second);`;
    expect(await logged(code)).toEqual([['b:1', 'b:10'], false, ['b:2'], true, false]);
  });

  test('reads many keys at once', async () => {
    const code = `${kv}
      await CACHE.put('a', '{"n":1}');
      console.log(await CACHE.get(['a', 'b'], 'json'), (await CACHE.getWithMetadata(['a'])).get('a').value);`;
    expect(await logged(code)).toEqual([
      {
        $: 'map',
        entries: [
          ['a', { n: 1 }],
          ['b', null],
        ],
      },
      '{"n":1}',
    ]);
  });

  test('refuses what the service refuses, in its words', async () => {
    const code = `${kv}
      await CACHE.put('text', 'no json');
      ${failing(
        "CACHE.put('', 'v')",
        "CACHE.get('..')",
        "CACHE.get('k'.repeat(513))",
        "CACHE.put('k', 'v', { expirationTtl: 30 })",
        "CACHE.put('k', 'v', { expiration: 1 })",
        "CACHE.put('k', { a: 1 })",
        "CACHE.put('k', 'v', { metadata: 'm'.repeat(1023) })",
        "CACHE.put('k', new Uint8Array(26214401))",
        "CACHE.get('k', 'xml')",
        'CACHE.list({ limit: 1001 })',
        'CACHE.list({ limit: 0 })',
        "CACHE.get(Array(101).fill('k'))",
        "CACHE.get(['k'], 'stream')",
      )}`;
    expect(await logged(code)).toEqual([
      'Key name cannot be empty.',
      '".." is not allowed as a key name.',
      'KV GET failed: 414 UTF-8 encoded length of 513 exceeds key length limit of 512.',
      'KV PUT failed: 400 Invalid expiration_ttl of 30. Expiration TTL must be at least 60.',
      'KV PUT failed: 400 Invalid expiration of 1. Please specify integer greater than the current number of seconds since the UNIX epoch.',
      'KV put() accepts only strings, ArrayBuffers, ArrayBufferViews, and ReadableStreams as values.',
      'KV PUT failed: 413 Metadata length of 1025 exceeds limit of 1024.',
      'KV PUT failed: 413 Value length of 26214401 exceeds limit of 26214400.',
      'Unknown response type. Possible types are "text", "arrayBuffer", "json", and "stream".',
      'KV GET failed: 400 Invalid key_count_limit of 1001. Please specify an integer less than 1000.',
      'KV GET failed: 400 Invalid key_count_limit of 0. Please specify an integer greater than 0.',
      'KV GET_BULK failed: 400 You can request a maximum of 100 keys',
      'KV GET_BULK failed: 400 "stream" is not a valid type. Use "json" or "text"',
    ]);
  });

  test('reports every call, with what it answered', async () => {
    const { of } = await run(`${kv}
      await CACHE.put('k', 'v', { expirationTtl: 60 });
      await CACHE.get('k');
      await CACHE.list({ prefix: 'k' });
      await CACHE.delete('k');
      await CACHE.put('', 'v').catch(() => {});`);
    expect(of('binding').map(({ op, args, result, error }) => ({ op, args, result, error }))).toEqual([
      { op: 'put', args: ['k', 'v', { expirationTtl: 60 }], result: undefined, error: undefined },
      { op: 'get', args: ['k'], result: 'v', error: undefined },
      { op: 'list', args: [{ prefix: 'k' }], result: ['k'], error: undefined },
      { op: 'delete', args: ['k'], result: undefined, error: undefined },
      { op: 'put', args: ['', 'v'], result: undefined, error: 'Key name cannot be empty.' },
    ]);
    expect(of('binding')[0]).toMatchObject({ kind: 'kv_namespaces', name: 'CACHE', simulated: 'computed' });
  });

  test('starts empty in every run', async () => {
    await run("await params.infra.CACHE.put('k', 'v');");
    expect(await logged("console.log(await params.infra.CACHE.get('k'));")).toEqual([null]);
  });
});
