import { existsSync } from 'node:fs';
import { type AddressInfo, createServer } from 'node:net';
import { afterAll, beforeAll, describe, expect } from 'vitest';
import { needs } from '../test/support/needs';
import { type Attempt, address, attempts } from './attempts';
import { workerdProject } from './project/workerd';
import { type FinishedRun, miniflareMissing, nodesOfMachine, type RunOptions, run } from './testSupport';

const miniflare = workerdProject(process.cwd(), [], {});
const engines: readonly (RunOptions & { readonly title: string })[] = [
  ...nodesOfMachine().map(({ version, path }) => ({ title: `memory, with Node ${version}`, node: path })),
  { title: 'workerd', engine: 'workerd', workerd: miniflare },
];

let connections = 0;
const server = createServer((socket) => {
  connections += 1;
  socket.destroy();
});
let listening = '';
beforeAll(async () => {
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  listening = `127.0.0.1:${(server.address() as AddressInfo).port}`;
});
afterAll(() => void server.close());

describe.each(engines)('on $title', ({ title: _, ...engine }) => {
  const runs = engine.engine !== 'workerd' || !('problem' in miniflare);
  needs(runs, miniflareMissing).each(attempts)('$name', async (attempt) => {
    const code = attempt.code.replaceAll(address, listening);
    const { timeoutMs = 20_000, stage = 'edge/tag' } = attempt;
    expect(outcomeOf(await run(code, { ...engine, stage, timeoutMs }), attempt)).toEqual(expectedOf(attempt));
    expect(connections).toBe(0);
    expect(existsSync('/tmp/escaped')).toBe(false);
  });
});

/** What came of an attempt, as far as the attempt says something of it. */
function outcomeOf({ ok, events, of, logs }: FinishedRun, attempt: Attempt) {
  const ends = of('run.end').length;
  return {
    ok,
    ends: ends === 1 && events.at(-1)?.type === 'run.end',
    errors: of('error'),
    truncated: of('truncated').map(({ limit }) => limit),
    ...(attempt.logs && { logs }),
    ...('returns' in attempt && { returns: of('return').map(({ value }) => value) }),
    ...(attempt.requests !== undefined && { requests: of('request').length }),
  };
}

function expectedOf({ error, truncated, logs, requests, ...attempt }: Attempt) {
  return {
    ok: !error && truncated === undefined,
    ends: true,
    errors: error ? [expect.objectContaining(error)] : [],
    truncated: truncated === undefined ? [] : [truncated],
    ...(logs && { logs }),
    ...('returns' in attempt && { returns: [attempt.returns] }),
    ...(requests !== undefined && { requests }),
  };
}
