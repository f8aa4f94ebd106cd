import { spawn } from 'node:child_process';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import type { RunRequest } from '../../server/runner/protocol';
import { cli, cliEvents } from '../support/cli';
import { needs } from '../support/needs';
import { descendantsOf, isRunning } from '../support/processes';
import { startRunner } from '../support/runner';
import { bundle, copyOf } from '../support/temporaryFolder';

const hasProc = existsSync('/proc/self/task');
const stageFile = 'playground/edge/user.js';

/** Text or events without what differs from run to run. */
const steady = (value: unknown) =>
  JSON.stringify(value)
    .replace(/"(run|visitorId)":"[^"]*"/g, '')
    .replace(/"(t|durationMs|rssMb)":[\d.]+/g, '')
    .replace(/\d+ (ms|MB)/g, '')
    .replace(/\d{4}-\d\d-\d\dT[\d:.]+Z|\d{10,}/g, '');

describe('a run that an editor asks the runner for', () => {
  it.each([
    ['a stage', { stage: 'edge/tag', event: 'AddToCart' }, ['edge/tag', '--event', 'AddToCart']],
    ['scenarios', { scenario: 'all' }, ['--scenario', 'all']],
  ])('prints and reports what the command line does: %s', async (_, request, args) => {
    const folder = copyOf('examples/newsletter');
    const runner = startRunner();
    const first = runner.run({ workingDirectory: folder, ...request });
    expect(await first.outcome).toEqual({ ok: true });
    expect(steady(first.text)).toBe(steady(cli(folder, 'simulate', ...args).stdout));
    expect(steady(first.events)).toBe(steady(cliEvents(folder, ...args).events));
    // The next one had a sandbox waiting.
    const second = runner.run({ workingDirectory: folder, ...request });
    expect(await second.outcome).toEqual({ ok: true });
    expect(steady(second.events)).toBe(steady(first.events));
  });

  it('says what cannot be done, and the next run goes well', async () => {
    const folder = copyOf('examples/newsletter');
    const runner = startRunner();
    const wrong = runner.run({ workingDirectory: folder, stage: 'edge/tagg' });
    const refused = expect.stringMatching(/^There is no stage 'edge\/tagg'\. The stages here are .*$/);
    expect(await wrong.outcome).toEqual({ refused });
    expect(wrong.text).toMatch(/^There is no stage 'edge\/tagg'\. The stages here are .*\n$/);
    expect(await runner.run({ workingDirectory: folder, stage: 'edge/tag' }).outcome).toEqual({ ok: true });
  });

  it.each([
    ['a missing folder', { root: 'nowhere', stage: 'edge/tag' }, 'nowhere is not there.'],
    ['an unknown engine', { stage: 'edge/tag', engine: 'v8' }, "--engine is memory or workerd, not 'v8'."],
    ['an unknown scenario', { scenario: 'x' }, /^There is no scenario 'x'\. The scenarios here are /],
    [
      'two ways to run at once',
      { stage: 'edge/tag', inspect: true, compare: true },
      '--inspect debugs one run, and --compare has two: leave one of them out.',
    ],
  ])('refuses with a sentence: %s', async (_, request, sentence) => {
    const run = startRunner().run({ workingDirectory: copyOf('examples/newsletter'), ...request });
    expect(await run.outcome).toEqual({ refused: expect.stringMatching(sentence) });
  });

  it('says where a scenario is wrong, and shows that in the terminal', async () => {
    const folder = copyOf('examples/newsletter');
    const file = 'simulation/scenarios/wrong.json';
    writeFileSync(join(folder, file), '{\n  "steps": [{ "stage": "edge/tag", "wiat": 1 }]\n}\n');
    const run = startRunner().run({ workingDirectory: folder, scenario: 'wrong' });
    const at = { file, line: 1, character: expect.any(Number) };
    expect(await run.outcome).toEqual({ refused: expect.stringMatching(/^A step has no "wiat"/), at });
    expect(run.text).toMatch(/^simulation\/scenarios\/wrong\.json:2:\d+ - A step has no "wiat"/);
  });

  it('says what a mistake of ours was, and the next run goes well', async () => {
    const folder = copyOf('examples/newsletter');
    const runner = startRunner();
    const wrong = runner.run({ workingDirectory: folder, stage: 1 } as unknown as RunRequest);
    expect(await wrong.outcome).toEqual({ failure: expect.stringMatching(/^Something went wrong: TypeError/) });
    expect(await runner.run({ workingDirectory: folder, stage: 'edge/tag' }).outcome).toEqual({ ok: true });
  });

  it('says why it crashes before it does', async () => {
    const runner = startRunner();
    expect(await runner.crash()).toMatch(/^TypeError: /);
  });

  it('takes paths from the folder that it names', async () => {
    const folder = copyOf('examples/newsletter');
    writeFileSync(join(folder, 'own.json'), '{ "eventName": "Lead", "data": {} }');
    const workingDirectory = join(folder, 'playground');
    const run = startRunner().run({ workingDirectory, stage: 'edge/tag.js', event: '../own.json' });
    expect([await run.outcome, run.events[0]]).toMatchObject([
      { ok: true },
      { stage: 'edge/tag', event: '../own.json' },
    ]);
  });

  it('runs the code and the manifest as they are now', async () => {
    const folder = copyOf('examples/newsletter');
    const runner = startRunner();
    const logged = async () => {
      const run = runner.run({ workingDirectory: folder, stage: 'edge/user' });
      await run.outcome;
      return run.events.flatMap((event) => (event.type === 'log' ? event.args : []));
    };
    writeFileSync(join(folder, stageFile), 'console.log("before", typeof params.infra.LATE);');
    expect(await logged()).toEqual(['before', 'undefined']);
    writeFileSync(join(folder, stageFile), 'console.log("after", typeof params.infra.LATE);');
    const manifest = join(folder, 'wrangler.toml');
    writeFileSync(manifest, `${readFileSync(manifest, 'utf8')}\n[[kv_namespaces]]\nbinding = "LATE"\nid = "1"\n`);
    expect(await logged()).toEqual(['after', 'object']);
  });

  it('can be cancelled, and the one beside it goes on', async () => {
    const folder = copyOf('examples/newsletter');
    writeFileSync(join(folder, stageFile), 'for (;;) {}');
    const runner = startRunner();
    const endless = runner.run({ workingDirectory: folder, stage: 'edge/user' });
    await expect.poll(() => endless.events.length, { timeout: 10_000 }).toBe(1);
    const other = runner.run({ workingDirectory: folder, stage: 'edge/tag' });
    endless.cancel();
    expect(await endless.outcome).toEqual({ ok: false });
    expect(endless.events.at(-1)).toMatchObject({ type: 'run.end', ok: false, cancelled: true });
    expect(await other.outcome).toEqual({ ok: true });
  });

  it('can be cancelled among scenarios: what was not run is not said to have failed', async () => {
    const folder = copyOf('examples/newsletter');
    const steps = [{ stage: 'edge/user', expect: { return: 1 } }, { stage: 'edge/tag' }];
    for (const name of ['a', 'b']) {
      writeFileSync(join(folder, `simulation/scenarios/${name}.json`), JSON.stringify({ steps }));
    }
    writeFileSync(join(folder, stageFile), 'for (;;) {}');
    const run = startRunner().run({ workingDirectory: folder, scenario: 'all' });
    await expect.poll(() => run.events.at(-1)?.type, { timeout: 10_000 }).toBe('run.start');
    run.cancel();
    expect(await run.outcome).toMatchObject({ ok: false });
    expect(run.text).toMatch(/■ a: cancelled, after \d+ ms\n$/);
    const types = ['scenario.start', 'scenario.step', 'run.start', 'run.end', 'scenario.end'];
    expect(run.events.map(({ type }) => type)).toEqual(types);
  });
});

