import { AbortSignal } from './abort';
import { Body, bodyContent } from './body';
import { Headers } from './headers';
import { URL } from './url';

interface RequestInit {
  method?: string;
  headers?: unknown;
  body?: unknown;
  signal?: AbortSignal;
  redirect?: string;
  cf?: unknown;
}

const normalMethods = new Set(['DELETE', 'GET', 'HEAD', 'OPTIONS', 'PATCH', 'POST', 'PUT']);

export class Request extends Body {
  readonly url: string;
  readonly method: string;
  readonly headers: Headers;
  readonly redirect: string;
  readonly signal: AbortSignal;
  readonly cf: unknown;

  constructor(input: unknown, options: RequestInit = {}) {
    const from = input instanceof Request ? input : undefined;
    const method = methodOf(options.method ?? from?.method ?? 'GET');
    const hasOwnBody = options.body !== undefined && options.body !== null;
    if (hasOwnBody && (method === 'GET' || method === 'HEAD')) {
      throw new TypeError('Request with a GET or HEAD method cannot have a body.');
    }
    const { content, type } = hasOwnBody
      ? bodyContent(options.body)
      : { content: from ? Body.twin(from) : null, type: null };
    super(content);
    this.url = from ? from.url : new URL(input).href;
    this.method = method;
    this.headers = new Headers(options.headers ?? from?.headers);
    if (type && !this.headers.has('content-type')) {
      this.headers.set('content-type', type);
    }
    this.redirect = options.redirect ?? from?.redirect ?? 'follow';
    this.signal = options.signal ?? from?.signal ?? AbortSignal.never();
    this.cf = options.cf ?? from?.cf;
  }

  clone(): Request {
    return new Request(this);
  }

  get [Symbol.toStringTag](): string {
    return 'Request';
  }

  protected override contentType(): string {
    return this.headers.get('content-type') ?? '';
  }
}

function methodOf(method: unknown): string {
  const text = `${method}`;
  const upper = text.toUpperCase();
  return normalMethods.has(upper) ? upper : text;
}
