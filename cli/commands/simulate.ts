import { statSync, writeFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import { folderOf } from '../../service/workspace/paths';
import { writeFiles } from '../../service/workspace/writing/writeFiles';
import { compareEngines } from '../../simulation/compare';
import { createSandboxPool } from '../../simulation/engines/sandboxPool';
import type { SimulationEvent } from '../../simulation/events';
import { runScenario } from '../../simulation/scenarios/runScenario';
import { simulate as run } from '../../simulation/simulate';
import { Failure } from '../failure';
import { type Format, readFormat, readOptions } from '../options';
import { renderEvent } from '../render/simulation';
import { jsonForTerminal } from '../render/terminalText';
import { type Destination, openDestination, requestFor } from '../simulation/destination';
import { readEvent } from '../simulation/event';
import { commandLineHost, type SimulateHost } from '../simulation/host';
import { type HttpOptions, readEngine, readHttp, readTimeout } from '../simulation/http';
import { junitReport } from '../simulation/junit';
import { serveRuns } from '../simulation/runner';
import { readScenarios, stepRequests } from '../simulation/scenarios';
import { readSeedFile, withSeed } from '../simulation/seed';
import { shownFailure } from '../simulation/shownFailure';
import { withWorkerd } from '../simulation/workerd';

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

/** For whom it runs, and in what format. */
interface Output extends SimulateHost {
  readonly format: Format;
}

/**
 * Runs one stage file in the sandbox, or the scenarios of a Destination, and prints what happens as it happens. Ctrl-C
 * ends the run. With `--serve`, alone, it does so for an editor, as often as that asks.
 */
export async function simulate(args: readonly string[]): Promise<number> {
  if (args.length === 1 && args[0] === '--serve') {
    return serveRuns(simulateFor, sandbox);
  }
  const host = commandLineHost();
  // A guess before anything is read, so that the sandbox starts meanwhile.
  if (args.some((argument) => /workerd|^--inspect$/.test(argument))) {
    return simulateFor(args, host);
  }
  const sandboxes = createSandboxPool(sandbox, { refills: false });
  try {
    return await simulateFor(args, { ...host, pools: { sandboxes } });
  } finally {
    sandboxes.dispose();
  }
}

/** `simulate` for a host: answers the exit code, or throws a `Failure`. */
async function simulateFor(args: readonly string[], host: SimulateHost): Promise<number> {
  const { values, positionals } = readOptions(args, options, usage);
  const format = readFormat(values.format);
  const [name, ...rest] = positionals;
  if (rest.length > 0 || (name === undefined) === (values.scenario === undefined)) {
    throw new Failure(`Usage: infra-bindings ${usage}`);
  }
  const destination = openDestination(values.root, values.env, host.workingDirectory);
  const output: Output = { ...host, format };
  try {
    const ok =
      name === undefined
        ? await simulateScenarios(destination, values, output)
        : await simulateStage(destination, name, values, output);
    return ok ? 0 : 1;
  } catch (error) {
    throw error instanceof Failure ? shownFailure(error, destination) : error;
  } finally {
    // It may have been asked for a module's JavaScript.
    await destination.project.service.typescript.stop();
  }
}

async function simulateStage(destination: Destination, name: string, values: Values, output: Output): Promise<boolean> {
  const engine = readEngine(values.engine);
  if (values.inspect && values.compare) {
    throw new Failure('--inspect debugs one run, and --compare has two: leave one of them out.');
  }
  const plain = await requestFor(destination, name, readEvent(destination, values.event ?? 'Purchase'));
  const seed = values.seed === undefined ? { state: {}, sql: [] } : readSeedFile(destination, values.seed);
  const http = readHttp(values);
  const request = withSeed(
    {
      ...plain,
      engine,
      ...(output.pools && { pools: output.pools }),
      ...(http ? { http } : {}),
      ...(values.inspect ? { inspect: { root: destination.project.root } } : {}),
      ...(values.timeout === undefined ? {} : { timeoutMs: readTimeout(values.timeout) }),
    },
    seed,
  );
  const report = reporterFor(destination, output, request.file);
  output.onStart?.();
  if (values.compare) {
    if (request.stage.startsWith('browser/')) {
      throw new Failure(`--compare is for stages that run on Workers; ${request.stage} runs in a page.`);
    }
    const { ok, same } = await compareEngines(withWorkerd(destination, request, seed), report, output.signal);
    return ok && same;
  }
  const { ok } = await run(
    engine === 'workerd' ? withWorkerd(destination, request, seed) : request,
    report,
    output.signal,
  );
  return ok;
}

async function simulateScenarios(destination: Destination, values: Values, output: Output): Promise<boolean> {
  if (values.inspect) {
    throw new Failure('--inspect debugs one stage: name it, instead of a scenario.');
  }
  const scenarios = readScenarios(destination, values.scenario ?? 'all');
  const given = {
    engine: values.engine === undefined ? undefined : readEngine(values.engine),
    timeoutMs: values.timeout === undefined ? undefined : readTimeout(values.timeout),
    pools: output.pools,
  };
  const events: SimulationEvent[] = [];
  let ok = true;
  output.onStart?.();
  for (const scenario of scenarios) {
    if (output.signal.aborted) {
      return false;
    }
    const requests = await stepRequests(destination, scenario, given);
    const tell = reporterFor(destination, output);
    const report = (event: SimulationEvent) => {
      events.push(event);
      tell(event);
    };
    const result = await runScenario(scenario, requests, report, output.signal);
    ok &&= result.ok;
  }
  if (values.junit !== undefined) {
    writeReport(destination.project.resolve(values.junit), values.junit, junitReport(events));
  }
  return ok;
}

/** Writes a report, whole or not at all; to what is no file, such as `/dev/stdout`, as to any stream. */
function writeReport(path: string, name: string, text: string): void {
  const stat = statSync(path, { throwIfNoEntry: false });
  if (stat && !stat.isFile() && !stat.isDirectory()) {
    writeFileSync(path, text);
    return;
  }
  const show = () => name;
  const result = writeFiles([{ path, before: undefined, after: text }], { folder: folderOf(path), show });
  if (result) {
    throw new Failure(result.refused);
  }
}

/** Prints events, and tells the host of them; an error without a place belongs to `file`. */
function reporterFor({ project }: Destination, { format, workingDirectory, color, ...host }: Output, file?: string) {
  const rendering = { color, root: relative(workingDirectory, project.root), ...(file !== undefined && { file }) };
  return (event: SimulationEvent): void => {
    host.onEvent?.(event);
    host.print(format === 'json' ? jsonForTerminal(event) : renderEvent(event, rendering));
  };
}
