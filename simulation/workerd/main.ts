import { mkdirSync, rmSync } from 'node:fs';
import Module, { createRequire } from 'node:module';
import hostSource from 'workerd-host';
import isolateSource from 'workerd-isolate';
import { inGroup } from '../engines/supervisedChild';
import type { SourcePlace } from '../events';
import type { RealmEvent, SandboxDone } from '../sandbox/command';
import { compileStage } from '../sandbox/compile';
import { EventWriter } from '../sandbox/eventWriter';
import { endOf } from '../sandbox/places';
import { realmEventTypes } from '../sandbox/realmEvents';
import { Redaction } from '../sandbox/redaction';
import { ask } from './ask';
import type { WorkerdBegun, WorkerdCommand, WorkerdReady, WorkerdRefusal, WorkerdSetup } from './command';
import { type Inspector, openInspector } from './inspector';
import { linesOf } from './lines';
import { withPrivateLoopback } from './loopback';
import { loaderName, workersOf } from './options';
import { plainMessage } from './plainMessage';
import { newSecret, PrintedLines } from './printed';
import { sqlErrorPlace } from './sqlErrorPlace';
import { isolateFiles, ownStack, stageModule } from './stage';

// The process around workerd: starts the project's own Miniflare for one Destination, runs stages in it one after
// another, and ends, with workerd and every file of its own, as soon as nobody holds its standard input any more.

interface Miniflare {
  readonly ready: Promise<URL>;
  getInspectorURL(): Promise<URL>;
  dispose(): Promise<void>;
}

interface MiniflareModule {
  readonly Miniflare: new (options: object) => Miniflare;
  readonly Log: new (level: number) => unknown;
  readonly LogLevel: { readonly NONE: number };
  readonly supportedCompatibilityDate?: string;
}

const [folder = ''] = process.argv.slice(2);
mkdirSync(folder, { mode: 0o700 });
process.env.TMPDIR = folder;
process.env.TEMP = folder;
process.env.TMP = folder;
let workerd: number | undefined;
/** The first thing that workerd complained of. */
let complaint = '';
let onEvent: (event: RealmEvent) => void = () => {};
let onText: (lines: readonly string[]) => void = () => {};
const printed = new PrintedLines((lines) => onText(lines));
const secrets = {
  door: newSecret(),
  mark: printed.open({ types: ['request'], onEvent: (event) => onEvent(event) }),
  name: newSecret().slice(0, 32),
};

const lines = linesOf(process.stdin);
process.stdout.on('error', end);
process.stdin.once('close', end);
// workerd may still be writing in it, for the moment that it takes to end.
process.once('exit', () => rmSync(folder, { recursive: true, force: true, maxRetries: 20, retryDelay: 20 }));
main().then(end, (error: unknown) => {
  refuse('EngineError', `workerd could not be started: ${plain(complaint) || messageOf(error)}`);
  end();
});

function end(): never {
  if (workerd !== undefined) {
    try {
      process.kill(workerd, 'SIGKILL');
    } catch {
      // It has ended already.
    }
  }
  return process.exit(0);
}

async function main(): Promise<void> {
  const setup = JSON.parse((await nextLine()) ?? 'null') as WorkerdSetup | null;
  if (!setup) {
    return;
  }
  if (setup.codeCache !== undefined) {
    // Not before Node 22.
    Module.enableCompileCache?.(setup.codeCache);
  }
  let miniflareModule: MiniflareModule;
  try {
    miniflareModule = createRequire(setup.miniflare)(setup.miniflare) as MiniflareModule;
  } catch (error) {
    refuse('EngineError', `The project's Miniflare cannot be loaded with Node ${process.version}: ${messageOf(error)}`);
    return;
  }
  const { Miniflare, Log, LogLevel, supportedCompatibilityDate = '2025-01-01' } = miniflareModule;
  followWorkerd();
  const miniflare = new Miniflare({
    cf: false,
    telemetry: { enabled: false },
    host: '127.0.0.1',
    port: 0,
    log: new Log(LogLevel.NONE),
    handleRuntimeStdio: readRuntime,
    ...(setup.inspect && { inspectorPort: 0 }),
    workers: workersOf(setup, hostSource, supportedCompatibilityDate, secrets),
  });
  const address = await miniflare.ready;
  const post = (job: object) => ask(address, secrets.door, job);
  if (!(await prepare(setup, post))) {
    return;
  }
  const runtime = `workerd ${supportedCompatibilityDate}`;
  say({ type: 'ready', pid: workerd ?? 0, runtime } satisfies WorkerdReady);
  // Now, for this process is killed when it is not needed any more.
  Module.flushCompileCache?.();
  for (let line = await nextLine(); line !== undefined; line = await nextLine()) {
    await run(JSON.parse(line) as WorkerdCommand, { setup, miniflare, post, supported: supportedCompatibilityDate });
  }
}

