import { BindingCalls } from '../../sandbox/realm/bindings/call';
import { DurableObjectId } from '../../sandbox/realm/bindings/durableObjectId';
import { methods } from '../../sandbox/realm/bindings/fixtures';
import { recordedBinding } from '../../sandbox/realm/bindings/recorded';
import type { DeclaredBinding } from '../../sandbox/realm/command';
import type { Infra } from './infra';

/** Real Durable Objects of a class of the project; without one, calls are recorded. */
export function durableObjects(declared: DeclaredBinding, infra: Infra): unknown {
  if (!declared.code || declared.code.length === 0) {
    return recordedBinding(declared, declared.missing);
  }
  const calls = new BindingCalls(declared, 'computed', { executed: true });
  /** Ids are made here, and known to the namespace by their name or, without one, by their digits. */
  const named = new Map<string, string>();
  const namespace = {
    idFromName: (name: unknown) => {
      const text = `${name}`;
      const hex = digits(`${declared.name}\0${text}`);
      named.set(hex, text);
      return new DurableObjectId(hex, text);
    },
    idFromString: (hex: unknown) => {
      if (!/^[0-9a-f]{64}$/.test(`${hex}`)) {
        throw new TypeError('Invalid Durable Object ID: must be 64 hex digits');
      }
      return new DurableObjectId(`${hex}`);
    },
    newUniqueId: () => {
      const bytes = crypto.getRandomValues(new Uint8Array(32));
      return new DurableObjectId(Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join(''));
    },
    getByName: (name: unknown) => namespace.get(namespace.idFromName(name)),
    get: (id: unknown) => {
      const key = `${id}`;
      const name = named.get(key) ?? key;
      const label = named.has(key) ? `get(${JSON.stringify(name)})` : `get(${key.slice(0, 8)}…)`;
      const stub = methods('', (op, args) =>
        calls.later(`${label}.${op}`, args, () => infra.object(declared.name, name, op, [...args])),
      ) as object;
      return new Proxy(stub, {
        get: (target, key) => (key === 'id' ? id : key === 'name' ? named.get(`${id}`) : Reflect.get(target, key)),
      });
    },
    jurisdiction: () => namespace,
  };
  return namespace;
}

/** 64 hex digits for a text: the same for the same text, and no hash to be relied on. */
function digits(text: string): string {
  let hex = '';
  for (let block = 0; block < 8; block += 1) {
    let state = 0x811c9dc5 ^ block;
    for (let index = 0; index < text.length; index += 1) {
      state = Math.imul(state ^ text.charCodeAt(index), 0x01000193);
    }
    hex += (state >>> 0).toString(16).padStart(8, '0');
  }
  return hex;
}
