import { readFileSync, readSync, writeSync } from 'node:fs';
import { join } from 'node:path';
import { createContext, Script, constants as vmConstants } from 'node:vm';
import realmSource from 'realm-source';
import type { SandboxCommand, SandboxDone, SandboxReady, SandboxRefusal } from './command';
import { compileStage } from './compile';
import { EventWriter } from './eventWriter';
import { asyncHostCalls, hostCalls } from './hostCalls';
import { closeProcess, probeLayers } from './layers';
import { badOption } from './notice';
import { endOf } from './places';
import { loadProjectModules } from './projectModules';
import type { boot } from './realm/main';
import { Redaction } from './redaction';
import { startWatchdog, watchArgument } from './watchdog';

// The sandbox process: reads one command, runs one stage in a realm of its own, writes events as lines, and ends.
// Only strings pass between this process's realm and the stage's: no object of ours is ever visible in there.

const exit = Reflect.get(process, 'reallyExit').bind(process) as (code: number) => never;
const [watch, parent, rssMb] = process.argv.slice(2);
const watched = watch !== watchArgument || startWatchdog(Number(parent), Number(rssMb));
const inspector = process.execArgv.some((flag) => flag.startsWith('--inspect'))
  ? (require('node:inspector') as typeof import('node:inspector'))
  : undefined;
if (inspector && !inspector.url()) {
  // This Node's permission model closes the inspector too.
  exit(badOption);
}
closeProcess();

const context = createContext(vmConstants.DONT_CONTEXTIFY ?? Object.create(null), {
  codeGeneration: { strings: false, wasm: false },
});
const { missing, fatal } = probeLayers((code) => new Script(code).runInContext(context));
const missingLayers = watched ? missing : [...missing, 'watchdog'];
if (fatal) {
  write({ type: 'refused', missingLayers } satisfies SandboxRefusal);
  exit(0);
}

const startRealm = new Script(realmSource, { filename: 'realm' }).runInContext(context) as typeof boot;

// Up to here nothing depends on the run: a host may have had this process wait for it.
const command = JSON.parse(readLine()) as SandboxCommand;
const redaction = new Redaction(command.secretValues);
const end = endOf(command.code);
const { modules = [] } = command;
const files = new Map([[command.file, end]]);
for (const { path, code } of modules.filter(({ isBundle }) => !isBundle)) {
  files.set(path, endOf(code));
}
const unhandled = new Map<Promise<unknown>, unknown>();
let running = false;
const writer = new EventWriter({
  redaction,
  files,
  urls: command.urls,
  limits: command.limits,
  write,
  onLimit: () => {
    running = false;
    finish();
  },
});

const isBrowser = command.run.page !== undefined;
const realm = (isBrowser ? browserRealm() : startRealm)(answer, answerLater);

process.on('unhandledRejection', (reason, promise) => unhandled.set(promise, reason));
process.on('rejectionHandled', (promise) => unhandled.delete(promise));
process.on('uncaughtException', (error) => {
  realm.threw('run', error);
  finish();
});
// A module of the project may wait, at its top level, for what never comes.
process.on('beforeExit', stuck);

const { file, code, urls } = command;
const compiled = compileStage({
  file,
  code,
  end,
  url: urls?.[file],
  refuseImport() {
    throw realm.errorOf('import() does not exist in a stage: the platform runs it without modules.');
  },
});
const waits = inspector && compiled instanceof Script;
realm.prepare(JSON.stringify(command.run));
write({
  type: 'ready',
  pid: process.pid,
  missingLayers,
  ...handled(),
  ...(waits && { inspector: inspector.url() ?? '' }),
} satisfies SandboxReady);
if (waits) {
  // At once: what a debugger lets begin before it waits, waits for ever.
  inspector.waitForDebugger();
}
const stage = evaluated();
if (stage === undefined) {
  finish();
}
if (modules.length === 0) {
  begin();
} else {
  const entries = (command.run.bindings ?? []).flatMap(({ code = [] }) => code.map((each) => each.module));
  loadProjectModules({ context, realm, modules, entries: [...new Set(entries)], urls: command.urls }).then(begin);
}

