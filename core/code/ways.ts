/**
 * How sure it is that what a way leads to is the Worker's `env`. `certain`: the runtime or the framework hands it over.
 * `guess`: it most often does. `likely`: the name says so, so that only a name that the manifest declares counts. `never`: it
 * is another `env`.
 */
export type Certainty = 'certain' | 'guess' | 'likely' | 'never';

/** A way to `env` by names: an expression whose last names are these leads to it. */
export interface NamesWay {
  /**
   * The names, `env` or a call last. `()` stands for a call, `*` for anything but what is imported. What is imported from a
   * module begins with `from` and the module's name.
   */
  readonly path: readonly string[];
  readonly certainty: Certainty;
  /** The file names of code in which it counts; in all of them if there is none. */
  readonly file?: RegExp;
}

/** A function that the runtime or a framework calls, and which of its parameters is `env` or holds it. */
export interface HandlerWay {
  /** The name of the function, method or property. */
  readonly owner: RegExp;
  readonly index: number;
  /** `env` itself, or an object whose `env` it is. */
  readonly gives: 'env' | 'context';
  /** What the parameter must be called, where the function's own name says too little. */
  readonly name?: RegExp;
  /** Where the function must stand: directly in what the module exports as its default. */
  readonly isEntry?: true;
  /** Packages of which the file must import one. */
  readonly imports?: RegExp;
}

const handlers = /^(fetch|scheduled|queue|email|tail|tailStream|trace|test|constructor)$/;

/**
 * The parameters of functions, the first row that fits counts. Sources: developers.cloudflare.com/workers/runtime-apis/handlers,
 * /pages/functions/api-reference and hono.dev/docs/api/context, all of 2026-06.
 */
export const handlerWays: readonly HandlerWay[] = [
  { owner: handlers, index: 1, gives: 'env', name: /^env$/ },
  { owner: handlers, index: 1, gives: 'env', isEntry: true },
  { owner: /^onRequest/, index: 0, gives: 'context' },
  { owner: /^/, index: 0, gives: 'context', name: /^(c|ctx|context)$/, imports: /^(hono$|hono\/|@hono\/)/ },
];

/** Classes of the runtime and of frameworks whose instances have `this.env`. */
export const classWithEnv =
  /^(DurableObject|WorkerEntrypoint|WorkflowEntrypoint|WorkflowEntrypointClass|Agent|AIChatAgent|McpAgent|Think|Container|Sandbox|Server)$/;

/** Types that a parameter or a variable has when it is `env`: `Env`, `Cloudflare.Env`, `Pick<Env, …>`, `CloudflareBindings`. */
export const typeOfEnv = /^(Pick<|Omit<|Partial<|Required<|Readonly<)?(Cloudflare\.)?(?!ProcessEnv)\w*(Env|Bindings)$/;

/**
 * Ways by names, the first row that fits counts. Sources: developers.cloudflare.com/workers/framework-guides,
 * opennext.js.org/cloudflare/bindings, svelte.dev/docs/kit/adapter-cloudflare and hono.dev/docs/helpers/adapter, all of 2026-06.
 */
export const namesWays: readonly NamesWay[] = [
  { path: ['process', 'env'], certainty: 'never' },
  { path: ['from process', 'env'], certainty: 'never' },
  { path: ['from node:process', 'env'], certainty: 'never' },
  { path: ['import', 'meta', 'env'], certainty: 'never' },
  { path: ['Deno', 'env'], certainty: 'never' },
  { path: ['Bun', 'env'], certainty: 'never' },
  { path: ['from cloudflare:workers', 'env'], certainty: 'certain' },
  // Options of the test pool may add to it what no manifest declares.
  { path: ['from cloudflare:test', 'env'], certainty: 'guess' },
  { path: ['from @opennextjs/cloudflare', 'getCloudflareContext', '()', 'env'], certainty: 'certain' },
  { path: ['from @cloudflare/next-on-pages', 'getRequestContext', '()', 'env'], certainty: 'certain' },
  { path: ['from @cloudflare/next-on-pages', 'getOptionalRequestContext', '()', 'env'], certainty: 'certain' },
  { path: ['from hono/adapter', 'env', '()'], certainty: 'certain' },
  // Another manifest than the nearest may be given to it.
  { path: ['from wrangler', 'getPlatformProxy', '()', 'env'], certainty: 'guess' },
  { path: ['context', 'cloudflare', 'env'], certainty: 'certain' },
  { path: ['locals', 'runtime', 'env'], certainty: 'certain' },
  {
    path: ['platform', 'env'],
    certainty: 'certain',
    file: /(^|\/)(\+(page|layout)\.server|\+server|hooks\.server)\.[jt]s$/,
  },
  { path: ['platform', 'env'], certainty: 'guess' },
  { path: ['cloudflare', 'env'], certainty: 'guess' },
  { path: ['runtime', 'env'], certainty: 'guess' },
  // What a function is given as an object, taken apart.
  { path: ['{}', 'env'], certainty: 'guess' },
  { path: ['getBindings', '()'], certainty: 'likely' },
  { path: ['getMiniflareBindings', '()'], certainty: 'likely' },
  { path: ['*', 'env'], certainty: 'likely' },
];

const byLastName = new Map(
  namesWays.map(({ path }) => [path.at(-1), namesWays.filter((each) => each.path.at(-1) === path.at(-1))]),
);

/** The way that names lead to in a file of a path, if any: some that stand before, and the last one. */
export function wayOf(before: readonly string[], last: string, file: string): NamesWay | undefined {
  return byLastName
    .get(last)
    ?.find(({ path, file: files }) => endsWith(before, path) && (files === undefined || files.test(file)));
}

/** Whether names end with those of a path that stand before its last. */
function endsWith(names: readonly string[], path: readonly string[]): boolean {
  const first = names.length - path.length + 1;
  for (let i = 0; i < path.length - 1; i++) {
    if (!fits(names[first + i] ?? '', path[i])) {
      return false;
    }
  }
  return true;
}

/** `#` begins the mark of a value, see `roots.ts`. */
const fits = (name: string, wanted = '') =>
  wanted === '*' ? name !== '' && !name.startsWith('from ') && !name.startsWith('#') : name === wanted;

/** The name under which what a module exports stands in a path. */
export const fromModule = (module: string) => `from ${module}`;
