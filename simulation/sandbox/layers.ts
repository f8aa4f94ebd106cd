import Module from 'node:module';

/** Evaluates an expression in the realm of the stage. */
type Evaluate = (code: string) => unknown;

interface Layer {
  readonly name: string;
  /** Without it nothing may run. */
  readonly required: boolean;
  readonly holds: (evaluate: Evaluate) => boolean;
}

const globalDoors = [
  'fetch',
  'WebSocket',
  'EventSource',
  'XMLHttpRequest',
  'Worker',
  'BroadcastChannel',
  'navigator',
  'localStorage',
  'sessionStorage',
  'WebAssembly',
];
const processDoors = [
  'binding',
  '_linkedBinding',
  'dlopen',
  'getBuiltinModule',
  'mainModule',
  'kill',
  '_kill',
  'abort',
  'chdir',
  'loadEnvFile',
  'execve',
  '_debugProcess',
  'report',
];
/** What the environment of the sandbox may hold: the time zone, and what the system cannot start a process without. */
const environmentNames = /^(TZ|SystemRoot|ELECTRON_RUN_AS_NODE)$/i;

/** Every layer between a stage and the machine, with the probe that shows whether it holds. */
const layers: readonly Layer[] = [
  {
    name: 'code generation',
    required: true,
    holds: (evaluate) =>
      throws(() => new Function('return 1')()) &&
      evaluate('(() => { try { Function("return 1")(); return false } catch { return true } })()') === true,
  },
  {
    name: 'network',
    required: true,
    holds: () =>
      globalDoors.every((name) => Reflect.get(globalThis, name) === undefined) &&
      ['net', 'tls', 'dgram', 'dns', 'http', 'https', 'http2'].every(cannotRequire),
  },
  { name: 'modules', required: true, holds: () => ['fs', 'child_process', 'vm'].every(cannotRequire) },
  { name: 'process', required: false, holds: () => processDoors.every((name) => !Reflect.get(process, name)) },
  { name: 'permission model', required: false, holds: permissionModelHolds },
  { name: 'frozen intrinsics', required: false, holds: () => Object.isFrozen(Array.prototype) },
  { name: 'deleted __proto__', required: false, holds: () => !('__proto__' in Object.prototype) },
  {
    name: 'empty environment',
    required: false,
    holds: () => Object.keys(process.env).every((name) => environmentNames.test(name)),
  },
];

/** The names of the layers that do not hold, and whether one is among them without which nothing may run. */
export function probeLayers(evaluate: Evaluate): { readonly missing: readonly string[]; readonly fatal: boolean } {
  const missing = layers.filter((layer) => !probed(() => layer.holds(evaluate)));
  return { missing: missing.map(({ name }) => name), fatal: missing.some(({ required }) => required) };
}

function probed(holds: () => boolean): boolean {
  try {
    return holds();
  } catch {
    return false;
  }
}

/**
 * Takes from this process, for good, its environment and what reaches other modules or the system. No module of the network was loaded
 * before, so that none is left to reach.
 */
export function closeProcess(): void {
  for (const name of globalDoors) {
    remove(globalThis, name);
  }
  for (const name of processDoors) {
    remove(process, name);
  }
  for (const name of Object.keys(process.env)) {
    // A shell that stands between adds to the environment.
    if (!environmentNames.test(name)) {
      delete process.env[name];
    }
  }
  forbid(Module, ['_load', '_resolveFilename', 'createRequire', 'register', 'registerHooks']);
  forbid(Module.prototype, ['require']);
}

function forbid(owner: object, names: readonly string[]): void {
  const value = () => {
    throw new Error('Modules are closed in the sandbox.');
  };
  for (const name of names) {
    if (name in owner) {
      Object.defineProperty(owner, name, { value, writable: false, configurable: false });
    }
  }
}

function remove(owner: object, name: string): void {
  Reflect.deleteProperty(owner, name);
  if (name in owner) {
    Reflect.defineProperty(owner, name, { value: undefined });
  }
}

function permissionModelHolds(): boolean {
  const permission = Reflect.get(process, 'permission') as { has(scope: string): boolean } | undefined;
  return permission !== undefined && !permission.has('fs.write') && !permission.has('child');
}

function cannotRequire(name: string): boolean {
  return throws(() => require(`node:${name}`));
}

function throws(action: () => unknown): boolean {
  try {
    action();
    return false;
  } catch {
    return true;
  }
}
