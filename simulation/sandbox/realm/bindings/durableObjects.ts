import { now, startTimer, stopTimer } from '../clock';
import type { DeclaredBinding } from '../command';
import { describeThrown } from '../describe';
import { report } from '../host';
import { crypto, hash, hexOf } from '../web/crypto';
import { encodeUtf8 } from '../web/encoding';
import { Request } from '../web/request';
import { Response } from '../web/response';
import { BindingCalls } from './call';
import type { BindingContext } from './context';
import { DurableObjectId } from './durableObjectId';
import { DurableObjectStorage, packObject, type StoredObject, unpackObject } from './durableStorage';
import { callMethod, DurableObject } from './rpc';

type ObjectClass = new (ctx: unknown, env: unknown) => object;

interface Live {
  instance: Promise<object>;
  /** Settles when what the object blocks on has ended. */
  gate: Promise<unknown>;
}

/** A Durable Object namespace over a class of the project: objects live for the run, their storage for longer. */
export class DurableObjectNamespace {
  readonly #declared: DeclaredBinding;
  readonly #calls: BindingCalls;
  readonly #class: ObjectClass;
  readonly #context: BindingContext;
  readonly #stored = new Map<string, StoredObject>();
  readonly #live = new Map<string, Live>();
  /** The timers of alarms, by id. */
  readonly #timers = new Map<string, number>();

  constructor(declared: DeclaredBinding, objectClass: unknown, context: BindingContext, saved: unknown) {
    this.#declared = declared;
    this.#calls = new BindingCalls(declared, 'computed');
    this.#class = objectClass as ObjectClass;
    this.#context = context;
    for (const [id, object] of Object.entries((saved ?? {}) as Record<string, unknown>)) {
      const stored = unpackObject(object);
      this.#stored.set(id, stored);
      if (stored.alarm !== null) {
        this.#schedule(new DurableObjectId(id), stored.alarm);
      }
    }
  }

  /** What the objects of a namespace hold, by id. */
  static save(namespace: DurableObjectNamespace): unknown {
    const filled = [...namespace.#stored].filter(([, { values, alarm }]) => values.size > 0 || alarm !== null);
    return Object.fromEntries(filled.map(([id, stored]) => [id, packObject(stored)]));
  }

  static entries(namespace: DurableObjectNamespace): { key: string; value: unknown }[] {
    return [...namespace.#stored].flatMap(([id, { values }]) =>
      [...values].map(([key, value]) => ({ key: `${id.slice(0, 8)}…/${key}`, value })),
    );
  }

  idFromName(name: unknown): DurableObjectId {
    const text = `${name}`;
    return new DurableObjectId(hexOf(hash('sha256', encodeUtf8(`${this.#declared.name}\0${text}`))), text);
  }

  idFromString(hex: unknown): DurableObjectId {
    if (!/^[0-9a-f]{64}$/.test(`${hex}`)) {
      throw new TypeError('Invalid Durable Object ID: must be 64 hex digits');
    }
    return new DurableObjectId(`${hex}`);
  }

  newUniqueId(): DurableObjectId {
    return new DurableObjectId(hexOf(crypto.getRandomValues(new Uint8Array(32))));
  }

  getByName(name: unknown): unknown {
    return this.get(this.idFromName(name));
  }

  get(id: unknown): unknown {
    if (!(id instanceof DurableObjectId)) {
      throw new TypeError('get() takes an id of idFromName(), idFromString() or newUniqueId().');
    }
    return new Proxy(Object.create(null), {
      get: (_target, key) => {
        if (key === 'id') {
          return id;
        }
        if (key === 'name') {
          return id.name;
        }
        if (typeof key === 'symbol' || key === 'then' || key === 'toJSON' || key === 'constructor') {
          return undefined;
        }
        return (...args: unknown[]) => this.#call(id, key, args);
      },
    });
  }

  jurisdiction(): DurableObjectNamespace {
    return this;
  }

  #call(id: DurableObjectId, method: string, args: readonly unknown[]): Promise<unknown> {
    return this.#calls.later(`${labelOf(id)}.${method}`, args, async () => {
      const live = this.#liven(id);
      const object = await live.instance;
      await live.gate;
      if (method === 'fetch') {
        return this.#fetch(object, args);
      }
      if (!(object instanceof DurableObject)) {
        throw new TypeError(
          'The receiving Durable Object does not support RPC, because its class was not declared with `extends DurableObject`.',
        );
      }
      return callMethod(object, method, args, `The Durable Object ${this.#class.name}`);
    });
  }

  async #fetch(object: object, [target, init]: readonly unknown[]): Promise<unknown> {
    const handler: unknown = Reflect.get(object, 'fetch');
    if (typeof handler !== 'function') {
      throw new TypeError('Handler does not export a fetch() function.');
    }
    const request = target instanceof Request && init === undefined ? target : new Request(target, init as object);
    const response: unknown = await Reflect.apply(handler, object, [request]);
    if (!(response instanceof Response)) {
      throw new TypeError("Incorrect type for Promise: the Promise did not resolve to 'Response'.");
    }
    return response;
  }

  #liven(id: DurableObjectId): Live {
    const key = `${id}`;
    const known = this.#live.get(key);
    if (known) {
      return known;
    }
    const stored = this.#stored.get(key) ?? { values: new Map(), alarm: null };
    this.#stored.set(key, stored);
    const live: Live = { instance: Promise.resolve({}), gate: Promise.resolve() };
    this.#live.set(key, live);
    const ctx = {
      id,
      props: {},
      storage: new DurableObjectStorage(this.#calls, stored, (time) => this.#setAlarm(id, time)),
      waitUntil: () => {},
      blockConcurrencyWhile: (work: () => Promise<unknown>) => {
        const result = Promise.resolve().then(work);
        live.gate = result.catch(() => {});
        return result;
      },
      abort: () => void this.#live.delete(key),
      acceptWebSocket: () => {},
      getWebSockets: () => [],
    };
    live.instance = Promise.resolve().then(() => new this.#class(ctx, this.#context.env));
    live.instance.catch(() => this.#live.delete(key));
    return live;
  }

  #setAlarm(id: DurableObjectId, time: number | null): void {
    const stored = this.#stored.get(`${id}`);
    if (stored) {
      stored.alarm = time;
      this.#schedule(id, time);
    }
  }

  #schedule(id: DurableObjectId, time: number | null): void {
    const key = `${id}`;
    stopTimer(this.#timers.get(key));
    this.#timers.delete(key);
    if (time !== null) {
      this.#timers.set(
        key,
        startTimer(() => void this.#ring(id), time - now()),
      );
    }
  }

  async #ring(id: DurableObjectId): Promise<void> {
    const stored = this.#stored.get(`${id}`);
    if (!stored) {
      return;
    }
    stored.alarm = null;
    try {
      await this.#calls.later(`${labelOf(id)}.alarm`, [], async () => {
        const live = this.#liven(id);
        const object = await live.instance;
        await live.gate;
        const handler: unknown = Reflect.get(object, 'alarm');
        if (typeof handler !== 'function') {
          throw new TypeError(`The Durable Object ${this.#class.name} has an alarm and no method alarm().`);
        }
        await Reflect.apply(handler, object, [{ isRetry: false, retryCount: 0 }]);
      });
    } catch (error) {
      report({ type: 'error', phase: 'timer', ...describeThrown(error) });
    }
  }
}

/** How events name an object. */
function labelOf(id: DurableObjectId): string {
  return id.name === undefined ? `get(${`${id}`.slice(0, 8)}…)` : `get(${JSON.stringify(id.name)})`;
}