needs(hasProc, '/proc, to see what processes are left')(
  'nothing is left of a runner whose editor was killed in the middle of a run',
  async () => {
    const folder = copyOf('examples/newsletter');
    writeFileSync(join(folder, stageFile), 'console.log("runs"); for (;;) {}');
    const start = { type: 'start', id: 1, run: { workingDirectory: folder, stage: 'edge/user' } };
    const code = `
      const { spawn } = require('node:child_process');
      const args = ${JSON.stringify([bundle('cli.js'), 'simulate', '--serve'])};
      const runner = spawn(process.execPath, args, { stdio: ['ignore', 'inherit', 'inherit', 'ipc'] });
      runner.on('message', ({ type }) => type === 'event' && console.log(type));
      runner.send(${JSON.stringify(start)});`;
    const editor = spawn(process.execPath, ['-e', code], { stdio: ['ignore', 'pipe', 'inherit'] });
    onTestFinished(() => {
      editor.kill('SIGKILL');
    });
    await new Promise((resolve) => editor.stdout.once('data', resolve));
    const descendants = descendantsOf(`${editor.pid}`);
    expect(descendants.length).toBeGreaterThan(1);
    editor.kill('SIGKILL');
    await expect.poll(() => descendants.filter(isRunning), { timeout: 10_000 }).toEqual([]);
  },
);

it('a runner without an editor says what it is for', () => {
  const { code, stderr } = cli(copyOf('examples/newsletter'), 'simulate', '--serve');
  expect([code, stderr]).toEqual([2, '--serve is for editors: it needs the IPC channel of Node.\n']);
});
