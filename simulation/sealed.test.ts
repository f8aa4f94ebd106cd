import { spawn, spawnSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, onTestFinished } from 'vitest';
import { needs } from '../test/support/needs';
import { descendantsOf, isRunning, nameOf } from '../test/support/processes';
import { bundled, miniflareMissing, run, sandboxBundle } from '../test/support/sandbox';
import { temporaryFolder } from '../test/support/temporaryFolder';
import { workerdProject } from './project/workerd';

// What a stage and the process that asked for it do to the machine, as the system itself sees it.

const works = (command: string, ...args: string[]) => spawnSync(command, args, { stdio: 'ignore' }).status === 0;
const hasStrace = works('strace', '-f', 'true');
const hasNamespace = works('unshare', '-n', 'sh', '-c', 'ip link set lo up');
const hasProc = existsSync('/proc/self/task');
const hasMiniflare = !('refused' in workerdProject(process.cwd(), [], {}));
const engines = ['memory', 'workerd'] as const;

/** Does what could reach the network or a disk: requests of all kinds, every store, sockets, files. */
const stage = `
  const tried = async (action) => { try { await action(); } catch {} };
  await params.infra.CACHE.put('k', 'v');
  await params.infra.FILES.put('f', 'x'.repeat(1000));
  await tried(() => params.infra.DB.prepare('SELECT 1').run());
  await params.requestHandler('https://example.com/', { method: 'POST', body: 'x' });
  await fetch('http://93.184.216.34/');
  await tried(async () => { const s = (await import('cloudflare:sockets')).connect('93.184.216.34:80'); await s.opened; });
  await tried(async () => (await import('node:fs')).writeFileSync('/tmp/left', 'x'));
  await tried(async () => (await import('node:dns')).promises.resolve('example.com'));
  await tried(() => new WebSocket('ws://93.184.216.34/'));
  params.logger.log('all tried');`;

/** The command that runs the stage in a process of its own. */
async function command(engine: (typeof engines)[number]): Promise<string[]> {
  const host = await bundled('simulation/simulate.ts', 'simulate.cjs');
  const request = {
    file: 'playground/edge/tag.js',
    code: stage,
    stage: 'edge/tag',
    event: { name: 'Purchase' },
    bindings: [
      { name: 'CACHE', kind: 'kv_namespaces', fields: {} },
      { name: 'FILES', kind: 'r2_buckets', fields: {} },
      { name: 'DB', kind: 'd1_databases', fields: {} },
    ],
    variables: {},
    engine,
    workerd: workerdProject(process.cwd(), [], {}),
    sandbox: await sandboxBundle(),
    timeoutMs: 60_000,
  };
  const code = `require('./${host}').simulate(${JSON.stringify(request)}, (event) => console.log(JSON.stringify(event)))`;
  return [process.execPath, '-e', code];
}

const ended = /"type":"run\.end".*"ok":true/;

