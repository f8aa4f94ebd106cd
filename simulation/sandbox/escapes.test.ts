import { spawn } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { bundled, logged, nodesOfMachine, type RunOptions, run, sandboxBundle } from '../testSupport';

/** Tries an expression, and logs what came of it: nothing that is tried here may succeed. */
const attempt = `
  const attempt = async (action) => {
    try { console.log('escaped', String(await action()).slice(0, 80)); } catch (error) { console.log('blocked'); }
  };`;

let connections = 0;
const server = createServer((socket) => {
  connections += 1;
  socket.destroy();
});
let port = 0;

beforeAll(async () => {
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  port = typeof address === 'object' && address ? address.port : 0;
});
afterAll(() => void server.close());

describe.each(nodesOfMachine())('with Node $version', ({ path }) => {
  const options: RunOptions = { node: path };

  test('every layer of the sandbox holds', async () => {
    const { of, ok } = await run('', options);
    expect(ok).toBe(true);
    expect(of('run.start')[0]).not.toHaveProperty('missingLayers');
  });

  test('no object leads to a constructor of code', async () => {
    const values = [
      'params',
      'params.payload',
      'params.logger.log',
      'params.requestHandler',
      'params.infra.CACHE.get',
      'params.infra.COUNTER.get("x")',
      'console.log',
      'globalThis',
      'setTimeout',
      'Date',
      'URL',
      'new URL("https://a.example/").searchParams',
      'crypto.subtle.digest',
      'crypto.subtle.digest("SHA-256", new Uint8Array(1))',
      'await crypto.subtle.generateKey({ name: "HMAC", hash: "SHA-256" }, true, ["sign"])',
      'await params.requestHandler("https://a.example/")',
      'new Response("x").body',
      'async () => {}',
      'function* () {}',
    ];
    const code = `${attempt}
      for (const value of [${values.join(', ')}]) {
        await attempt(() => value.constructor('return process')().pid);
        await attempt(() => value.constructor.constructor('return process')().pid);
      }`;
    expect(await logged(code, options)).toEqual(values.flatMap(() => ['blocked', 'blocked']));
  });

  test('no error leads to a constructor of code', async () => {
    const throwing = [
      'new URL("::")',
      'await crypto.subtle.digest("NOPE", new Uint8Array(1))',
      'new TextDecoder("nope")',
      'await import("node:fs")',
      'await import("/etc/passwd")',
      'null.x',
      '(function f() { f(); new URL("https://a.example/"); })()',
      '(function f() { try { f(); } finally { params.logger.log; new URL("https://a.example/"); } })()',
    ];
    const code = `${attempt}
      const errors = [];
      ${throwing.map((expression) => `try { ${expression}; } catch (error) { errors.push(error); }`).join('\n')}
      for (const error of errors) {
        await attempt(() => error.constructor.constructor('return process')().pid);
        await attempt(() => Object.getPrototypeOf(error.constructor).constructor('return process')().pid);
      }`;
    expect(await logged(code, options)).toEqual(throwing.flatMap(() => ['blocked', 'blocked']));
  });

  test('an error of the platform is one of the stage', async () => {
    const code = `
      const errors = [];
      for (const action of [() => new URL('::'), () => new TextDecoder('nope'), () => atob('%')]) {
        try { action(); } catch (error) { errors.push(error instanceof Error); }
      }
      await crypto.subtle.digest('NOPE', new Uint8Array(1)).catch((error) => errors.push(error instanceof Error));
      console.log(...errors);`;
    expect(await logged(code, options)).toEqual([true, true, true, true]);
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

  test('code cannot be made from text', async () => {
    const code = `${attempt}
      await attempt(() => eval('1 + 1'));
      await attempt(() => new Function('return 1')());
      await attempt(() => (async () => {}).constructor('return 1')());
      await attempt(() => (function* () {}).constructor('return 1')());
      console.log(typeof WebAssembly);`;
    expect(await logged(code, options)).toEqual(['blocked', 'blocked', 'blocked', 'blocked', 'undefined']);
  });

  test('nothing of Node is there', async () => {
    const names = ['process', 'require', 'module', 'exports', 'Buffer', 'global', '__filename', 'setImmediate'];
    const code = `console.log(${names.map((name) => `typeof ${name}`).join(', ')});`;
    expect(await logged(code, options)).toEqual(names.map(() => 'undefined'));
  });

  test('files and the environment are out of reach', async () => {
    const code = `${attempt}
      await attempt(() => require('node:fs').readFileSync('/etc/passwd'));
      await attempt(async () => (await import('node:fs')).readFileSync('/etc/passwd'));
      await attempt(() => process.env.PATH);
      await attempt(() => globalThis.process.env.PATH);
      await attempt(() => this.constructor.constructor('return process.env')());`;
    expect(await logged(code, options)).toEqual(Array(5).fill('blocked'));
  });

  test('nothing reaches the network', async () => {
    const before = connections;
    const url = `127.0.0.1:${port}`;
    const code = `${attempt}
      await fetch('http://${url}/');
      await params.requestHandler('http://${url}/');
      await params.infra.BACKEND.fetch('http://${url}/');
      await attempt(() => new WebSocket('ws://${url}/'));
      await attempt(() => new EventSource('http://${url}/'));
      await attempt(() => new XMLHttpRequest());
      await attempt(async () => (await import('cloudflare:sockets')).connect('${url}'));
      await attempt(async () => (await import('node:net')).connect(${port}, '127.0.0.1'));`;
    expect(await logged(code, options)).toEqual(Array(5).fill('blocked'));
    expect(connections).toBe(before);
  });

  test.each([
    ['a loop', 'while (true) {}'],
    ['a loop after an await', 'await null; while (true) {}'],
    ['a loop of microtasks', 'for (;;) await null;'],
    ['a loop in a timer', 'setTimeout(() => { while (true) {} }, 1); await scheduler.wait(10);'],
    ['a regular expression without end', "/^(a+)+$/.test('a'.repeat(40) + '!')"],
    ['an interval that nobody stops', 'setInterval(() => {}, 10); await new Promise(() => {});'],
  ])('%s is ended', async (_name, code) => {
    const { of, events, ok } = await run(`params.logger.log('begun'); ${code}`, { ...options, timeoutMs: 300 });
    expect(ok).toBe(false);
    expect(of('log')).toHaveLength(1);
    expect(of('error')).toHaveLength(1);
    expect(of('error')[0]).toMatchObject({
      phase: 'timeout',
      message: 'The stage was still running after 300 ms and was ended.',
    });
    expect(events.at(-1)).toMatchObject({ type: 'run.end', ok: false });
  });

  test.each([
    ['of objects', 'const all = []; for (;;) all.push(new Array(1e5).fill({ x: 1 }));'],
    ['of strings', "const all = []; for (let i = 0; ; i++) all.push(('x'.repeat(1e6) + i).split(''));"],
    ['of buffers', 'const all = []; for (;;) all.push(new Uint8Array(16 << 20).fill(1));'],
  ])('a memory %s without end is ended', async (_name, code) => {
    const { of, events, ok } = await run(code, options);
    expect(ok).toBe(false);
    expect(of('error')).toHaveLength(1);
    expect(of('error')[0]).toMatchObject({ phase: 'memory', name: 'MemoryError' });
    expect(events.at(-1)).toMatchObject({ type: 'run.end', ok: false });
  });

  test('a flood of logs is ended', async () => {
    const { of, events } = await run("for (;;) params.logger.log('x'.repeat(1000));", options);
    expect(of('truncated')).toMatchObject([{ limit: '5000 events' }]);
    expect(events.map(({ type }) => type).slice(-2)).toEqual(['truncated', 'run.end']);
    expect(events.at(-1)).toMatchObject({ ok: false });
  });

  test('a flood of text is ended', async () => {
    const { of } = await run("for (;;) params.logger.log(...Array(20).fill('x'.repeat(16000)));", options);
    expect(of('truncated')).toMatchObject([{ limit: '16 MB of events' }]);
  });

  test('a stage that spoils what it finds is still reported', async () => {
    const code = `
      Array.prototype.map = () => ['spoilt'];
      Promise.prototype.then = () => {};
      JSON.stringify = () => '{}';
      Object.prototype.toJSON = () => 'spoilt';
      params.logger.log('hello', { a: [1] });`;
    const { logs, events } = await run(code, options);
    expect(logs).toEqual([['hello', { a: [1] }]]);
    expect(events.at(-1)).toMatchObject({ type: 'run.end', ok: true });
  });

  test('a string of 100 MB is shown by its start', async () => {
    const { of } = await run("return 'x'.repeat(1e8);", options);
    expect(of('return')[0]?.value).toEqual({ $: 'string', length: 100_000_000, start: 'x'.repeat(16_384) });
  });

  test('a value without end is cut', async () => {
    const code = `
      const cyclic = { name: 'a' };
      cyclic.self = cyclic;
      let deep = {};
      for (let i = 0; i < 1e5; i++) deep = { deep };
      const hostile = { get x() { throw new Error('no'); } };
      return { cyclic, deep, hostile, proxy: new Proxy({}, { ownKeys() { throw new Error('no'); } }) };`;
    const { of, ok } = await run(code, options);
    expect(ok).toBe(true);
    expect(of('return')[0]?.value).toMatchObject({
      cyclic: { name: 'a', self: { $: 'circular' } },
      hostile: { x: { $: 'error', message: 'no' } },
    });
  });
});

test.skipIf(!existsSync('/proc/self/task'))('the sandbox goes when its parent is killed', async () => {
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
});

function descendantsOf(pid: string): string[] {
  const children = readFileSync(`/proc/${pid}/task/${pid}/children`, 'utf8').split(' ').filter(Boolean);
  return children.flatMap((child) => [child, ...descendantsOf(child)]);
}

function isRunning(pid: string): boolean {
  try {
    // A process that is gone may still be listed until it is reaped.
    return !/^State:\s+Z/m.test(readFileSync(`/proc/${pid}/status`, 'utf8'));
  } catch {
    return false;
  }
}
