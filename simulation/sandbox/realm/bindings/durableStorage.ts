import { limits } from '../../../../core/platform/limits';
import { now } from '../clock';
import { describeAll } from '../describe';
import { packed, unpacked } from '../state';
import { structuredClone } from '../web/structuredClone';
import type { BindingCalls } from './call';
import { byCodePoint } from './values';

interface ListOptions {
  start?: string;
  startAfter?: string;
  end?: string;
  prefix?: string;
  reverse?: boolean;
  limit?: number;
}

const keyBytes = limits['durable_objects.bindings'].keyBytes.value;
const keysAtOnce = limits['durable_objects.bindings'].keysPerCall.value;

/** What an object holds between calls. */
export interface StoredObject {
  readonly values: Map<string, unknown>;
  alarm: number | null;
}

/** `ctx.storage` of a Durable Object: values by key, transactions, and its alarm. */
export class DurableObjectStorage {
  readonly #calls: BindingCalls;
  readonly #stored: StoredObject;
  readonly #setAlarm: (time: number | null) => void;
  readonly kv: object;
  readonly sql: object;

  constructor(calls: BindingCalls, stored: StoredObject, setAlarm: (time: number | null) => void) {
    this.#calls = calls;
    this.#stored = stored;
    this.#setAlarm = setAlarm;
    this.kv = {
      get: (key: unknown) => this.#sync('kv.get', [key], () => this.#get(key)),
      put: (key: unknown, value: unknown) => this.#sync('kv.put', [key, value], () => this.#put(key, value)),
      delete: (key: unknown) => this.#sync('kv.delete', [key], () => this.#delete(key)),
      list: (options?: ListOptions) => this.#sync('kv.list', options ? [options] : [], () => this.#list(options)),
    };
    this.sql = {
      databaseSize: 0,
      exec: (query: unknown, ...parameters: unknown[]) => {
        const note = 'The memory engine has no SQL: the query was not executed. It is on the workerd engine.';
        const facts = { sql: `${query}`, parameters: describeAll(parameters), executed: false };
        calls.note('storage.sql.exec', [], { simulated: 'captured', ...facts, note });
        return emptyCursor();
      },
    };
  }

  async get(key: unknown): Promise<unknown> {
    return this.#sync('get', [key], () => (Array.isArray(key) ? this.#getMany(key) : this.#get(key)));
  }

