import { entriesOf, makeBindings, saveBindings } from './bindings/bindings';
import { nextTimer, skippedMs, skipTo, stageReturned } from './clock';
import type { RealmCommand } from './command';
import { describe, describeThrown } from './describe';
import { installGlobals } from './globals';
import {
  connect,
  errorOf,
  type HostCall,
  type HostCallLater,
  isWaiting,
  jsonOf,
  report,
  useDomException,
} from './host';
import { type HostImport, importer } from './imports';
import { cloudflareWorkers, ProjectModules } from './modules';
import { makeParams, type Users } from './params';
import { reportReturn } from './return';
import { formatStack, showFiles } from './stack';
import { packed, unpacked } from './state';
import { DOMException } from './web/domException';

/** What a run may do next: run more, wait for an answer of the host, or nothing, as a stage that ended or hangs. */
type Progress = 'again' | 'wait' | 'done' | 'stuck';

/** What V8 calls of a realm where it would call functions of Node. */
export interface RealmHooks {
  formatStack(owner: unknown, error: unknown, sites: readonly never[]): unknown;
  importModule(...args: readonly unknown[]): Promise<unknown>;
  importMeta(): void;
}

/** The realm of a stage, as the process around it drives it. Values of the realm pass through it unlooked at. */
export interface Realm {
  readonly hooks: RealmHooks;
  /**
   * Takes the command as JSON, before modules of the project are loaded; `files`, a list as JSON, are the user's files by
   * the names that V8 knows.
   */
  prepare(command: string, files: string): void;
  /** Makes `params` of the command; throws what makes that impossible. */
  begin(): void;
  /** What `cloudflare:workers` exports; its names, joined by spaces; one of its members. */
  platformModule(): object;
  namesOf(exports: object): string;
  memberOf(exports: object, name: string): unknown;
  /** A module of the project is there, or is not and will not be. */
  moduleLoaded(path: string, namespace: object): void;
  moduleFailed(path: string, problem: string): void;
  /** An error of this realm, and the message of whatever was thrown. */
  errorOf(name: string, message: string): unknown;
  messageOf(thrown: unknown): string;
  /** Calls the stage, a function of the realm. */
  run(stage: unknown): unknown;
  /** To be called when no job of the realm is left: runs the next timer, or says what there is to wait for. */
  advance(): Progress;
  /** Reports what stores hold, and says as JSON what the next run may go on with. */
  finish(): string;
  /** Reports something thrown. */
  threw(phase: string, thrown: unknown): void;
}

/** What a stage finds around it that is not the edge. */
export interface Surroundings {
  /** Adds globals, when the command is known. */
  install(command: RealmCommand): void;
  /** Adds to `params`. */
  extend(params: Record<string, unknown>, functions: readonly string[]): void;
}

/** What the process around a realm does for it. */
export interface Host {
  readonly call: HostCall;
  readonly callLater: HostCallLater;
  readonly load: HostImport;
}

/** Starts the realm; `call`, `callLater` and `load` are the process around it. */
export function boot({ call, callLater, load }: Host, surroundings?: Surroundings): Realm {
  connect(call, callLater);
  useDomException((message, name) => new DOMException(message, name));
  installGlobals();
  let command: RealmCommand | undefined;
  let params: Record<string, unknown> = {};
  let infra: Record<string, unknown> | undefined;
  let users: Users = new Map();
  const modules = new ProjectModules();
  const env: Record<string, unknown> = {};
  let settled = false;

  const threw = (phase: string, thrown: unknown) => report({ type: 'error', phase, ...describeThrown(thrown) });

  return {
    threw,
    hooks: {
      formatStack,
      importModule: importer(load, (name, message) => errorOf({ name, message })),
      // On workerd, `import.meta` is empty.
      importMeta() {},
    },
    prepare(text, names) {
      command = JSON.parse(text) as RealmCommand;
      showFiles(JSON.parse(names) as string[]);
      skipTo(command.state?.clock ?? 0);
    },
    begin() {
      if (!command) {
        return;
      }
      const { bindings, fixtures = {}, state = {}, variables } = command;
      users = new Map(Object.entries((unpacked(state.users) ?? {}) as Record<string, Record<string, unknown>>));
      if (bindings) {
        const context = { fixtures, env, exported: modules.exported.bind(modules) };
        infra = makeBindings(bindings, context, state.bindings);
        Object.assign(env, variables, infra);
      }
      surroundings?.install(command);
      params = makeParams(command, infra, users);
      surroundings?.extend(params, command.functions);
    },
    platformModule: () => cloudflareWorkers(env),
    namesOf: (exports) => Object.keys(exports).join(' '),
    memberOf: (exports, name) => Reflect.get(exports, name),
    moduleLoaded: (path, namespace) => modules.set(path, { namespace: namespace as Record<string, unknown> }),
    moduleFailed: (path, problem) => modules.set(path, { problem }),
    errorOf: (name, message) => errorOf({ name, message }),
    messageOf: (thrown) => describeThrown(thrown).message,
    async run(stage) {
      try {
        await reportReturn(await (stage as (params: unknown) => unknown)(params), command);
      } catch (thrown) {
        threw('run', thrown);
      }
      settled = true;
      stageReturned();
    },
    advance() {
      const timer = nextTimer();
      if (timer) {
        try {
          timer();
        } catch (thrown) {
          threw('timer', thrown);
        }
        return 'again';
      }
      if (isWaiting()) {
        return 'wait';
      }
      return settled ? 'done' : 'stuck';
    },
    finish() {
      try {
        reportState(infra ?? {});
        if (!command?.keepState) {
          return 'null';
        }
        const bindings = saveBindings(infra ?? {});
        return jsonOf({ clock: skippedMs(), users: packed(Object.fromEntries(users)), bindings });
      } catch {
        // A stage may have spoilt what this needs: then nothing is left to go on with.
        return 'null';
      }
    },
  };
}

/** Reports what the stores of a run hold at its end. */
function reportState(infra: Readonly<Record<string, unknown>>): void {
  for (const [name, binding] of Object.entries(infra)) {
    const entries = entriesOf(binding) ?? [];
    if (entries.length > 0) {
      report({ type: 'state', name, entries: describe(entries) });
    }
  }
}
