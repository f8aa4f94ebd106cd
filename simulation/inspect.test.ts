import { resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { describe, expect } from 'vitest';
import { needs } from '../test/support/needs';
import { miniflareMissing, nodesOfMachine, sandboxBundle } from '../test/support/sandbox';
import type { SimulationEvent } from './events';
import { workerdProject } from './project/workerd';
import type { SimulationRequest } from './request';
import { sampleEvents } from './samples';
import { simulate } from './simulate';

const root = resolve('examples/müller & söhne');
const file = 'playground/edge/tag.js';
const urlRegex = `^${pathToFileURL(`${root}/${file}`).href}$|ü`;

interface Message {
  readonly method?: string;
  readonly params?: { readonly callFrames?: readonly { readonly location: { readonly lineNumber: number } }[] };
}

/** Attaches to a run as a debugger does, with a breakpoint; answers with the lines on which it paused. */
function debuggerAt(inspector: string, line: number): readonly number[] {
  const socket = new WebSocket(inspector);
  const paused: number[] = [];
  let id = 0;
  const send = (method: string, params = {}) => socket.send(JSON.stringify({ id: ++id, method, params }));
  socket.addEventListener('open', () => {
    send('Debugger.enable');
    // As VS Code does: in letters as they are.
    send('Debugger.setBreakpointByUrl', { urlRegex, lineNumber: line });
    send('Runtime.runIfWaitingForDebugger');
  });
  socket.addEventListener('message', ({ data }) => {
    const { method, params } = JSON.parse(`${data}`) as Message;
    if (method === 'Debugger.paused') {
      paused.push(params?.callFrames?.[0]?.location.lineNumber ?? -1);
      // Longer than the run may take when nobody debugs it.
      setTimeout(() => send('Debugger.resume'), 300);
    }
  });
  return paused;
}

async function debugged(code: string, line: number, options: Partial<SimulationRequest> = {}) {
  const events: SimulationEvent[] = [];
  let paused: readonly number[] = [];
  const { ok } = await simulate(
    {
      ...{ file, code, stage: 'edge/tag', event: sampleEvents.PageView, bindings: [], variables: {} },
      sandbox: await sandboxBundle(),
      inspect: { root },
      timeoutMs: 100,
      ...options,
    },
    (event) => {
      events.push(event);
      if (event.type === 'run.start' && event.inspector) {
        paused = debuggerAt(event.inspector, line);
      }
    },
  );
  return { ok, events, paused };
}

// What Node 20 runs can be attached to all the same.
const attached = needs(typeof WebSocket !== 'undefined', 'a Node that has WebSocket, 22 or later, to attach with');

describe('a run that waits for a debugger', () => {
  attached.each(nodesOfMachine())(
    'pauses where the file says, and takes its time, on Node $version',
    async ({ path }) => {
      const { ok, events, paused } = await debugged(
        'const a = 1;\nparams.logger.log(a + 1);\nthrow new Error("x");',
        1,
        { node: path },
      );
      expect([ok, paused]).toEqual([false, [1]]);
      expect(events.find(({ type }) => type === 'log')).toMatchObject({ args: [2], at: { file, line: 1 } });
      expect(events.find(({ type }) => type === 'error')).toMatchObject({
        message: 'x',
        at: { file, line: 2, character: 6 },
        frames: [{ file, line: 2 }],
      });
    },
  );

  attached('does not wait when the file has a syntax error', async () => {
    const { events, paused } = await debugged('const a = ;', 0);
    expect(paused).toEqual([]);
    expect(events[0]).not.toHaveProperty('inspector');
    expect(events.find(({ type }) => type === 'error')).toMatchObject({
      phase: 'compile',
      at: { file, line: 0, character: 10 },
    });
  });
});

// The project's Miniflare is the one that this project has for development.
const workerd = workerdProject(process.cwd(), [], {});
const onWorkerd = needs(typeof WebSocket !== 'undefined' && !('refused' in workerd), miniflareMissing);
const workerdOptions = { engine: 'workerd', workerd } as const;

describe('a run on workerd that waits for a debugger', () => {
  onWorkerd('pauses where the file says, and takes its time, with real bindings', async () => {
    const code =
      "await params.infra.CACHE.put('k', 'v');\nconst a = await params.infra.CACHE.get('k');\nconsole.log(a);\nfunction fail() {\n  throw new Error('x');\n}\nfail();";
    const bindings = [{ name: 'CACHE', kind: 'kv_namespaces', fields: {} }];
    const { ok, events, paused } = await debugged(code, 2, { ...workerdOptions, bindings });
    expect([ok, paused]).toEqual([false, [2]]);
    expect(events[0]).toMatchObject({ type: 'run.start', engine: 'workerd', inspector: expect.stringMatching(/^ws:/) });
    expect(events.find(({ type }) => type === 'log')).toMatchObject({
      args: ['v'],
      at: { file, line: 2, character: 8 },
    });
    expect(events.find(({ type }) => type === 'error')).toMatchObject({
      message: 'x',
      at: { file, line: 4, character: 8 },
      frames: [
        { file, line: 4, function: 'fail' },
        { file, line: 6, character: 0, function: null },
      ],
    });
  });

  onWorkerd('pauses in the first line, too, and knows its columns', async () => {
    const { events, paused } = await debugged('const a = 1; console.log(a);', 0, workerdOptions);
    expect(paused).toEqual([0]);
    expect(events.find(({ type }) => type === 'log')).toMatchObject({ args: [1], at: { line: 0, character: 21 } });
  });

  onWorkerd('sends nothing', async () => {
    const { events } = await debugged(
      "await fetch('http://127.0.0.1/');\nconst { connect } = await import('cloudflare:sockets');\nawait connect('127.0.0.1:1').opened;",
      1,
      workerdOptions,
    );
    expect(events.find(({ type }) => type === 'request')).toMatchObject({ sent: false });
    expect(events.find(({ type }) => type === 'error')).toMatchObject({ at: { file, line: 2 } });
  });

  onWorkerd('does not wait when the file has a syntax error', async () => {
    const { events } = await debugged('const a = ;', 0, workerdOptions);
    expect(events[0]).not.toHaveProperty('inspector');
    expect(events.find(({ type }) => type === 'error')).toMatchObject({
      phase: 'compile',
      at: { line: 0, character: 10 },
    });
  });
});