/** What a stage may report from its isolate: what stores hold, this process reads itself. */
const isolateEvents = realmEventTypes.filter((type) => type !== 'state');

/** What Node's own `ChildProcess` is started with: `args` begins with the name that the process has. */
interface SpawnOptions {
  readonly file: string;
  readonly args: readonly string[];
}

type Post = (job: object) => Promise<unknown>;

/** Executes SQL and fills stores; whether all of it worked. */
async function prepare({ sql, state, bindings }: WorkerdSetup, post: Post): Promise<boolean> {
  for (const { binding, file, sql: text } of sql) {
    try {
      await post({ op: 'sql', binding, sql: text });
    } catch (error) {
      const message = messageOf(error)
        .replace(/^D1_ERROR: /, '')
        .replace(/: SQLITE_ERROR$/, '');
      refuse('MigrationError', `${file} failed on ${binding}: ${message}.`, { file, ...sqlErrorPlace(text, message) });
      return false;
    }
  }
  for (const { name, kind } of bindings) {
    const items = seedItems(kind, state?.bindings?.[name]);
    if (items.length > 0) {
      await post({ op: 'put', binding: name, items });
    }
  }
  return true;
}

/** What a store holds at the start, in the form of the memory engine's own state, as arguments of `put`. */
function seedItems(kind: string, saved: unknown): [string, string, object][] {
  if (kind === 'kv_namespaces') {
    const entries = Object.entries(
      (saved ?? {}) as Record<string, { bytes: string; metadata?: string; expiration?: number }>,
    );
    return entries.map(([key, { bytes, metadata, expiration }]) => [
      key,
      bytes,
      {
        ...(metadata !== undefined && { metadata: JSON.parse(metadata) }),
        ...(expiration !== undefined && { expiration }),
      },
    ]);
  }
  if (kind === 'r2_buckets') {
    const objects = (saved ?? []) as { key: string; bytes: { value: string }; [option: string]: unknown }[];
    return objects.map(({ key, bytes, httpMetadata = {}, customMetadata = {} }) => [
      key,
      bytes.value,
      { httpMetadata, customMetadata },
    ]);
  }
  return [];
}

/** What runs have in common. */
interface Runtime {
  readonly setup: WorkerdSetup;
  readonly miniflare: Miniflare;
  readonly post: Post;
  /** The newest compatibility date that it knows. */
  readonly supported: string;
}

async function run(command: WorkerdCommand, { setup, miniflare, post, supported }: Runtime): Promise<void> {
  const url = command.urls?.[command.file];
  const end = endOf(command.code);
  const files = isolateFiles(command.file, end, setup.modules);
  const redaction = new Redaction(command.secretValues);
  const tell = command.isRehearsal ? (line: object) => JSON.stringify(line).length : say;
  let truncated = false;
  const settle: { done?: () => void } = {};
  const stopped = new Promise<void>((resolve) => {
    settle.done = resolve;
  });
  const writer = new EventWriter({
    redaction,
    files,
    limits: command.limits,
    write: tell,
    onLimit: () => {
      truncated = true;
      settle.done?.();
    },
  });
  const { http } = command.run;
  const shown = http && redaction.values(redaction.request({ ...http }));
  const begun = (inspector?: Inspector) =>
    tell({
      type: 'begun',
      ...(shown && { request: { method: shown.method, url: shown.url } }),
      ...(inspector && { inspector: inspector.url }),
    } satisfies WorkerdBegun);
  const compiled = compileStage({ file: command.file, code: command.code, end, strict: true });
  let state: SandboxDone['state'];
  if ('phase' in compiled) {
    begun();
    writer.emit({ ...compiled });
  } else {
    onEvent = (event) => {
      if (!truncated) {
        writer.report({ ...event, stack: ownStack(event.stack ?? '', command.file, url) });
      }
    };
    onText = (texts) => {
      // A secret may go over several lines, as bytes do that are printed.
      for (const line of redaction.text(texts.join('\n')).split('\n')) {
        onEvent({ type: 'log', level: 'log', source: 'console', args: [line] });
      }
    };
    const mark = printed.open({ types: isolateEvents, onEvent: (event) => onEvent(event) });
    const spec = {
      compatibilityDate: [setup.compatibilityDate ?? supported, supported].sort()[0],
      modules: { 'isolate.js': { js: isolateSource }, stage: { js: stageModule(command.code, url) } },
    };
    const isolate = url === undefined ? {} : { isolate: 'stage' };
    const isOurs = (text: string) => text.includes(mark);
    if (url === undefined) {
      begun();
    } else {
      await post({ op: 'load', spec, ...isolate });
      const inspector = await openInspector(await miniflare.getInspectorURL(), `${loaderName}:stage`, isOurs);
      begun(inspector);
      await inspector.begins;
    }
    const stores = setup.bindings.filter(({ kind }) => kind === 'kv_namespaces' || kind === 'r2_buckets');
    const names = stores.map(({ name }) => name);
    const answer = post({ op: 'run', spec, ...isolate, mark, command: JSON.stringify(command.run) }).then(
      async (text) => {
        state = JSON.parse(`${text}`) ?? undefined;
        const left = await finish(names, post);
        for (const [name, entries] of truncated ? [] : left) {
          writer.emit({ type: 'state', name, entries });
        }
      },
      async (error: unknown) => {
        await finish([], post);
        writer.emit(hung(error));
      },
    );
    await Promise.race([answer, stopped]);
    onEvent = () => {};
    onText = () => {};
    printed.close(mark);
    writer.end();
  }
  const { ok, elapsed } = writer;
  tell({
    type: 'done',
    ok: ok && !truncated,
    durationMs: elapsed,
    rssMb: 0,
    ...(state && { state }),
  } satisfies SandboxDone);
}

