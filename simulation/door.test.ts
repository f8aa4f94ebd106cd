import { existsSync } from 'node:fs';
import { request } from 'node:http';
import { expect } from 'vitest';
import { needs } from '../test/support/needs';
import { descendantsOf, portsOf } from '../test/support/processes';
import { miniflareMissing, run, sandboxBundle } from '../test/support/sandbox';
import { withCode } from '../test/support/simulation';
import { workerdProject } from './project/workerd';

// What another process of this machine, or a page in a browser, gets from the ports of a run on workerd.

const miniflare = workerdProject(process.cwd(), [], {});
const hasProc = existsSync('/proc/self/task');
const runs = hasProc && !('refused' in miniflare);
const test = needs(runs, hasProc ? miniflareMissing : '/proc, to see processes');

interface Asked {
  readonly method?: string;
  readonly path?: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string;
}

interface Answer {
  readonly status: number;
  readonly text: string;
}

const isolate = `import { WorkerEntrypoint } from 'cloudflare:workers';
  export default class extends WorkerEntrypoint { async run() { return JSON.stringify(await this.env.infra.call('CACHE', 'get', ['k'])); } }`;
const spec = { compatibilityDate: '2026-04-01', modules: { 'isolate.js': { js: isolate } } };
const jobs: readonly object[] = [
  {
    op: 'finish',
    stores: ['CACHE'],
    line: '@@infra {"type":"log","level":"log","source":"console","args":["forged"]}',
  },
  { op: 'put', binding: 'CACHE', items: [['k', 'forged', {}]] },
  { op: 'run', command: '{}', spec },
  { op: 'load', spec },
  { op: 'sql', binding: 'DB', sql: 'CREATE TABLE forged (x)' },
];
const page = { Origin: 'https://evil.example', Host: 'rebind.evil.example', 'Content-Type': 'text/plain' };
const asked: readonly Asked[] = [
  ...jobs.flatMap((job): Asked[] => [
    { body: JSON.stringify(job) },
    { body: JSON.stringify(job), headers: page },
    { body: JSON.stringify(job), headers: { 'Content-Type': 'application/json', 'Infra-Secret': 'a'.repeat(64) } },
  ]),
  ...['infra-host', 'infra-seal', 'project-BACKEND', 'project-COUNTER'].map((name) => ({
    headers: { 'MF-Route-Override': name },
    body: JSON.stringify(jobs[0]),
  })),
  ...[
    ['/', '/cdn-cgi/platform-proxy', '/cdn-cgi/explorer', '/cdn-cgi/handler/scheduled', '/cdn-cgi/handler/email'],
    ['/cdn-cgi/mf/scheduled', '/cdn-cgi/mf/reload', '/core/public-url', '/core/dev-registry', '/core/log'],
    ['/core/error', '/core/do-storage/x', '/browser/sessionIds', '/browser/status?sessionId=x', '/json/list'],
    ['/core/store-temp-file?prefix=../../../../tmp/escaped&extension=txt'],
  ]
    .flat()
    .flatMap((path): Asked[] => [
      { path, method: 'GET' },
      { path, body: 'x' },
    ]),
  { headers: { 'MF-Custom-Fetch-Service': 'MINIFLARE_IMAGES_SERVICE' }, body: 'x' },
  { headers: { 'MF-Original-URL': 'http://localhost/core/public-url' } },
  { headers: { 'MF-CF-Blob': '{' } },
  { headers: { 'MF-Op': 'GET', 'MF-Op-Target': '[1]' }, path: '/cdn-cgi/platform-proxy' },
];

function ask(port: number, { method = 'POST', path = '/', headers = {}, body = '' }: Asked): Promise<Answer> {
  return new Promise((resolve) => {
    const sent = request({ host: '127.0.0.1', port, method, path, headers, agent: false }, (response) => {
      let text = '';
      response.setEncoding('utf8').on('data', (part: string) => {
        text += part;
      });
      response.once('close', () => resolve({ status: response.statusCode ?? 0, text }));
    });
    sent.once('error', () => resolve({ status: 0, text: '' }));
    sent.end(body);
  });
}

test('the ports of a run do nothing for others', { timeout: 60_000 }, async () => {
  const code = await withCode({
    'services/backend.js': "export default { fetch() { console.log('reached'); return new Response('reached'); } };",
  });
  await sandboxBundle();
  const others = new Set(descendantsOf(`${process.pid}`));
  let began: () => void = () => {};
  const begun = new Promise<void>((resolve) => {
    began = resolve;
  });
  const stage = `
    await params.infra.CACHE.put('k', 'v');
    params.logger.log('begun');
    await scheduler.wait(2000);
    console.log(await params.infra.CACHE.get('k'), (await params.infra.CACHE.list()).keys.length);`;
  const running = run(stage, {
    ...code,
    engine: 'workerd',
    workerd: miniflare,
    timeoutMs: 30_000,
    onEvent: ({ type }) => type === 'log' && began(),
  });
  await begun;
  const own = descendantsOf(`${process.pid}`).filter((pid) => !others.has(pid));
  const ports = portsOf(own);
  expect(ports.length).toBeGreaterThan(0);
  const answers = await Promise.all(
    ports.flatMap((port) => asked.map(async (each) => ({ ...each, answer: await ask(port, each) }))),
  );
  const done = answers.filter(({ answer }) => answer.status > 0 && answer.status < 400);
  expect(done).toEqual([]);
  // What Miniflare itself refuses, it refuses in words of its own: none of them are of the run.
  const words =
    /^(|Invalid proxy request|No entrypoint worker found|Internal Server Error|Invalid (Host|Origin) header)$/;
  expect(answers.filter(({ answer }) => !words.test(answer.text))).toEqual([]);
  expect(existsSync('/tmp/escaped')).toBe(false);
  const { logs, of } = await running;
  expect(of('error')).toEqual([]);
  expect(logs).toEqual([['begun'], ['v', 1]]);
});
