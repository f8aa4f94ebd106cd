import { describe } from '../realm/describe';
import { report } from '../realm/host';
import { bodyShown, headersShown, outboundHandler } from '../realm/outbound';
import { stackHere } from '../realm/stack';
import { FormData } from '../realm/web/formData';
import { Request } from '../realm/web/request';
import { URL, URLSearchParams } from '../realm/web/url';

interface Captured {
  readonly url: unknown;
  readonly method: string;
  readonly headers?: unknown;
  readonly body?: unknown;
  readonly via: string;
}

/** Reports a request of the page; it is not sent. */
export function captureRequest({ url, method, headers, body, via }: Captured): void {
  report({
    type: 'request',
    url: absolute(url),
    method,
    headers: headersShown(headers),
    body: bodyShown(plainBody(body)),
    sent: false,
    via,
    stack: stackHere(),
  });
}

const outbound = outboundHandler('fetch');

/** `fetch` of the page: a URL may be relative, and a form the page's own. */
export async function pageFetch(target: unknown, init: { body?: unknown } = {}): Promise<unknown> {
  const body = plainBody(init?.body);
  return outbound(target instanceof Request ? target : absolute(target), {
    ...init,
    ...(body !== undefined && { body }),
  });
}

function absolute(url: unknown): string {
  const { location } = globalThis as unknown as { location: { href: string } };
  try {
    return new URL(`${url}`, location.href).href;
  } catch {
    return `${url}`;
  }
}

/** A form of the page as one of the realm. */
function plainBody(body: unknown): unknown {
  const { getAll, delete: remove } = (body ?? {}) as { getAll?: unknown; delete?: unknown };
  const isForm = typeof getAll === 'function' && typeof remove === 'function' && !isOwn(body);
  if (!isForm) {
    return body;
  }
  const form = new FormData();
  for (const [name, value] of body as unknown as Iterable<[string, unknown]>) {
    form.append(name, typeof value === 'string' ? value : JSON.stringify(describe(value)));
  }
  return form;
}

const isOwn = (body: unknown) => body instanceof FormData || body instanceof URLSearchParams;

type Listener = ((event: object) => void) | null;

/** An XMLHttpRequest whose request is captured, and answered with an empty JSON object. */
export class XMLHttpRequest {
  static readonly DONE = 4;
  readyState = 0;
  status = 0;
  statusText = '';
  responseText = '';
  response: unknown = '';
  responseType = '';
  responseURL = '';
  withCredentials = false;
  timeout = 0;
  onload: Listener = null;
  onloadend: Listener = null;
  onreadystatechange: Listener = null;
  onerror: Listener = null;
  readonly upload = { addEventListener: () => {} };
  readonly #headers: Record<string, string> = {};
  readonly #listeners = new Map<string, ((event: object) => void)[]>();
  #method = 'GET';
  #url = '';

  open(method: unknown, url: unknown): void {
    this.#method = `${method}`.toUpperCase();
    this.#url = absolute(url);
    this.#become(1);
  }

  setRequestHeader(name: unknown, value: unknown): void {
    this.#headers[`${name}`] = `${value}`;
  }

  addEventListener(type: string, listener: (event: object) => void): void {
    this.#listeners.set(type, [...(this.#listeners.get(type) ?? []), listener]);
  }

  removeEventListener(type: string, listener: (event: object) => void): void {
    this.#listeners.set(
      type,
      (this.#listeners.get(type) ?? []).filter((each) => each !== listener),
    );
  }

  send(body?: unknown): void {
    captureRequest({ url: this.#url, method: this.#method, headers: this.#headers, body, via: 'xhr' });
    setTimeoutOf(() => {
      this.status = 200;
      this.statusText = 'OK';
      this.responseURL = this.#url;
      this.responseText = '{}';
      this.response = this.responseType === 'json' ? {} : '{}';
      this.#become(4);
      this.#tell('load');
      this.#tell('loadend');
    });
  }

  abort(): void {}

  getResponseHeader(name: unknown): string | null {
    return `${name}`.toLowerCase() === 'content-type' && this.readyState === 4 ? 'application/json' : null;
  }

  getAllResponseHeaders(): string {
    return this.readyState === 4 ? 'content-type: application/json\r\n' : '';
  }

  #become(state: number): void {
    this.readyState = state;
    this.#tell('readystatechange');
  }

  #tell(type: string): void {
    const event = { type, target: this, currentTarget: this };
    const handler = Reflect.get(this, `on${type}`) as Listener;
    handler?.call(this, event);
    for (const listener of this.#listeners.get(type) ?? []) {
      listener.call(this, event);
    }
  }
}

function setTimeoutOf(run: () => void): void {
  const { setTimeout } = globalThis as unknown as { setTimeout(run: () => void, ms: number): void };
  setTimeout(run, 0);
}

/** The elements that load what their `src` names as soon as they have it, or are put into the page. */
const sources: readonly (readonly [element: string, via: string])[] = [
  ['HTMLImageElement', 'image'],
  ['HTMLScriptElement', 'script'],
  ['HTMLIFrameElement', 'iframe'],
];

/** Captures what elements load, in place of loading it. */
export function captureSources(window: Readonly<Record<string, unknown>>): void {
  for (const [element, via] of sources) {
    const { prototype } = window[element] as { prototype: Element };
    const { setAttribute } = prototype;
    const capture = (url: unknown) => captureRequest({ url, method: 'GET', via });
    Object.defineProperty(prototype, 'src', {
      configurable: true,
      get(this: Element) {
        return absolute(this.getAttribute('src') ?? '');
      },
      set(this: Element, url: unknown) {
        capture(url);
        setAttribute.call(this, 'src', `${url}`);
      },
    });
    prototype.setAttribute = function (this: Element, name: string, value: unknown) {
      if (name.toLowerCase() === 'src') {
        capture(value);
      }
      setAttribute.call(this, name, `${value}`);
    };
  }
}

interface Element {
  setAttribute(name: string, value: unknown): void;
  getAttribute(name: string): string | null;
}