/** How long the line that ends a run may be on its way. */
const lastLineMs = 1_000;

/**
 * What is left in stores, by name, those that are empty left out; then everything that workerd has printed is here, too.
 * Its answer to a run takes another way, and may be here before.
 */
async function finish(stores: readonly string[], post: Post): Promise<[name: string, entries: unknown[]][]> {
  const last = printed.expect();
  const left = (await post({ op: 'finish', stores, line: last.line }).catch(() => [])) as unknown[][];
  const timer = { late: undefined as NodeJS.Timeout | undefined };
  const tooLate = new Promise<void>((resolve) => {
    timer.late = setTimeout(resolve, lastLineMs);
  });
  await Promise.race([last.printed, tooLate]);
  clearTimeout(timer.late);
  last.forget();
  return stores.flatMap((name, index): [string, unknown[]][] => {
    const entries = left[index] ?? [];
    return entries.length > 0 ? [[name, entries]] : [];
  });
}

function hung(error: unknown): { type: string } & Record<string, unknown> {
  const message = messageOf(error);
  return /had hung and would never generate|never generate a response/.test(message)
    ? {
        type: 'error',
        phase: 'run',
        name: 'NeverSettles',
        message: 'The stage waits for a promise that nothing can settle any more.',
        frames: [],
      }
    : {
        type: 'error',
        phase: /^Failed to start Worker/.test(message) ? 'compile' : 'run',
        name: 'EngineError',
        message,
        frames: [],
      };
}

/** Reads what workerd prints: events, and what a Worker of the project logs. */
function readRuntime(stdout: NodeJS.ReadableStream, stderr: NodeJS.ReadableStream): void {
  void follow(stdout, (line) => printed.read(line));
  void follow(stderr, (line) => {
    complaint ||= line.trim();
  });
}

async function follow(stream: NodeJS.ReadableStream, onLine: (line: string) => void): Promise<void> {
  try {
    for await (const line of linesOf(stream)) {
      onLine(line.replace(/\r$/, ''));
    }
  } catch {
    // workerd has ended in the middle.
  }
}

/** Learns the id of the process that Miniflare starts, and ties it to this one: when this one ends, so must it. */
function followWorkerd(): void {
  const childProcess = process.getBuiltinModule
    ? process.getBuiltinModule('node:child_process')
    : (require('node:child_process') as typeof import('node:child_process'));
  const { ChildProcess } = childProcess as unknown as {
    ChildProcess: { prototype: { spawn(options: SpawnOptions): number } };
  };
  const { spawn } = ChildProcess.prototype;
  ChildProcess.prototype.spawn = function (this: { pid?: number }, options: SpawnOptions): number {
    const [name = options.file, ...given] = options.args;
    const args = withPrivateLoopback(given, folder);
    const [file, line] = inGroup(folder, options.file, args);
    const result = spawn.call(this as never, {
      ...options,
      file,
      args: [file === options.file ? name : file, ...line],
    });
    workerd = this.pid;
    return result;
  };
}

async function nextLine(): Promise<string | undefined> {
  const { value, done } = await lines.next();
  return done ? undefined : value;
}

function refuse(name: string, message: string, at?: SourcePlace): void {
  say({ type: 'refused', name, message, ...(at && { at }) } satisfies WorkerdRefusal);
}

function say(line: object): number {
  const text = `${JSON.stringify(line)}\n`;
  process.stdout.write(text);
  return text.length;
}

/** What an error says; names of Workers without the part that is secret. */
function messageOf(error: unknown): string {
  return plain(error instanceof Error ? error.message : String(error));
}

function plain(message: string): string {
  return plainMessage(message.replaceAll(`-${secrets.name}`, ''), [folder]);
}
