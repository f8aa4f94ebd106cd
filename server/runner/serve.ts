import { isRefused } from '../../core/refused';
import { openProject } from '../../operations/project';
import type { RefusedAt } from '../../operations/refusedAt';
import { scenarios } from '../../operations/scenarios';
import { findEngine, simulate } from '../../operations/simulate';
import type { Engines, RunResult } from '../../operations/simulation/run';
import type { TypeScriptClient } from '../../service/typescript/client';
import { nodeFileSystem } from '../../service/workspace/fileSystem';
import { WranglerPackages } from '../../service/workspace/wrangler';
import type { SimulationEvent } from '../../simulation/events';
import type { RunnerMessage, RunnerRequest, RunnerStart, RunOutcome, RunRequest } from './protocol';

/** How long a runner that crashes has to say so, in ms. */
const lastWordsMs = 500;

/** What the text of a terminal is made by. */
export interface RunnerText {
  /** Of the events of one run. `file` is where an error belongs that has no place, relative to the root. */
  events(root: string, workingDirectory: string, file?: string): (event: SimulationEvent) => string;
  refusal(refusal: RefusedAt): string;
  exception(error: unknown): string;
}

export interface RunnerOptions {
  readonly engines: Engines;
  readonly newTypeScript: () => TypeScriptClient;
  readonly text: RunnerText;
}

/**
 * Serves an editor over Node's IPC, which there must be. Ends the process when the editor is gone, in whatever way, and
 * everything that was started with it.
 */
export function serveRuns(options: RunnerOptions): Promise<never> {
  const running = new Map<number, AbortController>();
  const wranglers = new WranglerPackages(nodeFileSystem);
  const send = (message: RunnerMessage, sent?: () => void) => {
    if (process.connected) {
      process.send?.(message, undefined, undefined, sent);
    }
  };
  const start = async ({ id, run }: RunnerStart) => {
    const cancel = new AbortController();
    running.set(id, cancel);
    const outcome = await outcomeOf(
      run,
      { ...options, wranglers },
      {
        text: (each) => send({ type: 'text', id, text: `${each}\n` }),
        event: (event) => send({ type: 'event', id, event }),
        signal: cancel.signal,
      },
    );
    running.delete(id);
    send({ type: 'ended', id, outcome });
  };
  process.on('message', (request: RunnerRequest) => {
    if (request.type === 'start') {
      void start(request);
    } else {
      running.get(request.id)?.abort();
    }
  });
  process.on('uncaughtException', (error: unknown) => {
    send({ type: 'crashed', reason: String(error) }, () => process.exit(1));
    setTimeout(() => process.exit(1), lastWordsMs);
  });
  // Sandboxes and workerd end with the process that has started them, whatever way that one ends.
  process.on('disconnect', () => process.exit());
  return new Promise(() => {});
}

interface Runner extends RunnerOptions {
  /** Each run looks for the project's Wrangler; its schema is read once. */
  readonly wranglers: WranglerPackages;
}

/** How one run is told of. */
interface RunTeller {
  readonly text: (text: string) => void;
  readonly event: (event: SimulationEvent) => void;
  readonly signal: AbortSignal;
}

/** Runs what a request asks for, and tells of it. */
async function outcomeOf(request: RunRequest, options: Runner, teller: RunTeller): Promise<RunOutcome> {
  const { text } = options;
  try {
    const result = await runIn(request, options, teller);
    if (isRefused(result)) {
      teller.text(text.refusal(result));
    }
    return result;
  } catch (error) {
    const failure = text.exception(error);
    teller.text(failure);
    return { failure };
  }
}

async function runIn(
  { root, workingDirectory, engine: engineName, ...request }: RunRequest,
  { engines, newTypeScript, text, wranglers }: Runner,
  teller: RunTeller,
): Promise<RunResult | RefusedAt> {
  const engine = engineName === undefined ? undefined : findEngine(engineName);
  if (isRefused(engine)) {
    return engine;
  }
  const project = openProject({ root, workingDirectory }, newTypeScript(), wranglers);
  if (isRefused(project)) {
    return project;
  }
  let render = text.events(project.root, workingDirectory);
  const observer = {
    started: (file?: string) => {
      render = text.events(project.root, workingDirectory, file);
    },
    event: (event: SimulationEvent) => {
      teller.event(event);
      teller.text(render(event));
    },
    signal: teller.signal,
  };
  try {
    return 'scenario' in request
      ? await scenarios(project, { ...request, engine }, engines, observer)
      : await simulate(project, { ...request, engine }, engines, observer);
  } finally {
    // It may have been asked for a module's JavaScript.
    await project.service.typescript.stop();
  }
}
