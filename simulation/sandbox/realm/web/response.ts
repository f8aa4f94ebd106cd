import { Body, bodyContent } from './body';
import { Headers } from './headers';
import { URL } from './url';

interface ResponseInit {
  status?: number;
  statusText?: string;
  headers?: unknown;
}

const withoutBody = new Set([101, 204, 205, 304]);

export class Response extends Body {
  readonly status: number;
  readonly statusText: string;
  readonly headers: Headers;
  readonly url = '';
  readonly redirected = false;
  readonly type = 'default';

  constructor(init?: unknown, options: ResponseInit = {}) {
    const { content, type } = bodyContent(init);
    super(content);
    this.status = Number(options?.status ?? 200);
    if (!(this.status === 101 || (this.status >= 200 && this.status <= 599))) {
      throw new RangeError('Responses may only be constructed with status codes in the range 200 to 599, inclusive.');
    }
    if (content !== null && withoutBody.has(this.status)) {
      throw new TypeError(`Response with null body status (101, 204, 205, or 304) cannot have a body.`);
    }
    this.statusText = `${options?.statusText ?? ''}`;
    this.headers = new Headers(options?.headers);
    if (type && !this.headers.has('content-type')) {
      this.headers.set('content-type', type);
    }
  }

  static error(): Response {
    return new Response(null, { status: 500 });
  }

  static json(value: unknown, options: ResponseInit = {}): Response {
    const text = JSON.stringify(value);
    if (text === undefined) {
      throw new TypeError('Value is not JSON serializable.');
    }
    const headers = new Headers(options?.headers);
    if (!headers.has('content-type')) {
      headers.set('content-type', 'application/json');
    }
    return new Response(text, { ...options, headers });
  }

  static redirect(url: unknown, status = 302): Response {
    if (![301, 302, 303, 307, 308].includes(status)) {
      throw new RangeError(`${status} is not a redirect status code.`);
    }
    return new Response(null, { status, headers: { location: new URL(url).href } });
  }

  get ok(): boolean {
    return this.status >= 200 && this.status < 300;
  }

  clone(): Response {
    const { status, statusText, headers } = this;
    return new Response(Body.twin(this), { status, statusText, headers });
  }

  get [Symbol.toStringTag](): string {
    return 'Response';
  }

  protected override contentType(): string {
    return this.headers.get('content-type') ?? '';
  }
}
