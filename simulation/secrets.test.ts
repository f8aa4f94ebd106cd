import { describe, expect, test as testAnywhere } from 'vitest';
import { needs } from '../test/support/needs';
import { bindings, miniflareMissing, type RunOptions, run, sandboxBundle } from '../test/support/sandbox';
import { withCode } from '../test/support/simulation';
import type { SimulationEvent } from './events';
import { workerdProject } from './project/workerd';
import { sampleEvents } from './samples';
import { SecretFinder } from './sandbox/secrets/finder';
import { runScenario } from './scenarios/runScenario';
import { readScenario } from './scenarios/scenario';

const miniflare = workerdProject(process.cwd(), [], {});
const onWorkerd = 'refused' in miniflare ? miniflare : { ...miniflare, sql: [] };

const key = 'sk_live-51HxQ "ü"/+=';
const pem = '-----BEGIN KEY-----\nMIIEvQIBADANBgkq\nhkiG9w0BAQEFAASC\nBKcw\n-----END KEY-----';
const account = JSON.stringify({
  type: 'account',
  inner: JSON.stringify({ private: 'deep-inner-value' }),
  id: 90210777,
});
const variables = { KEY: key, PEM: pem, ACCOUNT: account, NUMBER: '5551234567' };
const hidden = [key, 'MIIEvQIBADANBgkq', 'hkiG9w0BAQEFAASC', 'deep-inner-value', '90210777', '5551234567'];

/** Statements that put `s`, in many forms, where a reader may see it. */
const places: Readonly<Record<string, string>> = {
  'logs, at any depth, and keys': `
    console.log(s, 'k=' + s, { a: [{ [s]: s }] }, new Map([[s, new Set([s])]]), Symbol(s), new Error(s), new Date(NaN));
    console.warn(btoa(unescape(encodeURIComponent('user:' + s))), encodeURIComponent(s), JSON.stringify(JSON.stringify({ s })));
    params.logger.log(s); params.logger.error({ nested: { s } });`,
  'bytes and characters': `
    const bytes = new TextEncoder().encode(s);
    console.log([...bytes], { ...bytes }, bytes, String(bytes), [...s], [...bytes].map((b) => b.toString(16).padStart(2, '0')).join(''));`,
  names: `
    console.log(class {}, Object.defineProperty(() => {}, 'name', { value: s }), new (Object.defineProperty(class {}, 'name', { value: s }))());`,
  'URLs, headers and bodies': `
    const safe = encodeURIComponent(s);
    await params.requestHandler('https://u:' + safe + '@a.example/' + safe + '?q=' + safe + '#' + safe, {
      method: 'POST', headers: { 'x-signature': btoa(unescape(safe)), ['x-' + safe]: 'a' }, body: JSON.stringify({ a: { b: s } }) });
    await fetch('https://a.example/', { method: 'POST', body: new URLSearchParams({ [s]: s }) });
    await params.requestHandler('https://a.example/', { method: 'POST', body: btoa(unescape(encodeURIComponent('x' + s))) });
    await params.requestHandler('https://a.example/', { method: 'POST', body: { [s]: [s] } });`,
  'arguments, state and metadata': `
    await params.infra.CACHE.put(s, s, { metadata: { [s]: s } });
    await params.infra.CACHE.get(s);
    await params.infra.FILES.put(encodeURIComponent(s), s, { customMetadata: { a: s } });
    params.infra.EVENTS.writeDataPoint({ indexes: ['i'], blobs: [s] });
    await params.infra.JOBS.send({ s });`,
  SQL: `await params.infra.DB.prepare("SELECT '" + s.replaceAll("'", "''") + "', ?").bind(s).all().catch(() => {});
    await params.infra.DB.prepare('SELEC ' + s).run().catch((error) => console.log(error));`,
  identity: `await params.userSave(s, { [s]: s });`,
  'errors, causes and stacks': `const f = { [s]() { throw new Error('no ' + s, { cause: new TypeError(s) }); } };
    Object.defineProperty(f[s], 'name', { value: s }); f[s]();`,
  'what is thrown and no Error': `throw { a: 'x'.repeat(180), s, t: s + s };`,
  rejections: `Promise.reject(new RangeError(s)); await new Promise((r) => setTimeout(r, 5));`,
  returns: `if (s) return { s, list: [s, btoa(unescape(encodeURIComponent(s)))] };`,
};

for (const [engine, test] of [
  ['memory', testAnywhere],
  ['workerd', needs(!('refused' in miniflare), miniflareMissing)],
] as const) {
  const options: RunOptions = {
    engine,
    variables,
    secrets: Object.keys(variables),
    ...(engine === 'workerd' && { workerd: onWorkerd }),
  };

  describe(`on ${engine}, no secret is shown in`, () => {
    test.each(Object.entries(places))('%s', async (_, statements) => {
      const names = engine === 'memory' ? ['KEY', 'PEM', 'ACCOUNT'] : ['KEY'];
      for (const name of names) {
        const { events } = await run(`const s = params.secrets.${name};${statements}`, options);
        expect(JSON.stringify(events)).toContain('[REDACTED]');
        expect(shownIn(events)).toEqual([]);
      }
    });

    test('what is taken out of it', async () => {
      const { logs, events } = await run(
        `const { PEM, ACCOUNT, NUMBER } = params.secrets;
        const account = JSON.parse(ACCOUNT);
        console.log(account.id, Number(NUMBER), BigInt(NUMBER), [account.id], account.type.length);
        console.log(account, JSON.parse(account.inner), JSON.stringify(account, null, 2));
        console.log(PEM.split('\\n'), PEM.replace(/-----.*-----|\\n/g, ''), \`id: \${account.id}\`);`,
        options,
      );
      expect(logs[0]).toEqual(['[REDACTED]', '[REDACTED]', { $: 'bigint', value: '[REDACTED]' }, ['[REDACTED]'], 7]);
      expect(shownIn(events)).toEqual([]);
    });

    test('a response', async () => {
      const { events, of } = await run(
        `const s = btoa('k:' + params.secrets.NUMBER);
        return new Response(JSON.stringify({ s }), { status: 201, headers: { 'x-key': s } });`,
        { ...options, stage: 'apis/cdn/key', http: { url: `/key?n=${btoa(':5551234567')}` } },
      );
      expect(of('return')[0]?.response).toMatchObject({ status: 201 });
      expect(shownIn(events)).toEqual([]);
    });
  });
}

