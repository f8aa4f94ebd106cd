import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { describe, expect, test } from 'vitest';
import { nodesOfMachine, sandboxBundle } from '../../test/support/sandbox';
import { flagSets } from '../engines/sandboxFlags';
import type { SandboxCommand } from './command';
import { memoryNotice } from './notice';
import { watchArgument } from './watchdog';

/** Runs a stage in a sandbox that nobody supervises; answers how it ended and what it said last. */
async function endOf(code: string, node: string, parent = process.pid) {
  const sandbox = await sandboxBundle();
  const whole: SandboxCommand = {
    file: 'tag.js',
    code,
    secretValues: [],
    limits: { events: 100, bytes: 1e6 },
    run: {
      stage: 'edge/tag',
      result: 'nothing',
      data: {},
      functions: [],
      variablesAt: ['secrets'],
      variables: {},
      bindings: [],
    },
  };
  for (const flags of flagSets(sandbox, 128)) {
    const child = spawn(node, [...flags, sandbox, watchArgument, `${parent}`, '300'], { env: {}, stdio: 'pipe' });
    let said = '';
    child.stdout.on('data', (text) => {
      said += text;
    });
    child.stderr.on('data', (text) => {
      said += text;
    });
    // It may be gone before it reads: a Node that does not know a flag.
    child.stdin.on('error', () => {});
    child.stdin.write(`${JSON.stringify(whole)}\n`);
    const [exit, signal] = await once(child, 'close');
    if (exit !== 9) {
      return { signal, said };
    }
  }
  throw new Error('No set of flags suits this Node.');
}

describe.each(nodesOfMachine())('a sandbox that watches for itself, with Node $version', ({ path }) => {
  test('ends when its parent is gone', async () => {
    const { signal } = await endOf('while (true) {}', path, 1);
    expect(signal).toBe('SIGKILL');
  });

  test('ends when it uses too much memory', async () => {
    const { signal, said } = await endOf('const all = []; for (;;) all.push(new Uint8Array(16 << 20).fill(1));', path);
    expect(signal).toBe('SIGKILL');
    expect(said).toContain(memoryNotice);
  });

  test('lacks no layer', async () => {
    const { said } = await endOf('', path);
    expect(said).toContain('"missingLayers":[]');
  });
});
