import { Blob, File } from './blob';

type Entry = string | File;

export class FormData {
  #entries: [string, Entry][] = [];

  append(name: unknown, value: unknown, filename?: string): void {
    this.#entries.push([`${name}`, entryOf(value, filename)]);
  }

  delete(name: unknown): void {
    this.#entries = this.#entries.filter(([key]) => key !== `${name}`);
  }

  get(name: unknown): Entry | null {
    return this.#entries.find(([key]) => key === `${name}`)?.[1] ?? null;
  }

  getAll(name: unknown): Entry[] {
    return this.#entries.filter(([key]) => key === `${name}`).map(([, value]) => value);
  }

  has(name: unknown): boolean {
    return this.#entries.some(([key]) => key === `${name}`);
  }

  set(name: unknown, value: unknown, filename?: string): void {
    const first = this.#entries.findIndex(([key]) => key === `${name}`);
    const added: [string, Entry] = [`${name}`, entryOf(value, filename)];
    if (first < 0) {
      this.#entries.push(added);
      return;
    }
    this.#entries[first] = added;
    this.#entries = this.#entries.filter(([key], index) => index <= first || key !== `${name}`);
  }

  forEach(callback: (value: Entry, name: string, form: FormData) => void, thisArg?: unknown): void {
    for (const [name, value] of this) {
      callback.call(thisArg, value, name, this);
    }
  }

  *entries(): Generator<[string, Entry]> {
    for (const [name, value] of this.#entries) {
      yield [name, value];
    }
  }

  *keys(): Generator<string> {
    for (const [name] of this.#entries) {
      yield name;
    }
  }

  *values(): Generator<Entry> {
    for (const [, value] of this.#entries) {
      yield value;
    }
  }

  [Symbol.iterator](): Generator<[string, Entry]> {
    return this.entries();
  }
}

function entryOf(value: unknown, filename: string | undefined): Entry {
  if (value instanceof File && filename === undefined) {
    return value;
  }
  return value instanceof Blob ? new File([value], filename ?? 'blob', { type: value.type }) : `${value}`;
}
