import { startTimer, stopTimer } from '../realm/clock';
import type { PageFacts } from '../realm/command';
import { Headers } from '../realm/web/headers';
import { Request } from '../realm/web/request';
import { Response } from '../realm/web/response';
import { captureRequest, captureSources, pageFetch, XMLHttpRequest } from './requests';

declare function require(name: string): unknown;

interface DomWindow {
  readonly document: Document;
  readonly navigator: Navigator;
  readonly location: object;
  readonly [name: string]: unknown;
}

interface Document {
  write(html: string): void;
  cookie: string;
  readonly referrer: string;
}

interface Navigator {
  sendBeacon?: unknown;
}

type WindowClass = new (options: object) => DomWindow;

const page = {
  url: 'https://www.juniper-and-oak.example/',
  title: '',
  html: '<!doctype html><html><head><title></title></head><body></body></html>',
};

/** Names of the realm that a page does not bring along: the language itself, and what is simulated better there. */
const kept = new Set([
  'Buffer',
  'console',
  'crypto',
  'Date',
  'fetch',
  'global',
  'globalThis',
  'Headers',
  'performance',
  'process',
  'queueMicrotask',
  'Request',
  'Response',
  'structuredClone',
  'URL',
  'URLSearchParams',
  'TextEncoder',
  'TextDecoder',
  'setTimeout',
  'setInterval',
  'clearTimeout',
  'clearInterval',
  'setImmediate',
  'clearImmediate',
  'eval',
  'close',
  'open',
  'happyDOM',
  'undefined',
  'Infinity',
  'NaN',
]);

/** Gives the realm a window and a document. Nothing in it loads anything: what it would load is captured. */
export function makePage(given: PageFacts | undefined): void {
  const { url, title, referrer, cookies, userAgent, html } = {
    ...page,
    referrer: '',
    cookies: '',
    userAgent: '',
    ...given,
  };
  Object.assign(globalThis, {
    setImmediate: (run: () => void) => startTimer(run, 0),
    clearImmediate: stopTimer,
    process: {
      platform: 'linux',
      arch: 'x64',
      env: {},
      nextTick: (run: () => void) => void Promise.resolve().then(run),
      on: () => {},
      off: () => {},
      version: '',
      versions: {},
    },
  });
  // Loaded only now: it looks at the globals of the realm when it is.
  const { GlobalWindow } = require('happy-dom') as { GlobalWindow: WindowClass };
  const window = new GlobalWindow({
    url,
    width: 1440,
    height: 900,
    settings: {
      disableJavaScriptFileLoading: true,
      disableCSSFileLoading: true,
      disableIframePageLoading: true,
      handleDisabledFileLoadingAsSuccess: true,
      suppressCodeGenerationFromStringsWarning: true,
      suppressInsecureJavaScriptEnvironmentWarning: true,
      disableErrorCapturing: true,
      navigation: {
        disableMainFrameNavigation: true,
        disableChildFrameNavigation: true,
        disableChildPageNavigation: true,
        disableFallbackToSetURL: true,
      },
      ...(userAgent && { navigator: { userAgent, maxTouchPoints: 0 } }),
    },
  });
  for (const name of ['process', 'setImmediate', 'clearImmediate']) {
    Reflect.deleteProperty(globalThis, name);
  }
  adopt(window);
  const { document, navigator } = window;
  document.write(html.replace('<title></title>', `<title>${title.replaceAll('<', '&lt;')}</title>`));
  for (const cookie of cookies.split(/;\s*/).filter(Boolean)) {
    document.cookie = cookie;
  }
  Object.defineProperty(document, 'referrer', { value: referrer, configurable: true });
  Object.defineProperty(navigator, 'sendBeacon', {
    value: (target: unknown, body?: unknown) => {
      captureRequest({ url: target, method: 'POST', body, via: 'beacon' });
      return true;
    },
  });
  captureSources(window);
}

/** Makes the names of a window those of the realm. */
function adopt(window: DomWindow): void {
  const own = { fetch: pageFetch, XMLHttpRequest, Request, Response, Headers };
  for (let each: object | null = window; each && each !== Object.prototype; each = Object.getPrototypeOf(each)) {
    for (const name of Object.getOwnPropertyNames(each)) {
      const isOfLanguage = languageNames.has(name);
      if (kept.has(name) || isOfLanguage || name === 'constructor' || Object.hasOwn(adopted, name)) {
        continue;
      }
      adopted[name] = true;
      Object.defineProperty(globalThis, name, {
        configurable: true,
        enumerable: false,
        get: () => bound(window, Reflect.get(window, name)),
        set: (value: unknown) =>
          void Object.defineProperty(globalThis, name, { value, writable: true, configurable: true, enumerable: true }),
      });
    }
  }
  for (const name of ['window', 'self', 'top', 'parent', 'frames']) {
    Object.defineProperty(globalThis, name, { value: globalThis, writable: true, configurable: true });
  }
  for (const [name, value] of Object.entries({
    ...own,
    requestAnimationFrame: (run: (time: number) => void) => startTimer(() => run(Date.now()), 16),
    cancelAnimationFrame: stopTimer,
    requestIdleCallback: (run: (deadline: object) => void) =>
      startTimer(() => run({ didTimeout: false, timeRemaining: () => 50 }), 1),
  })) {
    Object.defineProperty(globalThis, name, { value, writable: true, configurable: true });
  }
  captureNavigation(window);
}

/** Leaving the page is captured, and does not happen. */
function captureNavigation({ location }: DomWindow): void {
  const leave = (url: unknown) => captureRequest({ url, method: 'GET', via: 'navigation' });
  const prototype = Object.getPrototypeOf(location) as object;
  const { get } = Object.getOwnPropertyDescriptor(prototype, 'href') ?? {};
  Object.defineProperty(prototype, 'href', { configurable: true, ...(get && { get }), set: leave });
  for (const name of ['assign', 'replace']) {
    Object.defineProperty(prototype, name, { value: leave, configurable: true, writable: true });
  }
  Object.defineProperty(globalThis, 'location', { configurable: true, get: () => location, set: leave });
}

const adopted: Record<string, boolean> = {};
const languageNames = new Set(
  (
    'Array ArrayBuffer Boolean DataView Error EvalError Float32Array Float64Array Function Int16Array Int32Array Int8Array Intl ' +
    'JSON Map Math Number Object Promise RangeError ReferenceError RegExp Set String Symbol SyntaxError TypeError URIError ' +
    'Uint16Array Uint32Array Uint8Array Uint8ClampedArray WeakMap WeakSet WeakRef Proxy Reflect BigInt decodeURI ' +
    'decodeURIComponent encodeURI encodeURIComponent escape unescape isFinite isNaN parseFloat parseInt'
  ).split(' '),
);

/** Functions of the window, such as `addEventListener`, need it as their `this`; classes do not. */
function bound(window: object, value: unknown): unknown {
  return typeof value === 'function' && !('prototype' in value && value.prototype) ? value.bind(window) : value;
}
