import { elapsed, now, startTimer, stopTimer, VirtualDate } from './clock';
import { describeAll } from './describe';
import { report } from './host';
import { outboundHandler } from './outbound';
import { stackHere } from './stack';
import { AbortController, AbortSignal } from './web/abort';
import { Blob, File } from './web/blob';
import { CryptoKey, crypto, SubtleCrypto } from './web/crypto';
import { DOMException } from './web/domException';
import { atob, btoa, TextDecoder, TextEncoder } from './web/encoding';
import { CustomEvent, Event, EventTarget } from './web/eventTarget';
import { FormData } from './web/formData';
import { Headers } from './web/headers';
import { ReadableStream } from './web/readableStream';
import { Request } from './web/request';
import { Response } from './web/response';
import { structuredClone } from './web/structuredClone';
import { URL, URLSearchParams } from './web/url';
import {
  IdentityTransformStream,
  TextDecoderStream,
  TextEncoderStream,
  TransformStream,
  WritableStream,
} from './web/writableStream';

const levels = ['log', 'info', 'warn', 'error', 'debug'] as const;

/** Globals of Workers that the realm lacks: using one says so, instead of "is not defined". */
const notSimulated = [
  'WebSocket',
  'WebSocketPair',
  'EventSource',
  'HTMLRewriter',
  'URLPattern',
  'CompressionStream',
  'DecompressionStream',
  'MessageChannel',
];

/** Gives the realm the globals of Workers, and takes what could get in the way of ending a run. */
export function installGlobals(): void {
  for (const name of ['SharedArrayBuffer', 'Atomics', 'WebAssembly', 'ShadowRealm']) {
    Reflect.deleteProperty(globalThis, name);
  }
  Reflect.set(Error, 'stackTraceLimit', 30);
  const globals: Record<string, unknown> = {
    AbortController,
    AbortSignal,
    Blob,
    CryptoKey,
    CustomEvent,
    DOMException,
    Date: VirtualDate,
    Event,
    EventTarget,
    File,
    FormData,
    Headers,
    IdentityTransformStream,
    ReadableStream,
    Request,
    Response,
    SubtleCrypto,
    TextDecoder,
    TextDecoderStream,
    TextEncoder,
    TextEncoderStream,
    TransformStream,
    URL,
    URLSearchParams,
    WritableStream,
    atob,
    btoa,
    clearInterval: stopTimer,
    clearTimeout: stopTimer,
    console: realmConsole(),
    crypto,
    fetch: outboundHandler('fetch'),
    navigator: { userAgent: 'Cloudflare-Workers' },
    performance: {
      now: elapsed,
      get timeOrigin() {
        return now() - elapsed();
      },
    },
    queueMicrotask: (callback: () => unknown) => void Promise.resolve().then(() => callback()),
    scheduler: { wait: (delay: unknown) => new Promise<void>((resolve) => startTimer(() => resolve(), delay)) },
    self: globalThis,
    setInterval: timerStarter(true),
    setTimeout: timerStarter(false),
    structuredClone,
  };
  for (const name of notSimulated) {
    globals[name] = missingClass(name);
  }
  for (const [name, value] of Object.entries(globals)) {
    Object.defineProperty(globalThis, name, { value, writable: true, configurable: true, enumerable: false });
  }
}

function timerStarter(repeats: boolean) {
  return (callback: unknown, delay?: unknown, ...args: unknown[]): number => {
    if (typeof callback !== 'function') {
      throw new TypeError(`The callback of a timer must be a function, not ${typeof callback}.`);
    }
    return startTimer(() => callback(...args), delay, repeats);
  };
}

function realmConsole(): Record<string, unknown> {
  const methods = levels.map((level) => [
    level,
    (...args: unknown[]) =>
      report({ type: 'log', level, source: 'console', args: describeAll(args), stack: stackHere() }),
  ]);
  const console = Object.fromEntries(methods) as Record<string, (...args: unknown[]) => void>;
  const silent = () => {};
  return {
    ...console,
    trace: console.debug,
    dir: (value: unknown) => console.log?.(value),
    table: (value: unknown) => console.log?.(value),
    assert: (holds?: unknown, ...args: unknown[]) => {
      if (!holds) {
        console.error?.('Assertion failed', ...args);
      }
    },
    group: (...args: unknown[]) => console.log?.(...args),
    groupEnd: silent,
    time: silent,
    timeEnd: silent,
    timeLog: silent,
    count: silent,
  };
}

function missingClass(name: string): unknown {
  return class {
    constructor() {
      throw new Error(`${name} cannot be simulated yet.`);
    }
  };
}
