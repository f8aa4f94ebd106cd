import { spawn } from 'node:child_process';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
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
    ['a stage', ['edge/tag', '--event', 'AddToCart']],
    ['scenarios', ['--scenario', 'all']],
  ])('prints and reports what the command line does: %s', async (_, args) => {
    const folder = copyOf('examples/newsletter');
    const runner = startRunner();
    const first = runner.run(folder, ...args);
    expect(await first.code).toBe(0);
    expect(steady(first.text)).toBe(steady(cli(folder, 'simulate', ...args).stdout));
    expect(steady(first.events)).toBe(steady(cliEvents(folder, ...args).events));
    // The next one had a sandbox waiting.
    const second = runner.run(folder, ...args);
    expect(await second.code).toBe(0);
    expect(steady(second.events)).toBe(steady(first.events));
  });

  it('says what cannot be done, and the next run goes well', async () => {
    const folder = copyOf('examples/newsletter');
    const runner = startRunner();
    const wrong = runner.run(folder, 'edge/tagg');
    expect(await wrong.code).toBe(2);
    expect(wrong.text).toMatch(/^There is no stage 'edge\/tagg'\. The stages here are .*\n$/);
    expect(await runner.run(folder, 'edge/tag').code).toBe(0);
  });

  it('takes paths from the folder that it names', async () => {
    const folder = copyOf('examples/newsletter');
    writeFileSync(join(folder, 'own.json'), '{ "eventName": "Lead", "data": {} }');
    const run = startRunner().run(join(folder, 'playground'), 'edge/tag.js', '--event', '../own.json');
    expect([await run.code, run.events[0]]).toMatchObject([0, { stage: 'edge/tag', event: '../own.json' }]);
  });

  it('runs the code and the manifest as they are now', async () => {
    const folder = copyOf('examples/newsletter');
    const runner = startRunner();
    const logged = async () => {
      const run = runner.run(folder, 'edge/user');
      await run.code;
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
    const endless = runner.run(folder, 'edge/user');
    await expect.poll(() => endless.events.length, { timeout: 10_000 }).toBe(1);
    const other = runner.run(folder, 'edge/tag');
    endless.cancel();
    expect(await endless.code).toBe(1);
    expect(endless.events.at(-1)).toMatchObject({ type: 'run.end', ok: false, cancelled: true });
    expect(await other.code).toBe(0);
  });

  it('can be cancelled among scenarios: what was not run is not said to have failed', async () => {
    const folder = copyOf('examples/newsletter');
    const steps = [{ stage: 'edge/user', expect: { return: 1 } }, { stage: 'edge/tag' }];
    for (const name of ['a', 'b']) {
      writeFileSync(join(folder, `simulation/scenarios/${name}.json`), JSON.stringify({ steps }));
    }
    writeFileSync(join(folder, stageFile), 'for (;;) {}');
    const run = startRunner().run(folder, '--scenario', 'all');
    await expect.poll(() => run.events.at(-1)?.type, { timeout: 10_000 }).toBe('run.start');
    run.cancel();
    expect(await run.code).toBe(1);
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
    const start = { type: 'start', id: 1, args: ['edge/user'], workingDirectory: folder };
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
