import { structuredClone } from '../web/structuredClone';

/** The base classes that `cloudflare:workers` exports. Their instances, and those of `RpcTarget`, answer RPC. */
export class DurableObject {
  readonly ctx: unknown;
  readonly env: unknown;

  constructor(ctx: unknown, env: unknown) {
    this.ctx = ctx;
    this.env = env;
  }
}

export class WorkerEntrypoint {
  readonly ctx: unknown;
  readonly env: unknown;

  constructor(ctx: unknown, env: unknown) {
    this.ctx = ctx;
    this.env = env;
  }
}

export class RpcTarget {}

/** Names that no RPC call reaches. */
const reserved = new Set(['constructor', 'alarm', 'webSocketMessage', 'webSocketClose', 'webSocketError', 'dup']);

/**
 * Calls a method as RPC does: only what the class itself has, with copies of the arguments, answered with a copy.
 * A property is answered as it is. `what` names the target in errors.
 */
export async function callMethod(target: object, name: string, args: readonly unknown[], what: string) {
  const owner = reserved.has(name) ? undefined : ownerOf(target, name);
  if (!owner) {
    throw new TypeError(`${what} does not implement the method "${name}".`);
  }
  const member: unknown = Reflect.get(owner, name, target);
  if (typeof member !== 'function') {
    throw new TypeError(`"${name}" of ${what} is not a function.`);
  }
  return copy(await Reflect.apply(member, target, args.map(copy)));
}

/** The prototype that has a member; what an instance holds itself is private to it. */
function ownerOf(target: object, name: string): object | undefined {
  const proto: unknown = Object.getPrototypeOf(target);
  if (proto === Object.prototype || proto === null) {
    return Object.hasOwn(target, name) ? target : undefined;
  }
  for (let each = proto as object | null; each && each !== Object.prototype; each = Object.getPrototypeOf(each)) {
    if (Object.hasOwn(each, name)) {
      return each;
    }
  }
  return undefined;
}

/** Functions and RPC targets travel as stubs: here, as themselves. So do bodies and streams. */
function copy(value: unknown): unknown {
  const travels =
    typeof value === 'function' ||
    value instanceof RpcTarget ||
    (typeof value === 'object' && value !== null && travelsWhole.has(Object.prototype.toString.call(value)));
  return travels ? value : structuredClone(value);
}

const travelsWhole = new Set(['[object Request]', '[object Response]', '[object ReadableStream]', '[object Headers]']);
