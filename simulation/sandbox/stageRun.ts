import { type Context, Script } from 'node:vm';
import type { SandboxCommand, SandboxDone, SandboxReady } from './command';
import { compileStage } from './compile';
import { EventWriter } from './eventWriter';
import { asyncHostCalls, hostCalls } from './hostCalls';
import { endOf } from './places';
import { ProjectModules } from './projectModules';
import type { HostImport } from './realm/imports';
import type { boot, Realm, RealmHooks } from './realm/main';
import { isRealmEvent } from './realmEvents';
import { Redaction } from './redaction';

interface StageRunOptions {
  readonly command: SandboxCommand;
  /** Where the stage's realm is to be, and what starts it there. */
  readonly context: Context;
  readonly startRealm: typeof boot;
  readonly missingLayers: readonly string[];
  /** Puts functions of the realm where V8 would call those of this process. */
  readonly hook?: ((hooks: RealmHooks) => void) | undefined;
  /** A debugger to wait for. */
  readonly inspector?: { url(): string | undefined; waitForDebugger(): void } | undefined;
  /** Writes a line; answers how many bytes that were. */
  readonly write: (line: object) => number;
  /** Called after the last line. */
  readonly onEnd: () => void;
}

/** One run of a stage in a realm: only strings pass between this process's realm and the stage's. */
export class StageRun {
  readonly #options: StageRunOptions;
  readonly #redaction: Redaction;
  readonly #writer: EventWriter;
  readonly #realm: Realm;
  readonly #unhandled = new Map<Promise<unknown>, unknown>();
  #stage: unknown;
  #modules: ProjectModules | undefined;
  #running = false;

