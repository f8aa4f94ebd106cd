import { execFileSync } from 'node:child_process';
import { existsSync, mkdirSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { type AddressInfo, createServer } from 'node:net';
import { dirname, join } from 'node:path';
import { afterAll, beforeAll, describe, expect } from 'vitest';
import { type Attempt, type AttemptProject, address, attempts, outside } from '../test/support/attempts';
import { needs } from '../test/support/needs';
import {
  bindings,
  type FinishedRun,
  miniflareMissing,
  nodesOfMachine,
  type RunOptions,
  run,
} from '../test/support/sandbox';
import { temporaryFolder } from '../test/support/temporaryFolder';
import { projectCode } from './project/projectCode';
import { workerdProject } from './project/workerd';

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
  const runs = engine.engine !== 'workerd' || !('refused' in miniflare);
  needs(runs, miniflareMissing).each(attempts)('$name', async (attempt) => {
    const code = attempt.code.replaceAll(address, listening);
    const { timeoutMs = 20_000, stage = 'edge/tag' } = attempt;
    const { folder = '', ...project } = attempt.project ? await madeProject(attempt.project) : {};
    const finished = await run(code, { ...engine, ...project, stage, timeoutMs });
    expect(outcomeOf(finished, attempt)).toEqual(expectedOf(attempt));
    expect(JSON.stringify(finished.events)).not.toContain('OUT-OF-REACH');
    if (attempt.note !== undefined) {
      const note = attempt.note.replaceAll(outside, folder);
      expect(finished.of('binding').at(-1)?.note?.slice(0, note.length)).toBe(note);
    }
    expect(connections).toBe(0);
    expect(existsSync('/tmp/escaped')).toBe(false);
  });
});

/** Makes an attempt's project; the folder that is out of its reach, and what a run needs of it. */
async function madeProject({ files = {}, links = {}, pipes = [], main }: AttemptProject) {
  const root = temporaryFolder();
  const folder = join(dirname(root), 'outside');
  const named = (text: string) => text.replaceAll(outside, folder);
  const write = (path: string, text: string) => {
    mkdirSync(dirname(path), { recursive: true });
    writeFileSync(path, text);
  };
  write(join(folder, 'x.json'), '{ "x": "OUT-OF-REACH" }');
  write(join(folder, 'x.txt'), 'OUT-OF-REACH');
  write(join(folder, 'x.js'), "export const x = 'OUT-OF-REACH'; export default x;");
  write(join(folder, 'package.json'), '{ "private": true }');
  for (const [path, text] of Object.entries(files)) {
    write(join(root, path), named(text));
  }
  for (const [path, target] of Object.entries(links)) {
    mkdirSync(dirname(join(root, path)), { recursive: true });
    rmSync(join(root, path), { force: true });
    symlinkSync(named(target), join(root, path));
  }
  for (const path of pipes) {
    execFileSync('mkfifo', [join(root, path)]);
  }
  const code = await projectCode({ root, name: 'backend', ...(main && { main }) }, 'BACKEND', bindings);
  if ('refused' in code) {
    throw new Error(code.refused);
  }
  return { folder, ...code };
}

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
