import { emptyResponse } from './bindings/recorded';
import { describe } from './describe';
import { report } from './host';
import { stackHere } from './stack';
import { bytesOf } from './web/bytes';
import { decodeUtf8 } from './web/encoding';
import { Headers } from './web/headers';
import { Request } from './web/request';
import type { Response } from './web/response';
import { URLSearchParams } from './web/url';

interface OutboundConfig {
  method?: unknown;
  headers?: unknown;
  body?: unknown;
}

/** `params.requestHandler`, or `fetch`: the request is captured, never sent, and answered with an empty JSON object. */
export function outboundHandler(via: 'requestHandler' | 'fetch') {
  return async (target: unknown, config: OutboundConfig = {}): Promise<Response> => {
    const stack = stackHere();
    const from = target instanceof Request ? target : undefined;
    const given = config ?? {};
    const ownBody = from && given.body === undefined ? await from.clone().text() : given.body;
    report({
      type: 'request',
      url: from ? from.url : textOf(target),
      method: textOf(given.method ?? from?.method ?? 'GET').toUpperCase(),
      headers: headersShown(given.headers ?? from?.headers),
      body: bodyShown(ownBody),
      sent: false,
      via,
      stack,
    });
    return emptyResponse();
  };
}

/** Headers as the stage wrote them: a record keeps the case of its names. */
export function headersShown(headers: unknown): Record<string, string> {
  if (typeof headers !== 'object' || headers === null) {
    return {};
  }
  const iterable = headers instanceof Headers || Reflect.has(headers, Symbol.iterator);
  const pairs = iterable ? new Headers(headers) : Object.entries(headers);
  const record: Record<string, string> = {};
  for (const [name, value] of pairs) {
    record[name] = textOf(value);
  }
  return record;
}

/** A body as an event shows it. */
export function bodyShown(body: unknown): unknown {
  if (body === undefined || body === null || body === '') {
    return null;
  }
  if (body instanceof URLSearchParams) {
    return body.toString();
  }
  const bytes = bytesOf(body);
  if (bytes) {
    try {
      return describe(decodeUtf8(bytes, true));
    } catch {
      return describe(body);
    }
  }
  return describe(body);
}

function textOf(value: unknown): string {
  try {
    return String(value);
  } catch {
    return '';
  }
}
