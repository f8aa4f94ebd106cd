import { describe, expect, test } from 'vitest';
import { run } from '../../test/support/sandbox';

const variables = { API_KEY: 'sk_live_51HxQ "quoted" ü', PIN: '007', REGION: 'eu-west' };
const options = { variables, secrets: ['API_KEY', 'PIN'] };

/** The one request of a stage that sends one. */
async function request(call: string) {
  const { of } = await run(`await params.requestHandler(${call});`, options);
  const [event] = of('request');
  return { url: event?.url, headers: event?.headers, body: event?.body };
}

describe('a captured request shows no value', () => {
  test('of a sensitive header', async () => {
    const headers = `{ Authorization: 'Bearer x', 'X-Api-Key': 'x', 'x-api_key': 'x', Cookie: 'x', 'X-Token': 'x', Accept: 'x' }`;
    expect((await request(`'https://a.example/', { headers: ${headers} }`)).headers).toEqual({
      Authorization: '[REDACTED]',
      'X-Api-Key': '[REDACTED]',
      'x-api_key': '[REDACTED]',
      Cookie: '[REDACTED]',
      'X-Token': '[REDACTED]',
      Accept: 'x',
    });
  });

  test('of a sensitive key in a JSON body, at any depth', async () => {
    const body = `JSON.stringify({ user: { password: 'x', name: 'n' }, list: [{ access_token: 'x' }], clientSecret: { a: 1 } })`;
    expect((await request(`'https://a.example/', { method: 'POST', body: ${body} }`)).body).toBe(
      '{"user":{"password":"[REDACTED]","name":"n"},"list":[{"access_token":"[REDACTED]"}],"clientSecret":"[REDACTED]"}',
    );
  });

  test('of a sensitive key in an object, a form, or a query', async () => {
    const shown = await request(
      `'https://user:pw@a.example/p?token=x&q=1&api%5Fkey=x#f', { method: 'POST', body: { secret: 'x', a: 1 } }`,
    );
    expect(shown).toMatchObject({
      url: 'https://user:[REDACTED]@a.example/p?token=[REDACTED]&q=1&api%5Fkey=[REDACTED]#f',
      body: { secret: '[REDACTED]', a: 1 },
    });
    const form = await request(
      `'https://a.example/', { method: 'POST', body: new URLSearchParams({ password: 'x', a: '1' }) }`,
    );
    expect(form.body).toBe('password=[REDACTED]&a=1');
    const data = await request(
      `'https://a.example/', { body: (() => { const f = new FormData(); f.append('token', 'x'); f.append('a', '1'); return f; })() }`,
    );
    expect(data.body).toEqual({
      $: 'formData',
      entries: [
        ['token', '[REDACTED]'],
        ['a', '1'],
      ],
    });
  });

  test('and leaves a body as it was written where nothing is sensitive', async () => {
    expect((await request(`'https://a.example/', { method: 'POST', body: '{ "a":  1 }' }`)).body).toBe('{ "a":  1 }');
  });
});

describe('the value of a secret', () => {
  test('shows nowhere', async () => {
    const { events, of } = await run(
      `
      const { API_KEY, PIN, REGION } = params.secrets;
      console.log(API_KEY, 'key=' + API_KEY, { [API_KEY]: [API_KEY] }, new Map([[API_KEY, 1]]), PIN, 'order 1007', REGION);
      console.log(JSON.stringify({ API_KEY }), encodeURIComponent(API_KEY), btoa(unescape(encodeURIComponent(API_KEY))));
      await params.infra.CACHE.put(API_KEY, API_KEY);
      await params.infra.CACHE.get(API_KEY);
      await params.infra.DB.prepare('SELECT ' + API_KEY).bind(API_KEY).run();
      await params.requestHandler('https://a.example/' + API_KEY + '?q=' + encodeURIComponent(API_KEY), { body: API_KEY });
      await params.requestHandler('https://a.example/', { body: new URLSearchParams({ a: API_KEY }) });
      await params.userSave(API_KEY, {});
      setTimeout(() => { throw new Error(API_KEY); });
      if (PIN) return API_KEY;`,
      options,
    );
    const text = JSON.stringify(events);
    expect(text).not.toContain('sk_live');
    expect(text).not.toContain('c2tfbGl2ZV81');
    expect(of('log')[0]?.args).toEqual([
      '[REDACTED]',
      'key=[REDACTED]',
      { '[REDACTED]': ['[REDACTED]'] },
      { $: 'map', entries: [['[REDACTED]', 1]] },
      '[REDACTED]',
      'order 1007',
      'eu-west',
    ]);
    expect(of('return')[0]?.value).toBe('[REDACTED]');
    expect(of('error')[0]?.message).toBe('[REDACTED]');
  });

  test('shows not at the end of a string that is cut', async () => {
    const { of } = await run(
      "console.log('x'.repeat(16_384 - 8) + params.secrets.API_KEY + 'y'.repeat(10_000));",
      options,
    );
    expect(JSON.stringify(of('log'))).not.toContain('sk_');
  });

  test('shows in no response and no syntax error', async () => {
    const response = await run(
      "return new Response(params.secrets.API_KEY, { headers: { 'x-key': 'sk_live_51HxQ' } });",
      {
        variables: { API_KEY: 'sk_live_51HxQ' },
        stage: 'apis/cdn/key',
      },
    );
    expect(JSON.stringify(response.events)).not.toContain('sk_live');
  });

  test('is that of every variable where nothing says which are secret', async () => {
    const { logs } = await run('console.log(params.secrets.NAME);', { variables: { NAME: 'some value' } });
    expect(logs).toEqual([['[REDACTED]']]);
  });

  test('of the request that an API handler answers shows not', async () => {
    const { events } = await run('return new Response()', {
      ...options,
      stage: 'apis/cdn/hook',
      http: { url: '/hook?token=abc123' },
    });
    expect(JSON.stringify(events)).not.toContain('abc123');
  });
});
