import { ask } from '../host';

type Pairs = [string, string][];

export class URLSearchParams {
  #pairs: Pairs;
  #changed: ((query: string) => void) | undefined;

  constructor(init: unknown = '') {
    this.#pairs = pairsOf(init);
  }

  /** The query of a URL, which hears of every change. */
  static ofUrl(query: string, changed: (query: string) => void): URLSearchParams {
    const params = new URLSearchParams(query);
    params.#changed = changed;
    return params;
  }

  /** Takes over the query of the URL after the URL itself was changed. */
  static refresh(params: URLSearchParams, query: string): void {
    params.#pairs = pairsOf(query);
  }

  get size(): number {
    return this.#pairs.length;
  }

  append(name: unknown, value: unknown): void {
    this.#change([...this.#pairs, [`${name}`, `${value}`]]);
  }

  delete(name: unknown, value?: unknown): void {
    this.#change(this.#pairs.filter((pair) => !matches(pair, name, value)));
  }

  get(name: unknown): string | null {
    return this.#pairs.find((pair) => matches(pair, name))?.[1] ?? null;
  }

  getAll(name: unknown): string[] {
    return this.#pairs.filter((pair) => matches(pair, name)).map(([, value]) => value);
  }

  has(name: unknown, value?: unknown): boolean {
    return this.#pairs.some((pair) => matches(pair, name, value));
  }

  set(name: unknown, value: unknown): void {
    const first = this.#pairs.findIndex((pair) => matches(pair, name));
    const added: [string, string] = [`${name}`, `${value}`];
    const kept = this.#pairs.filter((pair, index) => index === first || !matches(pair, name));
    this.#change(first < 0 ? [...kept, added] : kept.map((pair) => (matches(pair, name) ? added : pair)));
  }

  sort(): void {
    this.#change([...this.#pairs].sort(([a], [b]) => (a < b ? -1 : a > b ? 1 : 0)));
  }

  forEach(callback: (value: string, name: string, params: URLSearchParams) => void, thisArg?: unknown): void {
    for (const [name, value] of this) {
      callback.call(thisArg, value, name, this);
    }
  }

  *entries(): Generator<[string, string]> {
    for (const [name, value] of this.#pairs) {
      yield [name, value];
    }
  }

  *keys(): Generator<string> {
    for (const [name] of this.#pairs) {
      yield name;
    }
  }

  *values(): Generator<string> {
    for (const [, value] of this.#pairs) {
      yield value;
    }
  }

  [Symbol.iterator](): Generator<[string, string]> {
    return this.entries();
  }

  toString(): string {
    return ask('query.format', this.#pairs);
  }

  get [Symbol.toStringTag](): string {
    return 'URLSearchParams';
  }

  #change(pairs: Pairs): void {
    this.#pairs = pairs;
    this.#changed?.(this.toString());
  }
}

function matches([name, value]: [string, string], wanted: unknown, wantedValue?: unknown): boolean {
  return name === `${wanted}` && (wantedValue === undefined || value === `${wantedValue}`);
}

function pairsOf(init: unknown): Pairs {
  if (typeof init !== 'object' || init === null) {
    return ask('query.parse', `${init ?? ''}`);
  }
  if (typeof Reflect.get(init, Symbol.iterator) !== 'function') {
    return Object.entries(init).map(([name, value]) => [name, `${value}`]);
  }
  const pairs: Pairs = [];
  for (const pair of init as Iterable<Iterable<unknown>>) {
    const [name, value, ...more] = pair;
    if (value === undefined || more.length > 0) {
      throw new TypeError('Each query pair must be an iterable [name, value] tuple');
    }
    pairs.push([`${name}`, `${value}`]);
  }
  return pairs;
}

type Part = 'protocol' | 'username' | 'password' | 'host' | 'hostname' | 'port' | 'pathname' | 'search' | 'hash';

export class URL {
  #parts: Readonly<Record<Part | 'href' | 'origin', string>>;
  #params: URLSearchParams | undefined;

  constructor(url: unknown, base?: unknown) {
    this.#parts = ask('url.parse', { url: `${url}`, ...(base !== undefined && { base: `${base}` }) });
  }

  static canParse(url: unknown, base?: unknown): boolean {
    return URL.parse(url, base) !== null;
  }

  static parse(url: unknown, base?: unknown): URL | null {
    try {
      return new URL(url, base);
    } catch {
      return null;
    }
  }

  static {
    const parts: Part[] = [
      'protocol',
      'username',
      'password',
      'host',
      'hostname',
      'port',
      'pathname',
      'search',
      'hash',
    ];
    for (const part of parts) {
      Object.defineProperty(URL.prototype, part, {
        configurable: true,
        enumerable: true,
        get(this: URL) {
          return this.#parts[part];
        },
        set(this: URL, value: unknown) {
          this.#parts = ask('url.set', { url: this.#parts.href, part, value: `${value}` });
          this.#refreshParams();
        },
      });
    }
  }

  get href(): string {
    return this.#parts.href;
  }

  set href(value: unknown) {
    this.#parts = ask('url.parse', { url: `${value}` });
    this.#refreshParams();
  }

  get origin(): string {
    return this.#parts.origin;
  }

  get searchParams(): URLSearchParams {
    this.#params ??= URLSearchParams.ofUrl(this.#parts.search, (query) => {
      this.#parts = ask('url.set', { url: this.#parts.href, part: 'search', value: query });
    });
    return this.#params;
  }

  toString(): string {
    return this.#parts.href;
  }

  toJSON(): string {
    return this.#parts.href;
  }

  get [Symbol.toStringTag](): string {
    return 'URL';
  }

  #refreshParams(): void {
    if (this.#params) {
      URLSearchParams.refresh(this.#params, this.#parts.search);
    }
  }
}