function begin(): void {
  try {
    realm.begin();
  } catch (error) {
    realm.threw('run', error);
    finish();
  }
  running = true;
  realm.run(stage);
  setImmediate(turn);
}

/** The realm of browser stages lies beside this bundle: it is large, and most runs do without. */
function browserRealm(): typeof boot {
  const source = readFileSync(join(__dirname, 'browser.js'), 'utf8');
  return new Script(source, { filename: 'realm' }).runInContext(context) as typeof boot;
}

/** The request that an API handler answers, fit to be shown. */
function handled(): Pick<SandboxReady, 'request'> {
  const { http } = command.run;
  if (!http) {
    return {};
  }
  const { method, url } = redaction.values(redaction.request({ ...http }));
  return { request: { method, url } };
}

/** The stage as a function of the realm; `undefined` after a syntax error, which is then reported. */
function evaluated(): unknown {
  if (!(compiled instanceof Script)) {
    writer.emit({ ...compiled });
    return undefined;
  }
  try {
    return compiled.runInContext(context);
  } catch (error) {
    realm.threw('run', error);
    return undefined;
  }
}

/** Runs what is due in the realm, once everything that could run before it has run. */
function turn(): void {
  if (!running) {
    return;
  }
  switch (realm.advance()) {
    case 'again':
      setImmediate(turn);
      return;
    case 'wait':
      return;
    case 'stuck':
      stuck();
      return;
    case 'done':
      finish();
  }
}

function stuck(): void {
  const message = running
    ? 'The stage waits for a promise that nothing can settle any more.'
    : 'A module of the project waits, at its top level, for a promise that nothing can settle.';
  writer.emit({ type: 'error', phase: 'run', name: 'NeverSettles', message, frames: [] });
  finish();
}

function finish(): never {
  const reasons = [...unhandled.values()];
  unhandled.clear();
  for (const reason of reasons) {
    realm.threw('unhandledRejection', reason);
  }
  const state = running ? JSON.parse(realm.finish()) : null;
  writer.end();
  const rssMb = Math.round(process.memoryUsage.rss() / 1048576);
  write({
    type: 'done',
    ok: writer.ok,
    durationMs: writer.elapsed,
    rssMb,
    ...(state && { state }),
  } satisfies SandboxDone);
  return exit(0);
}

/** Answers a call from the realm. An error answers too: no host error may surface in there. */
function answer(operation: string, argument: string): string {
  try {
    if (operation === 'report') {
      writer.report(JSON.parse(argument));
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

function answerLater(operation: string, argument: string, done: (ok: boolean, answer: string) => void): void {
  const settle = (succeeded: boolean, text: string) => {
    done(succeeded, text);
    setImmediate(turn);
  };
  Promise.resolve()
    .then(() => asyncHostCalls[operation]?.(JSON.parse(argument) as never))
    .then(
      (value) => settle(true, JSON.stringify({ value })),
      (error) => settle(false, failure(error)),
    );
}

function failure(error: unknown): string {
  const { name, message } = error instanceof Error ? error : { name: 'Error', message: String(error) };
  return JSON.stringify({ error: { name, message } });
}

function write(value: object): number {
  const bytes = Buffer.from(`${JSON.stringify(value)}\n`);
  for (let written = 0; written < bytes.length; ) {
    try {
      written += writeSync(1, bytes, written);
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'EAGAIN') {
        exit(1);
      }
    }
  }
  return bytes.length;
}

function readLine(): string {
  const chunks: Buffer[] = [];
  for (;;) {
    const chunk = Buffer.alloc(65536);
    let length = 0;
    try {
      length = readSync(0, chunk);
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code === 'EAGAIN') {
        continue;
      }
      throw error;
    }
    chunks.push(chunk.subarray(0, length));
    if (length === 0 || chunk[length - 1] === 10) {
      return Buffer.concat(chunks).toString();
    }
  }
}
