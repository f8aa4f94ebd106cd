import { resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { describe, expect } from 'vitest';
import { needs } from '../test/support/needs';
import type { SimulationEvent } from './events';
import { sampleEvents } from './samples';
import { simulate } from './simulate';
import { nodesOfMachine, sandboxBundle } from './testSupport';

const root = resolve('examples/müller & söhne');
const file = 'playground/edge/tag.js';
const url = pathToFileURL(`${root}/${file}`).href;

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
    send('Debugger.setBreakpointByUrl', { url, lineNumber: line });
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

async function debugged(code: string, line: number, node?: string) {
  const events: SimulationEvent[] = [];
  let paused: readonly number[] = [];
  const { ok } = await simulate(
    {
      ...{ file, code, stage: 'edge/tag', event: sampleEvents.PageView, bindings: [], variables: {} },
      sandbox: await sandboxBundle(),
      inspect: { root },
      timeoutMs: 100,
      ...(node && { node }),
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
        path,
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
