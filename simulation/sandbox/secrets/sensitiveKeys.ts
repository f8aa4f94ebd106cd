import { isLongString, shown } from './shown';

const sensitiveKey = /authorization|token|api[-_]?key|secret|password|cookie/i;

/** An event of type `request`, with the values under sensitive keys masked: in its query, its headers and its body. */
export function withoutSensitiveValues<Event extends Readonly<Record<string, unknown>>>(event: Event): Event {
  return { ...event, url: queryOf(String(event.url)), headers: keysOf(event.headers), body: bodyOf(event.body) };
}

/** A described value with everything under a sensitive key masked. */
function keysOf(value: unknown): unknown {
  if (Array.isArray(value)) {
    return value.map(keysOf);
  }
  if (typeof value !== 'object' || value === null) {
    return value;
  }
  const object = value as Record<string, unknown>;
  if (typeof object.$ === 'string' && Array.isArray(object.entries)) {
    const entries = object.entries.map((entry) =>
      Array.isArray(entry) && sensitiveKey.test(String(entry[0])) ? [entry[0], shown] : keysOf(entry),
    );
    return { ...object, entries };
  }
  return Object.fromEntries(
    Object.entries(object).map(([key, item]) => [key, sensitiveKey.test(key) ? shown : keysOf(item)]),
  );
}

/** A body: JSON and form text is looked into, and left as it was written where nothing in it is sensitive. */
function bodyOf(body: unknown): unknown {
  if (typeof body !== 'string') {
    return isLongString(body) ? { ...body, start: sensitiveKey.test(body.start) ? shown : body.start } : keysOf(body);
  }
  if (!sensitiveKey.test(body)) {
    return body;
  }
  try {
    const value: unknown = JSON.parse(body);
    return typeof value === 'object' ? JSON.stringify(keysOf(value)) : body;
  } catch {
    return pairsOf(body);
  }
}

function queryOf(url: string): string {
  const query = url.indexOf('?');
  const withoutPassword = (text: string) => text.replace(/^(\w[\w+.-]*:\/\/[^/?#:@]*:)[^/?#@]*@/, `$1${shown}@`);
  return query < 0 ? withoutPassword(url) : withoutPassword(url.slice(0, query)) + pairsOf(url.slice(query));
}

/** `key=value` pairs, as in a query or a form, with the values of sensitive keys masked. */
function pairsOf(text: string): string {
  return text.replace(/([^&=?#\s]+)=([^&#\s]*)/g, (pair, key: string) =>
    sensitiveKey.test(decoded(key)) ? `${key}=${shown}` : pair,
  );
}

function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}
