const shown = '[REDACTED]';
/** How much of a long string is shown. Cut after masking, so that no part of a secret stays at the end. */
const startLength = 16_384;
const sensitiveKey = /authorization|token|api[-_]?key|secret|password|cookie/i;

/** Masks what an event must not show. Values are known secrets; keys are those of headers, bodies and queries. */
export class Redaction {
  /** Longest first, so that a secret that contains another goes as a whole. */
  readonly #inside: readonly string[];
  /** Too short to look for inside other text: masked only where they are the whole of it. */
  readonly #whole: ReadonlySet<string>;

  constructor(secretValues: readonly string[]) {
    const values = secretValues.filter((value) => value !== '');
    const forms = values.filter((value) => value.length >= 4).flatMap(writtenForms);
    this.#inside = [...new Set(forms)].sort((a, b) => b.length - a.length);
    this.#whole = new Set(values.filter((value) => value.length < 4));
  }

  /** A JSON value with every known secret masked, in keys too. */
  values<Value>(value: Value): Value {
    return mapStrings(value, (text) => this.#mask(text)) as Value;
  }

  /** An event of type `request`, with the values under sensitive keys masked. */
  request<Event extends Readonly<Record<string, unknown>>>(event: Event): Event {
    return { ...event, url: queryOf(String(event.url)), headers: keysOf(event.headers), body: bodyOf(event.body) };
  }

  #mask(text: string): string {
    if (this.#whole.has(text)) {
      return shown;
    }
    let masked = text;
    for (const secret of this.#inside) {
      masked = masked.replaceAll(secret, shown);
    }
    return masked;
  }
}

/** A secret as it may be written: plain, in a query, in JSON, in Base64. */
function writtenForms(value: string): string[] {
  const forms = [value, JSON.stringify(value).slice(1, -1)];
  try {
    forms.push(encodeURIComponent(value), new URLSearchParams({ '': value }).toString().slice(1));
  } catch {
    // A lone surrogate has no URL form.
  }
  if (value.length >= 8) {
    forms.push(Buffer.from(value).toString('base64').replace(/=+$/, ''));
  }
  return forms;
}

function mapStrings(value: unknown, change: (text: string) => string): unknown {
  if (typeof value === 'string') {
    return change(value);
  }
  if (Array.isArray(value)) {
    return value.map((item) => mapStrings(item, change));
  }
  if (isLongString(value)) {
    return { ...value, start: change(value.start).slice(0, startLength) };
  }
  if (typeof value === 'object' && value !== null) {
    return Object.fromEntries(Object.entries(value).map(([key, item]) => [change(key), mapStrings(item, change)]));
  }
  return value;
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

function isLongString(value: unknown): value is { readonly start: string } {
  const { $, start } = (typeof value === 'object' && value !== null ? value : {}) as { $?: unknown; start?: unknown };
  return $ === 'string' && typeof start === 'string';
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