  /** Gets the realm ready. */
  constructor(options: StageRunOptions) {
    this.#options = options;
    const { command, startRealm, write } = options;
    this.#redaction = new Redaction(command.secretValues);
    const files = new Map([[command.file, endOf(command.code)]]);
    for (const { path, code } of (command.modules ?? []).filter(({ hidesPlaces }) => !hidesPlaces)) {
      files.set(path, endOf(code));
    }
    this.#writer = new EventWriter({
      redaction: this.#redaction,
      files,
      urls: command.urls,
      limits: command.limits,
      write,
      onLimit: () => {
        this.#running = false;
        this.#finish();
      },
    });
    this.#realm = startRealm({
      call: (operation, argument) => this.#answer(operation, argument),
      callLater: (operation, argument, done) => this.#answerLater(operation, argument, done),
      load: (...request) => this.#load(...request),
    });
    options.hook?.(this.#realm.hooks);
  }

  /** Runs the stage, from its compilation to its end. */
  start(): void {
    const { command, context, inspector, missingLayers, write } = this.#options;
    const { file, code, urls, modules = [] } = command;
    const realm = this.#realm;
    const compiled = compileStage({
      file,
      code,
      end: endOf(code),
      url: urls?.[file],
      refuseImport() {
        throw realm.errorOf('Error', noImport);
      },
    });
    const waits = inspector && compiled instanceof Script;
    const files = [file, ...modules.map(({ path }) => path)];
    realm.prepare(JSON.stringify(command.run), JSON.stringify(files.map((path) => urls?.[path] ?? path)));
    write({
      type: 'ready',
      pid: process.pid,
      missingLayers,
      ...this.#shownRequest(),
      ...(waits && { inspector: inspector.url() ?? '' }),
    } satisfies SandboxReady);
    if (waits) {
      // At once: what a debugger lets begin before it waits, waits for ever.
      inspector.waitForDebugger();
    }
    if (!(compiled instanceof Script)) {
      this.#writer.emit({ ...compiled });
      this.#finish();
      return;
    }
    try {
      this.#stage = compiled.runInContext(context);
    } catch (error) {
      realm.threw('run', error);
    }
    if (this.#stage === undefined) {
      this.#finish();
    } else if (modules.length === 0) {
      this.#begin();
    } else {
      const entries = (command.run.bindings ?? []).flatMap((binding) =>
        (binding.code ?? []).map(({ module }) => module),
      );
      this.#modules = new ProjectModules({ context, realm, modules, urls });
      this.#modules.load([...new Set(entries)]).then(() => this.#begin());
    }
  }

  /** A rejection that nobody handles, or that somebody now does. */
  unhandled(promise: Promise<unknown>, reason: unknown): void {
    this.#unhandled.set(promise, reason);
  }

  handled(promise: Promise<unknown>): void {
    this.#unhandled.delete(promise);
  }

  /** Something was thrown where nobody catches it. */
  threw(error: unknown): void {
    this.#realm.threw('run', error);
    this.#finish();
  }

  /** Nothing can happen any more. */
  stuck(): void {
    const message = this.#running
      ? 'The stage waits for a promise that nothing can settle any more.'
      : 'A module of the project waits, at its top level, for a promise that nothing can settle.';
    this.#writer.emit({ type: 'error', phase: 'run', name: 'NeverSettles', message, frames: [] });
    this.#finish();
  }

  #begin(): void {
    try {
      this.#realm.begin();
    } catch (error) {
      this.threw(error);
      return;
    }
    this.#running = true;
    this.#realm.run(this.#stage);
    setImmediate(this.#turn);
  }

  /** Runs what is due in the realm, once everything that could run before it has run. */
  readonly #turn = (): void => {
    if (!this.#running) {
      return;
    }
    switch (this.#realm.advance()) {
      case 'again':
        setImmediate(this.#turn);
        return;
      case 'wait':
        return;
      case 'stuck':
        this.stuck();
        return;
      case 'done':
        this.#finish();
    }
  };

  #finish(): void {
    const reasons = [...this.#unhandled.values()];
    this.#unhandled.clear();
    for (const reason of reasons) {
      this.#realm.threw('unhandledRejection', reason);
    }
    const state = this.#running ? JSON.parse(this.#realm.finish()) : null;
    this.#running = false;
    this.#writer.end();
    this.#options.write({
      type: 'done',
      ok: this.#writer.ok,
      durationMs: this.#writer.elapsed,
      rssMb: Math.round(process.memoryUsage.rss() / 1048576),
      ...(state && { state }),
    } satisfies SandboxDone);
    this.#options.onEnd();
  }

  /** The request that an API handler answers, fit to be shown. */
  #shownRequest(): Pick<SandboxReady, 'request'> {
    const { http } = this.#options.command.run;
    if (!http) {
      return {};
    }
    const { method, url } = this.#redaction.values(this.#redaction.request({ ...http }));
    return { request: { method, url } };
  }

  /** Answers a call from the realm. An error answers too: no host error may surface in there. */
  #answer(operation: string, argument: string): string {
    try {
      if (operation === 'report') {
        const event: unknown = JSON.parse(argument);
        if (isRealmEvent(event)) {
          this.#writer.report(event);
        }
        return '';
      }
      // JSON has no line break in it: what follows one is bytes, as Latin-1.
      const [json = ''] = argument.split('\n', 1);
      const bytes = Buffer.from(argument.slice(json.length + 1), 'latin1');
      const value = hostCalls[operation]?.(JSON.parse(json) as never, bytes);
      return JSON.stringify({ value });
    } catch (error) {
      return failure(error);
    }
  }

  #load(...[specifier, referrer, done, failed]: Parameters<HostImport>): void {
    const { file, urls } = this.#options.command;
    if (!this.#modules || referrer === (urls?.[file] ?? file)) {
      failed({ name: 'Error', message: noImport });
    } else {
      this.#modules.import(specifier, referrer, done, failed);
    }
  }

  #answerLater(operation: string, argument: string, done: (ok: boolean, answer: string) => void): void {
    const settle = (succeeded: boolean, text: string) => {
      done(succeeded, text);
      setImmediate(this.#turn);
    };
    Promise.resolve()
      .then(() => asyncHostCalls[operation]?.(JSON.parse(argument) as never))
      .then(
        (value) => settle(true, JSON.stringify({ value })),
        (error) => settle(false, failure(error)),
      );
  }
}

const noImport = 'import() does not exist in a stage: the platform runs it without modules.';

function failure(error: unknown): string {
  const { name, message } = error instanceof Error ? error : { name: 'Error', message: String(error) };
  return JSON.stringify({ error: { name, message } });
}
