import { relative } from 'node:path';
import type { SimulationEvent } from '../../simulation/events';
import { simulate as run } from '../../simulation/simulate';
import { Failure } from '../failure';
import { type Format, readFormat, readOptions } from '../options';
import { print } from '../output';
import { renderEvent } from '../render/simulation';
import { type Destination, openDestination, requestFor } from '../simulation/destination';
import { readEvent } from '../simulation/event';
import { eventsFdWriter } from '../simulation/eventsFd';
import { readEngine, readHttp, readTimeout } from '../simulation/http';

export const usage =
  'simulate STAGE [--event Purchase|PageView|AddToCart|FILE.json] [--engine memory|workerd] [--timeout MS] ' +
  '[--method M --url U --header K:V --body B] [--env NAME] [--root DIR] [--format text|json] [--events-fd N]';

const options = {
  event: { type: 'string' },
  engine: { type: 'string' },
  timeout: { type: 'string' },
  method: { type: 'string' },
  url: { type: 'string' },
  header: { type: 'string', multiple: true },
  body: { type: 'string' },
  'events-fd': { type: 'string' },
} as const;

/** Runs one stage file in the sandbox and prints what it does, as it does it. Ctrl-C ends the run. */
export async function simulate(args: readonly string[]): Promise<number> {
  const { values, positionals } = readOptions(args, options, usage);
  const format = readFormat(values.format);
  const [name, ...rest] = positionals;
  if (name === undefined || rest.length > 0) {
    throw new Failure(`Usage: infra-bindings ${usage}`);
  }
  const destination = openDestination(values.root, values.env);
  const request = await requestFor(destination, name, readEvent(destination.project, values.event ?? 'Purchase'));
  const http = readHttp(values);
  const report = reporterFor(destination, request.file, format);
  const writeEvent = eventsFdWriter(values['events-fd']);
  const cancel = new AbortController();
  for (const signal of ['SIGINT', 'SIGTERM'] as const) {
    process.once(signal, () => cancel.abort());
  }
  const { ok } = await run(
    {
      ...request,
      engine: readEngine(values.engine),
      ...(http ? { http } : {}),
      ...(values.timeout === undefined ? {} : { timeoutMs: readTimeout(values.timeout) }),
    },
    (event) => {
      writeEvent(event);
      report(event);
    },
    cancel.signal,
  );
  return ok ? 0 : 1;
}

/** Prints the events of a run of a file. */
function reporterFor({ project }: Destination, file: string, format: Format): (event: SimulationEvent) => void {
  const color = process.env.NO_COLOR === undefined && (process.stdout.isTTY || process.env.FORCE_COLOR !== undefined);
  const rendering = { color, root: relative(process.cwd(), project.root), file };
  return (event) => print(format === 'json' ? JSON.stringify(event) : renderEvent(event, rendering));
}
