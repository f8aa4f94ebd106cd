import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { needs } from '../../test/support/needs';
import { descendantsOf, isRunning } from '../../test/support/processes';
import { bundled, logged, nodesOfMachine, type RunOptions, run, sandboxBundle } from '../../test/support/sandbox';

describe.each(nodesOfMachine())('with Node $version', ({ path }) => {
  const options: RunOptions = { node: path };

  test('every layer of the sandbox holds', async () => {
    const { of, ok } = await run('', options);
    expect(ok).toBe(true);
    expect(of('run.start')[0]).not.toHaveProperty('missingLayers');
  });

  test('no stack frame hands out a function or an object of the process', async () => {
    const code = `
      Error.prepareStackTrace = (error, sites) => sites;
      const seen = [];
      const look = () => {
        for (const site of new Error().stack) {
          const [found, self] = [site.getFunction(), site.getThis()];
          if (found !== undefined && !(found instanceof Function)) seen.push(String(site.getFunctionName()));
          if (self && self !== globalThis && !(self instanceof Object)) seen.push(typeof self);
        }
      };
      look();
      setTimeout(look, 1);
      await scheduler.wait(5);
      Error.prepareStackTrace = undefined;
      console.log(seen.length);`;
    expect(await logged(code, options)).toEqual([0]);
  });
});

needs(existsSync('/proc/self/task'), '/proc, to see processes')(
  'the sandbox goes when its parent is killed',
  async () => {
    const parent = await bundled('simulation/simulate.ts', 'simulate.cjs');
    const request = {
      file: 'playground/edge/tag.js',
      code: "params.logger.log('begun'); while (true) {}",
      stage: 'edge/tag',
      event: { name: 'Purchase' },
      bindings: [],
      variables: {},
      sandbox: await sandboxBundle(),
      timeoutMs: 60_000,
    };
    const code = `require('./${parent}').simulate(${JSON.stringify(request)}, (event) => console.log(event.type))`;
    const host = spawn(process.execPath, ['-e', code], { stdio: ['ignore', 'pipe', 'inherit'] });
    await new Promise<void>((resolve) => {
      host.stdout.on('data', (text) => `${text}`.includes('log') && resolve());
    });
    const descendants = descendantsOf(`${host.pid}`);
    expect(descendants).not.toEqual([]);
    host.kill('SIGKILL');
    await expect.poll(() => descendants.filter(isRunning), { timeout: 10_000 }).toEqual([]);
  },
);
