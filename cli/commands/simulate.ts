import { join } from 'node:path';
import { isRefused, type Refused } from '../../core/refused';
import { openProject, type Project } from '../../operations/project';
import { scenarios } from '../../operations/scenarios';
import { findEngine, simulate as simulateStage } from '../../operations/simulate';
import type { Engines, RunObserver, RunResult } from '../../operations/simulation/run';
import { serveRuns } from '../../server/runner/serve';
import { createSandboxPool } from '../../simulation/engines/sandboxPool';
import { createWorkerdPool } from '../../simulation/engines/workerdPool';
import type { SimulationEvent } from '../../simulation/events';
import { cachePath } from '../../startup/codeCache';
import { type Format, readOptions, wrongUsage } from '../options';
import { print } from '../output';
import { newTypeScript } from '../project';
import { exceptionText, refusalText } from '../refusal';
import { eventRenderer } from '../render/events';
import { junitReport } from '../render/junit';
import { jsonForTerminal } from '../render/terminalText';
import { abortAtSignals } from '../signals';
import { type HttpOptions, readHttp, readTimeout } from '../simulationOptions';
import { writeReport } from '../writeReport';

export const usage =
  'simulate STAGE|--scenario NAME|FILE|all [--event Purchase|PageView|AddToCart|NAME|FILE.json] ' +
  '[--engine memory|workerd] [--compare] [--seed FILE.sql|FILE.json] [--junit FILE] [--timeout MS] ' +
  '[--method M --url U --header K:V --body B] [--env NAME] [--root DIR] [--format text|json] [--inspect]';

const options = {
  event: { type: 'string' },
  engine: { type: 'string' },
  compare: { type: 'boolean' },
  seed: { type: 'string' },
  scenario: { type: 'string' },
  junit: { type: 'string' },
  timeout: { type: 'string' },
  method: { type: 'string' },
  url: { type: 'string' },
  header: { type: 'string', multiple: true },
  body: { type: 'string' },
  inspect: { type: 'boolean' },
} as const;

interface Values extends HttpOptions {
  readonly env?: string | undefined;
  readonly event?: string | undefined;
  readonly engine?: string | undefined;
  readonly compare?: boolean | undefined;
  readonly seed?: string | undefined;
  readonly scenario?: string | undefined;
  readonly junit?: string | undefined;
  readonly timeout?: string | undefined;
  readonly inspect?: boolean | undefined;
}

const sandbox = join(__dirname, 'simulation.js');

/**
 * Runs one stage file in the sandbox, or the scenarios of a Destination, and prints what happens as it happens. Ctrl-C
 * ends the run. With `--serve` and nothing else it does so for an editor, as often as that asks.
 */
export async function simulate(args: readonly string[]): Promise<number | Refused> {
  if (args.length === 1 && args[0] === '--serve') {
    return serve();
  }
  const engines: Engines = { sandbox, miniflareCache: cachePath('miniflare') };
  // A guess before anything is read, so that the sandbox starts meanwhile.
  if (args.some((argument) => /workerd|^--inspect$/.test(argument))) {
    return simulateOnce(args, engines);
  }
  const sandboxes = createSandboxPool(sandbox, { refills: false });
  try {
    return await simulateOnce(args, { ...engines, pools: { sandboxes } });
  } finally {
    sandboxes.dispose();
  }
}

function serve(): Promise<never> | Refused {
  if (!process.send) {
    return { refused: '--serve is for editors: it needs the IPC channel of Node.' };
  }
  const pools = { sandboxes: createSandboxPool(sandbox), workerds: createWorkerdPool() };
  return serveRuns({
    engines: { sandbox, miniflareCache: cachePath('miniflare'), pools },
    newTypeScript,
    text: {
      events: eventRenderer(process.env.NO_COLOR === undefined),
      refusal: (refusal) => refusalText(refusal).render(false),
      exception: (error) => exceptionText(error).render(false),
    },
  });
}

async function simulateOnce(args: readonly string[], engines: Engines): Promise<number | Refused> {
  const given = readOptions(args, options, usage);
  if (isRefused(given)) {
    return given;
  }
  const { values, positionals, format } = given;
  const [stage, ...rest] = positionals;
  if (rest.length > 0 || (stage === undefined) === (values.scenario === undefined)) {
    return wrongUsage(usage);
  }
  const project = openProject({ root: values.root, workingDirectory: process.cwd() }, newTypeScript());
  if (isRefused(project)) {
    return project;
  }
  try {
    const result =
      stage === undefined
        ? await runScenarios(project, values, engines, format)
        : await runStage(project, stage, values, engines, format);
    return isRefused(result) ? result : result.ok ? 0 : 1;
  } finally {
    // It may have been asked for a module's JavaScript.
    await project.service.typescript.stop();
  }
}

async function runStage(
  project: Project,
  stage: string,
  values: Values,
  engines: Engines,
  format: Format,
): Promise<RunResult | Refused> {
  const { env: environment, event, compare, inspect, seed } = values;
  const common = readCommon(values);
  if (isRefused(common)) {
    return common;
  }
  const http = readHttp(values);
  if (isRefused(http)) {
    return http;
  }
  const request = { stage, environment, event, compare, inspect, seed, http, ...common };
  return simulateStage(project, request, engines, printingObserver(project, format));
}

async function runScenarios(
  project: Project,
  values: Values,
  engines: Engines,
  format: Format,
): Promise<RunResult | Refused> {
  const { env: environment, inspect, junit, scenario = 'all' } = values;
  if (inspect) {
    return { refused: '--inspect debugs one stage: name it, instead of a scenario.' };
  }
  const common = readCommon(values);
  if (isRefused(common)) {
    return common;
  }
  const events: SimulationEvent[] = [];
  const printing = printingObserver(project, format);
  const observer: RunObserver = {
    ...printing,
    event: (event) => {
      events.push(event);
      printing.event(event);
    },
  };
  const result = await scenarios(project, { scenario, environment, ...common }, engines, observer);
  if (isRefused(result) || result.isCutOff || junit === undefined) {
    return result;
  }
  return writeReport(project.resolve(junit), junit, junitReport(events)) ?? result;
}

function readCommon({ engine, timeout }: Values) {
  const found = engine === undefined ? undefined : findEngine(engine);
  if (isRefused(found)) {
    return found;
  }
  const timeoutMs = timeout === undefined ? undefined : readTimeout(timeout);
  return isRefused(timeoutMs) ? timeoutMs : { engine: found, timeoutMs };
}

/** Prints each event to standard output; Ctrl-C ends what runs. */
function printingObserver({ root }: Project, format: Format): RunObserver {
  const cancel = new AbortController();
  const { env, stdout } = process;
  const rendererFor = eventRenderer(env.NO_COLOR === undefined && (stdout.isTTY || env.FORCE_COLOR !== undefined));
  let render = rendererFor(root, process.cwd());
  return {
    started: (file) => {
      render = rendererFor(root, process.cwd(), file);
      // Not before: until then a signal ends the process at once, also in the middle of reading a large project.
      abortAtSignals(cancel);
    },
    event: (event) => print(format === 'json' ? jsonForTerminal(event) : render(event)),
    signal: cancel.signal,
  };
}
