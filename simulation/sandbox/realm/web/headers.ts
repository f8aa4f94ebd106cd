const nameForm = /^[!#$%&'*+\-.^_`|~0-9A-Za-z]+$/;

/** HTTP headers, names in lower case and sorted, as in `fetch`. */
export class Headers {
  readonly #values = new Map<string, string[]>();

  constructor(init?: unknown) {
    for (const [name, value] of pairsOf(init)) {
      this.append(name, value);
    }
  }

  append(name: unknown, value: unknown): void {
    const key = normalName(name);
    this.#values.set(key, [...(this.#values.get(key) ?? []), normalValue(value)]);
  }

  delete(name: unknown): void {
    this.#values.delete(normalName(name));
  }

  get(name: unknown): string | null {
    return this.#values.get(normalName(name))?.join(', ') ?? null;
  }

  getSetCookie(): string[] {
    return [...(this.#values.get('set-cookie') ?? [])];
  }

  has(name: unknown): boolean {
    return this.#values.has(normalName(name));
  }

  set(name: unknown, value: unknown): void {
    this.#values.set(normalName(name), [normalValue(value)]);
  }

  forEach(callback: (value: string, name: string, headers: Headers) => void, thisArg?: unknown): void {
    for (const [name, value] of this) {
      callback.call(thisArg, value, name, this);
    }
  }

  *entries(): Generator<[string, string]> {
    for (const name of [...this.#values.keys()].sort()) {
      const values = this.#values.get(name) ?? [];
      if (name === 'set-cookie') {
        for (const value of values) {
          yield [name, value];
        }
      } else {
        yield [name, values.join(', ')];
      }
    }
  }

  *keys(): Generator<string> {
    for (const [name] of this.entries()) {
      yield name;
    }
  }

  *values(): Generator<string> {
    for (const [, value] of this.entries()) {
      yield value;
    }
  }

  [Symbol.iterator](): Generator<[string, string]> {
    return this.entries();
  }

  get [Symbol.toStringTag](): string {
    return 'Headers';
  }
}

function pairsOf(init: unknown): Iterable<readonly [unknown, unknown]> {
  if (init === undefined || init === null) {
    return [];
  }
  if (typeof init !== 'object') {
    throw new TypeError('Headers: the init is not an object or a list of pairs.');
  }
  return typeof Reflect.get(init, Symbol.iterator) === 'function'
    ? (init as Iterable<readonly [unknown, unknown]>)
    : Object.entries(init);
}

function normalName(name: unknown): string {
  const text = `${name}`;
  if (!nameForm.test(text)) {
    throw new TypeError(`Invalid header name: ${JSON.stringify(text)}.`);
  }
  return text.toLowerCase();
}

function normalValue(value: unknown): string {
  const text = `${value}`.replace(/^[\t\n\r ]+|[\t\n\r ]+$/g, '');
  if (/[\0\n\r]/.test(text)) {
    throw new TypeError('Invalid header value: it has a line break or a null in it.');
  }
  return text;
}
