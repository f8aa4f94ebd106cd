import { WorkerEntrypoint } from 'cloudflare:workers';
import type { BindingContext } from '../../sandbox/realm/bindings/context';
import type { RealmCommand } from '../../sandbox/realm/command';
import { describeAll, describeThrown } from '../../sandbox/realm/describe';
import { connect, jsonOf, report } from '../../sandbox/realm/host';
import { outboundHandler } from '../../sandbox/realm/outbound';
import { makeParams, type Users } from '../../sandbox/realm/params';
import { reportReturn } from '../../sandbox/realm/return';
import { stackHere } from '../../sandbox/realm/stack';
import { packed, unpacked } from '../../sandbox/realm/state';
import { makeBindings, saveBindings } from './bindings';
import type { Infra } from './infra';

// Runs one stage in an isolate of its own. Events leave as lines of the console, which are written at once.

/** What lines that are events begin with: known to this isolate and to the process that reads them, for one run. */
let mark: string | undefined;
const write = console.log.bind(console);
const { setTimeout: startTimer, setInterval: startInterval } = globalThis;

const threw = (phase: string, thrown: unknown) => report({ type: 'error', phase, ...describeThrown(thrown) });

connect(
  (operation, argument) => {
    if (operation !== 'report') {
      throw new Error(`${operation} is not there`);
    }
    if (mark !== undefined) {
      write(mark + argument);
    }
    return '';
  },
  () => {},
);

export default class extends WorkerEntrypoint<{ readonly infra: Infra }> {
  /** Answers when the isolate stands. */
  ready(): void {}

  async run(text: string, markOfRun: string): Promise<string> {
    mark ??= markOfRun;
    const command = JSON.parse(text) as RealmCommand;
    const { bindings, fixtures = {}, state = {} } = command;
    const users: Users = new Map(
      Object.entries((unpacked(state.users) ?? {}) as Record<string, Record<string, unknown>>),
    );
    installGlobals();
    let infra: Record<string, unknown> | undefined;
    try {
      if (bindings) {
        const exported = () => ({ problem: '' });
        const context: BindingContext = { fixtures, env: {}, exported };
        infra = makeBindings(bindings, context, this.env.infra, state.bindings);
      }
      const params = makeParams(command, infra, users);
      // Not before a debugger, if there is to be one, has had the time to attach.
      const { default: stage } = await import('stage');
      await reportReturn(await stage(params), command);
    } catch (thrown) {
      threw('run', thrown);
    }
    // A rejection that nobody handles is told a turn later.
    await new Promise((resolve) => startTimer(resolve, 0));
    return command.keepState
      ? jsonOf({ users: packed(Object.fromEntries(users)), bindings: saveBindings(infra ?? {}) })
      : 'null';
  }
}

function installGlobals(): void {
  for (const level of ['log', 'info', 'warn', 'error', 'debug'] as const) {
    console[level] = (...args: unknown[]) =>
      report({ type: 'log', level, source: 'console', args: describeAll(args), stack: stackHere() });
  }
  const timer =
    (starter: (run: () => void, delay?: number) => unknown) =>
    (callback: (...args: unknown[]) => unknown, delay?: number, ...args: unknown[]) =>
      starter(async () => {
        // workerd itself says nothing of what a timer throws.
        try {
          await callback(...args);
        } catch (thrown) {
          threw('timer', thrown);
        }
      }, delay);
  Object.assign(globalThis, {
    setTimeout: timer(startTimer),
    setInterval: timer(startInterval),
    fetch: outboundHandler('fetch'),
  });
  const { addEventListener } = globalThis as unknown as {
    addEventListener(type: string, listener: (event: { reason: unknown }) => void): void;
  };
  addEventListener('unhandledrejection', ({ reason }) => threw('unhandledRejection', reason));
}