describe.each(engines)('a run on %s', (engine) => {
  const runs = engine === 'memory' || hasMiniflare;
  needs(runs && hasStrace, runs ? 'strace, to see every system call of a run' : miniflareMissing)(
    'opens no connection to another machine, and writes no file',
    { timeout: 120_000 },
    async () => {
      const folder = temporaryFolder();
      const trace = join(folder, 'trace');
      const calls = 'trace=network,open,openat,creat,rename,renameat2,link,symlink,truncate';
      const { stdout } = spawnSync(
        'strace',
        ['-f', '-y', '-qq', '-s', '200', '-e', calls, '-o', trace, ...(await command(engine))],
        {
          encoding: 'utf8',
        },
      );
      expect(stdout).toContain('all tried');
      expect(stdout).toMatch(ended);
      const lines = readFileSync(trace, 'utf8')
        .split('\n')
        .filter((line) => !/ = -1 E/.test(line));
      expect(lines.some((line) => line.includes('openat('))).toBe(true);
      // workerd and the process around it speak over this machine's own loopback.
      const abroad = lines.filter((line) => /\b(connect|sendto|sendmsg|bind)\(/.test(line) && /AF_INET/.test(line));
      expect(abroad.filter((line) => engine === 'memory' || !/127\.0\.0\.1|"::1"/.test(line))).toEqual([]);
      const written = lines.filter((line) =>
        /O_WRONLY|O_RDWR|O_CREAT|\b(creat|rename\w*|link|symlink|truncate)\(/.test(line),
      );
      const own = /"\/dev\/(null|tty|shm\/infra-bindings-)|"\/proc\/|"\/sys\/|openat\(\d+<\/dev\/shm\/infra-bindings-/;
      expect(written.filter((line) => !own.test(line))).toEqual([]);
      const folders = new Set(lines.flatMap((line) => line.match(/\/dev\/shm\/infra-bindings-[\w-]+/g) ?? []));
      expect(folders.size > 0).toBe(engine === 'workerd');
      expect([...folders].filter((each) => existsSync(each))).toEqual([]);
    },
  );

  needs(runs && hasNamespace, runs ? 'unshare, and the right to make a network namespace' : miniflareMissing)(
    'needs no network at all',
    { timeout: 120_000 },
    async () => {
      const [node = '', ...args] = await command(engine);
      const { stdout } = spawnSync('unshare', ['-n', 'sh', '-c', 'ip link set lo up; exec "$@"', 'sh', node, ...args], {
        encoding: 'utf8',
      });
      expect(stdout).toContain('all tried');
      expect(stdout).toMatch(ended);
    },
  );
});

describe.each(engines)('on %s', (engine) => {
  const runs = engine === 'memory' || hasMiniflare;
  needs(hasProc && runs, runs ? '/proc, to see processes' : miniflareMissing)(
    'no process is left of a run that is cancelled, or reaches a limit',
    async () => {
      const options = { engine, workerd: workerdProject(process.cwd(), [], {}) };
      const cancel = new AbortController();
      // What builds it stays.
      await sandboxBundle();
      const own = () => descendantsOf(`${process.pid}`).filter((pid) => isRunning(pid) && !others.has(pid));
      const others = new Set(descendantsOf(`${process.pid}`));
      const cancelled = run("params.logger.log('begun'); for (;;) {}", { ...options, signal: cancel.signal });
      await expect.poll(own).not.toEqual([]);
      cancel.abort();
      expect((await cancelled).events.at(-1)).toMatchObject({ type: 'run.end', cancelled: true });
      expect(own()).toEqual([]);
      await run('for (;;) {}', { ...options, timeoutMs: 100 });
      expect(own()).toEqual([]);
      await run("for (;;) params.logger.log('x');", options);
      expect(own()).toEqual([]);
    },
  );
});

needs(hasProc && hasMiniflare, hasMiniflare ? '/proc, to see processes' : miniflareMissing)(
  "the project's Miniflare runs with an empty environment, and may write in one folder",
  async () => {
    const [node = '', flag = '', code = ''] = await command('workerd');
    const endless = code.replace(JSON.stringify(stage), JSON.stringify("params.logger.log('begun'); for (;;) {}"));
    const env = { ...process.env, A_SECRET: 'of the user' };
    const host = spawn(node, [flag, endless], { env, stdio: ['ignore', 'pipe', 'ignore'] });
    onTestFinished(() => void host.kill('SIGKILL'));
    await new Promise<void>((resolve) => {
      host.stdout.on('data', (text) => `${text}`.includes('begun') && resolve());
    });
    const started = descendantsOf(`${host.pid}`);
    const read = (pid: string, name: string) => readFileSync(`/proc/${pid}/${name}`, 'utf8').split('\0');
    const names = started.flatMap((pid) => read(pid, 'environ').map((each) => each.replace(/=.*/s, '')));
    // A shell that stands between adds to it, Node hands its permissions on, and Miniflare says where to unpack and how to print.
    expect(
      [...new Set(names)].filter(
        (name) => !/^(TZ|PWD|OLDPWD|SHLVL|_|TMPDIR|TEMP|TMP|FORCE_COLOR|NODE_OPTIONS)?$/.test(name),
      ),
    ).toEqual([]);
    const around = started.map((pid) => read(pid, 'cmdline')).find(([name = '']) => name.endsWith('node')) ?? [];
    expect(around).toContain('--permission');
    expect(around.filter((each) => each.startsWith('--allow-fs-write=') && !each.includes('/infra-bindings-'))).toEqual(
      [],
    );
  },
);

/** Whom a machine, or its user, may kill: whoever asked for the run, the process around workerd, both at once. */
const killed = [
  ['whoever asked for it', ({ host }: Processes) => [host]],
  ['the process around it', ({ around }: Processes) => [around]],
  ['whoever asked for it and the process around it', ({ host, around }: Processes) => [host, around]],
  ['whoever asked for it, before workerd stands,', ({ host }: Processes) => [host]],
] as const;

interface Processes {
  readonly host: string;
  readonly around: string;
}

const skipped = hasMiniflare ? '/proc, to see processes' : miniflareMissing;

needs(hasProc && hasMiniflare, skipped).each(killed)('workerd goes when %s is killed', async (name, victims) => {
  const [node = '', flag = '', code = ''] = await command('workerd');
  const endless = code.replace(JSON.stringify(stage), JSON.stringify("params.logger.log('begun'); for (;;) {}"));
  const host = spawn(node, [flag, endless], { stdio: ['ignore', 'pipe', 'ignore'] });
  onTestFinished(() => void host.kill('SIGKILL'));
  const hostPid = `${host.pid}`;
  const workerds = () => descendantsOf(hostPid).filter((pid) => nameOf(pid).includes('workerd'));
  if (name.includes('before')) {
    await expect.poll(workerds, { timeout: 10_000, interval: 5 }).not.toEqual([]);
  } else {
    await new Promise<void>((resolve) => {
      host.stdout.on('data', (text) => `${text}`.includes('begun') && resolve());
    });
  }
  const descendants = descendantsOf(hostPid);
  const folder = descendants.flatMap(foldersOf)[0] ?? '';
  expect(existsSync(folder)).toBe(true);
  const around = descendants.find((pid) => descendantsOf(pid).length > 0 && !nameOf(pid).endsWith('sh')) ?? '';
  for (const pid of victims({ host: hostPid, around })) {
    process.kill(Number(pid), 'SIGKILL');
  }
  await expect.poll(() => descendants.filter(isRunning), { timeout: 10_000 }).toEqual([]);
  await expect
    .poll(() => [folder, `${folder}.gone`].filter((each) => existsSync(each)), { timeout: 10_000 })
    .toEqual([]);
});

/** The folders of ours that a process was started with. */
function foldersOf(pid: string): string[] {
  const line = readFileSync(`/proc/${pid}/cmdline`, 'utf8').split('\0');
  return line.filter((argument) => /\/infra-bindings-[\w-]+$/.test(argument));
}
