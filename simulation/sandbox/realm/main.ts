import { nextTimer, stageReturned } from './clock';
import type { RealmCommand } from './command';
import { describe, describeThrown } from './describe';
import { installGlobals } from './globals';
import { connect, type HostCall, type HostCallLater, isWaiting, report, useDomException } from './host';
import { makeParams } from './params';
import { DOMException } from './web/domException';
import { decodeUtf8 } from './web/encoding';
import { Response } from './web/response';

/** What a run may do next: run more, wait for an answer of the host, or nothing, as a stage that ended or hangs. */
type Progress = 'again' | 'wait' | 'done' | 'stuck';

/** The realm of a stage, as the process around it drives it. Values of the realm pass through it unlooked at. */
export interface Realm {
  /** Takes the command as JSON. */
  prepare(command: string): void;
  /** Calls the stage, a function of the realm. */
  run(stage: unknown): unknown;
  /** To be called when no job of the realm is left: runs the next timer, or says what there is to wait for. */
  advance(): Progress;
  /** Reports something thrown. */
  threw(phase: string, thrown: unknown): void;
}

/** Starts the realm; `call` and `callLater` are the process around it. */
export function boot(call: HostCall, callLater: HostCallLater): Realm {
  connect(call, callLater);
  useDomException((message, name) => new DOMException(message, name));
  installGlobals();
  let params: Record<string, unknown> = {};
  let mustRespond = false;
  let settled = false;

  const threw = (phase: string, thrown: unknown) => report({ type: 'error', phase, ...describeThrown(thrown) });

  return {
    threw,
    prepare(text) {
      const command = JSON.parse(text) as RealmCommand;
      mustRespond = command.result === 'response';
      params = makeParams(command);
    },
    async run(stage) {
      try {
        await reportReturn(await (stage as (params: unknown) => unknown)(params), mustRespond);
      } catch (thrown) {
        threw('run', thrown);
      }
      settled = true;
      stageReturned();
    },
    advance() {
      const timer = nextTimer();
      if (timer) {
        try {
          timer();
        } catch (thrown) {
          threw('timer', thrown);
        }
        return 'again';
      }
      if (isWaiting()) {
        return 'wait';
      }
      return settled ? 'done' : 'stuck';
    },
  };
}

async function reportReturn(value: unknown, mustRespond: boolean): Promise<void> {
  if (!(value instanceof Response)) {
    report({ type: 'return', value: describe(value) });
    if (mustRespond) {
      const what = value === undefined ? 'nothing' : Array.isArray(value) ? 'an array' : kindOf(value);
      report({
        type: 'error',
        phase: 'run',
        name: 'MissingResponse',
        message: `The API handler returned ${what}; it must return a Response, such as Response.json({ ok: true }).`,
      });
    }
    return;
  }
  const { status, headers } = value;
  const bytes = await value.bytes();
  report({ type: 'return', response: { status, headers: Object.fromEntries(headers), body: bodyText(bytes) } });
}

function kindOf(value: unknown): string {
  if (value === null) {
    return 'null';
  }
  return typeof value === 'object' ? 'an object' : `a ${typeof value}`;
}

const bodyLimit = 262_144;

function bodyText(bytes: Uint8Array): string {
  const shown = bytes.subarray(0, bodyLimit);
  try {
    return decodeUtf8(shown, bytes.length <= bodyLimit) + (bytes.length > bodyLimit ? '…' : '');
  } catch {
    return `[${bytes.length} bytes]`;
  }
}