const onMiniflare = needs(!('problem' in miniflare), miniflareMissing);
onMiniflare('no secret is shown of what a Worker of the project prints on several lines', async () => {
  const code = await withCode({
    'services/backend.js': `export default { fetch(request, { KEY, PEM }) {
      console.log(new TextEncoder().encode(KEY));
      console.log('first\\n' + PEM);
      console.log({ a: { b: { c: KEY } }, list: [...new TextEncoder().encode('long '.repeat(9) + KEY)] });
      console.log(btoa('x'.repeat(50) + KEY.replace('ü', 'u')).replace(/.{60}/g, '$&\\n'));
      return fetch('https://a.example/');
    } };`,
  });
  const { events, logs, of } = await run("await params.infra.BACKEND.fetch('https://b.example/');", {
    ...{ ...code, engine: 'workerd', workerd: onWorkerd },
    variables: { ...variables, SIMPLE: key.replace('ü', 'u') },
    secrets: [...Object.keys(variables), 'SIMPLE'],
  });
  expect(logs).toContainEqual(['first']);
  expect(of('request')[0]?.headers).not.toHaveProperty('cf-worker');
  expect(shownIn(events)).toEqual([]);
  // As a reader of the terminal would put it together.
  expect(shown(logs.flat().join('\n'))).toEqual([]);
});

testAnywhere('no secret is shown of a page', async () => {
  const { events } = await run(
    `const s = params.manifestVariables.KEY;
    document.title = s; console.log(s, btoa(unescape(encodeURIComponent('a' + s))));
    navigator.sendBeacon('https://a.example/?' + encodeURIComponent(s), s);
    new Image().src = 'https://a.example/' + encodeURIComponent(s);
    await fetch('https://a.example/', { method: 'POST', body: JSON.stringify({ s }) });
    throw new Error(s);`,
    { stage: 'browser/tag', variables, secrets: Object.keys(variables) },
  );
  expect(JSON.stringify(events)).toContain('[REDACTED]');
  expect(shownIn(events)).toEqual([]);
});

testAnywhere('what events say themselves stays, whatever a secret is', async () => {
  const secrets = { A: 'error', B: 'memory', C: 'kv_namespaces', D: 'edge', E: '200', F: 'bytes' };
  const { of } = await run(
    "await params.infra.CACHE.put('k', 'v');\nconsole.log(new Uint8Array(200));\nthrow new Error('edge');",
    { variables: secrets },
  );
  expect(of('binding')[0]).toMatchObject({ kind: 'kv_namespaces', simulated: 'computed' });
  expect(of('log')[0]).toMatchObject({ level: 'log', args: [{ $: 'bytes', length: 200 }] });
  expect(of('error')[0]).toMatchObject({ message: '[REDACTED]', at: { file: 'playground/edge/tag.js', line: 2 } });
});

testAnywhere('a scenario may expect a secret, and does not show it', async () => {
  const file = 'simulation/scenarios/x.jsonc';
  const step = (expected: string) => ({
    stage: 'edge/tag',
    expect: { logs: [expected], requests: [{ body: { key: expected } }] },
  });
  const scenario = readScenario(file, JSON.stringify({ steps: [step(key), step(`${key} and more`)] }));
  if ('refused' in scenario) {
    throw new Error(scenario.refused);
  }
  const request = {
    ...{ file: 'playground/edge/tag.js', stage: 'edge/tag', event: sampleEvents.Purchase, bindings, variables },
    code: `const key = params.secrets.KEY; console.log(key);
      await params.requestHandler('https://a.example/', { method: 'POST', body: JSON.stringify({ key }) });`,
    sandbox: await sandboxBundle(),
    timeoutMs: 20_000,
  };
  const events: SimulationEvent[] = [];
  await runScenario(scenario, [request, request], (event) => events.push(event));
  const verdicts = events.filter((event) => event.type === 'expectation');
  expect(verdicts.map(({ step, ok, path }) => [step, path, ok])).toEqual([
    [0, 'error', true],
    [0, 'requests.0', true],
    [0, 'logs.0', true],
    [1, 'error', true],
    [1, 'requests.0', false],
    [1, 'logs.0', false],
  ]);
  expect(shownIn(events)).toEqual([]);
});

/** The secrets that events show, in whatever form. */
function shownIn(events: readonly SimulationEvent[]): string[] {
  return shown(JSON.stringify(events));
}

function shown(text: string): string[] {
  return hidden.filter((each) => text.includes(each) || new SecretFinder([each]).find(text).length > 0);
}
