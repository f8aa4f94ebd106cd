import { readFileSync, writeSync } from 'node:fs';
import { join } from 'node:path';
import { type Context, createContext, Script, constants as vmConstants } from 'node:vm';
import realmSource from 'realm-source';
import type { SandboxRefusal } from './command';
import { readCommand } from './commandReader';
import { closeProcess, probeLayers } from './layers';
import { takeNodeHooks } from './nodeHooks';
import { badOption } from './notice';
import type { boot } from './realm/main';
import { StageRun } from './stageRun';
import { startWatchdog, watchArgument } from './watchdog';

// The sandbox process: reads one command, runs one stage in a realm of its own, writes events as lines, and ends. Before,
// while it waits, it may rehearse: the same with a stage of ours in another realm, so that all code is compiled by then.
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
const hook = takeNodeHooks();
closeProcess();

const context = newContext();
const { missing, fatal } = probeLayers((code) => new Script(code).runInContext(context));
const missingLayers = [...missing, ...(hook ? [] : ['errors of the realm']), ...(watched ? [] : ['watchdog'])];
if (fatal) {
  write({ type: 'refused', missingLayers } satisfies SandboxRefusal);
  exit(0);
}

const realmScript = new Script(realmSource, { filename: 'realm' });
const startRealm = realmScript.runInContext(context) as typeof boot;

let run: StageRun;
process.on('unhandledRejection', (reason, promise) => run.unhandled(promise, reason));
process.on('rejectionHandled', (promise) => run.handled(promise));
process.on('uncaughtException', (error) => run.threw(error));
// A module of the project may wait, at its top level, for what never comes.
process.on('beforeExit', () => run.stuck());

next();

function next(): void {
  // Up to here nothing depends on the run: a host may have had this process wait for it.
  const command = readCommand();
  if (!command) {
    exit(0);
  } else if (command.isRehearsal) {
    const rehearsal = newContext();
    const start = realmScript.runInContext(rehearsal) as typeof boot;
    const written = (line: object) => JSON.stringify(line).length;
    run = new StageRun({
      ...{ command, context: rehearsal, startRealm: start, missingLayers, hook, write: written },
      onEnd: () => setImmediate(next),
    });
  } else {
    const start = command.run.page === undefined ? startRealm : browserRealm();
    run = new StageRun({
      ...{ command, context, startRealm: start, missingLayers, hook, inspector, write },
      onEnd: () => exit(0),
    });
  }
  run.start();
}

function newContext(): Context {
  return createContext(vmConstants.DONT_CONTEXTIFY ?? Object.create(null), {
    codeGeneration: { strings: false, wasm: false },
  });
}

/** The realm of browser stages lies beside this bundle: it is large, and most runs do without. */
function browserRealm(): typeof boot {
  const source = readFileSync(join(__dirname, 'browser.js'), 'utf8');
  return new Script(source, { filename: 'realm' }).runInContext(context) as typeof boot;
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