  async put(key: unknown, value?: unknown): Promise<void> {
    const isMany = typeof key === 'object' && key !== null;
    const entries = isMany ? Object.entries(key) : [[key, value] as const];
    this.#sync('put', isMany ? [key] : [key, value], () => {
      checkCount(entries.length);
      for (const [name, item] of entries) {
        this.#put(name, item);
      }
    });
  }

  async delete(key: unknown): Promise<boolean | number> {
    return this.#sync('delete', [key], () =>
      Array.isArray(key) ? key.filter((each) => this.#delete(each)).length : this.#delete(key),
    );
  }

  async list(options?: ListOptions): Promise<Map<string, unknown>> {
    return this.#sync('list', options ? [options] : [], () => this.#list(options));
  }

  async deleteAll(): Promise<void> {
    this.#sync('deleteAll', [], () => {
      this.#stored.values.clear();
      this.#setAlarm(null);
    });
  }

  /** Everything that `work` changes is undone when it throws, or when it rolls back. */
  async transaction(work: (transaction: unknown) => Promise<unknown>): Promise<unknown> {
    const before = new Map(this.#stored.values);
    let rolledBack = false;
    const transaction = {
      get: (key: unknown) => this.get(key),
      put: (key: unknown, value?: unknown) => this.put(key, value),
      delete: (key: unknown) => this.delete(key),
      list: (options?: ListOptions) => this.list(options),
      rollback: () => {
        rolledBack = true;
      },
    };
    try {
      const value = await work(transaction);
      if (rolledBack) {
        this.#restore(before);
      }
      return value;
    } catch (error) {
      this.#restore(before);
      throw error;
    }
  }

  transactionSync(work: () => unknown): unknown {
    const before = new Map(this.#stored.values);
    try {
      return work();
    } catch (error) {
      this.#restore(before);
      throw error;
    }
  }

  async getAlarm(): Promise<number | null> {
    return this.#sync('getAlarm', [], () => this.#stored.alarm);
  }

  async setAlarm(time: unknown): Promise<void> {
    this.#sync('setAlarm', [time], () => {
      const at = time instanceof Date ? time.getTime() : Number(time);
      if (!Number.isFinite(at) || at < 0) {
        throw new TypeError(
          'setAlarm() cannot be called with an alarm time that is not a date or a number of milliseconds.',
        );
      }
      this.#setAlarm(Math.max(at, now()));
    });
  }

  async deleteAlarm(): Promise<void> {
    this.#sync('deleteAlarm', [], () => this.#setAlarm(null));
  }

  async sync(): Promise<void> {}

  #sync<Value>(op: string, args: readonly unknown[], compute: () => Value): Value {
    return this.#calls.sync(`storage.${op}`, args, compute, (value) => value);
  }

  #get(key: unknown): unknown {
    return copy(this.#stored.values.get(checkedKey(key)));
  }

  #getMany(keys: readonly unknown[]): Map<string, unknown> {
    checkCount(keys.length);
    const found = keys.map(checkedKey).filter((key) => this.#stored.values.has(key));
    return new Map(found.sort(byCodePoint).map((key) => [key, this.#get(key)]));
  }

  #put(key: unknown, value: unknown): void {
    const name = checkedKey(key);
    if (value === undefined) {
      throw new TypeError('put() called with undefined value.');
    }
    this.#stored.values.set(name, copy(value));
  }

  #delete(key: unknown): boolean {
    return this.#stored.values.delete(checkedKey(key));
  }

  #list({ start, startAfter, end, prefix = '', reverse, limit }: ListOptions = {}): Map<string, unknown> {
    const keys = [...this.#stored.values.keys()]
      .filter(
        (key) =>
          key.startsWith(prefix) &&
          (start === undefined || byCodePoint(key, start) >= 0) &&
          (startAfter === undefined || byCodePoint(key, startAfter) > 0) &&
          (end === undefined || byCodePoint(key, end) < 0),
      )
      .sort(byCodePoint);
    const ordered = reverse ? keys.reverse() : keys;
    return new Map(ordered.slice(0, limit ?? ordered.length).map((key) => [key, this.#get(key)]));
  }

  #restore(values: ReadonlyMap<string, unknown>): void {
    this.#stored.values.clear();
    for (const [key, value] of values) {
      this.#stored.values.set(key, value);
    }
  }
}

/** What an object holds, as JSON, and back. */
export function packObject({ values, alarm }: StoredObject): unknown {
  return { values: packed(values), alarm };
}

export function unpackObject(saved: unknown): StoredObject {
  const { values, alarm } = saved as { values: unknown; alarm: number | null };
  return { values: unpacked(values) as Map<string, unknown>, alarm };
}

function checkedKey(key: unknown): string {
  if (typeof key !== 'string') {
    throw new TypeError(
      `A key of a Durable Object's storage must be a string, not ${key === null ? 'null' : typeof key}.`,
    );
  }
  if (key.length > keyBytes) {
    throw new Error(`Keys cannot be larger than ${keyBytes} bytes.`);
  }
  return key;
}

function checkCount(count: number): void {
  if (count > keysAtOnce) {
    throw new Error(`Maximum number of pairs is ${keysAtOnce}.`);
  }
}

function copy(value: unknown): unknown {
  return value === undefined ? undefined : structuredClone(value);
}

function emptyCursor(): object {
  return {
    toArray: () => [],
    one: () => {
      throw new Error('Expected exactly one result from SQL query, but got no results.');
    },
    raw: () => [][Symbol.iterator](),
    next: () => ({ done: true }),
    columnNames: [],
    rowsRead: 0,
    rowsWritten: 0,
    [Symbol.iterator]: () => [][Symbol.iterator](),
  };
}
