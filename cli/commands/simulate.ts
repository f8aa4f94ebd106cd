import { join, relative, resolve } from 'node:path';
import { parseEnv } from 'node:util';
import { bindingsOf } from '../../core/bindings/environments';
import { nodeAt } from '../../core/manifest/document';
import { plainValue } from '../../core/manifest/plainValue';
import { type Stage, sampleEventNames, stageFile, stageOf } from '../../core/stages/stages';
import type { SimulationEvent } from '../../simulation/events';
import type { SimulatedHttp } from '../../simulation/request';
import {
  readEvent as readEventFields,
  type SampleEvent,
  type SampleName,
  sampleEvents,
} from '../../simulation/samples';
import { simulate as run } from '../../simulation/simulate';
import { Failure } from '../failure';
import { readFormat, readOptions } from '../options';
import { print } from '../output';
import { openProject, type Project, type ReadManifest, readEnvironment, readManifest, toPath } from '../project';
import { renderEvent } from '../render/simulation';

export const usage =
  'simulate STAGE [--event Purchase|PageView|AddToCart|FILE.json] [--engine memory|workerd] [--timeout MS] ' +
  '[--method M --url U --header K:V --body B] [--env NAME] [--root DIR] [--format text|json]';

const options = {
  event: { type: 'string' },
  engine: { type: 'string' },
  timeout: { type: 'string' },
  method: { type: 'string' },
  url: { type: 'string' },
  header: { type: 'string', multiple: true },
  body: { type: 'string' },
} as const;

/** Runs one stage file in the sandbox and prints what it does, as it does it. Ctrl-C ends the run. */
export async function simulate(args: readonly string[]): Promise<number> {
  const { values, positionals } = readOptions(args, options, usage);
  const format = readFormat(values.format);
  const [name, ...rest] = positionals;
  if (name === undefined || rest.length > 0) {
    throw new Failure(`Usage: infra-bindings ${usage}`);
  }
  const project = openProject(values.root);
  const manifest = readManifest(project);
  const environment = readEnvironment(manifest, values.env);
  const { stage, path } = findStage(project, name);
  const content = project.service.workspace.documents.read(path);
  if (!('text' in content)) {
    throw new Failure(`${project.relative(path)} ${content.message}.`);
  }
  const { variables, secrets } = readVariables(project, manifest, environment);
  const color = process.env.NO_COLOR === undefined && (process.stdout.isTTY || process.env.FORCE_COLOR !== undefined);
  const report = (event: SimulationEvent) =>
    print(
      format === 'json'
        ? JSON.stringify(event)
        : renderEvent(event, { color, root: relative(process.cwd(), project.root), file: project.relative(path) }),
    );
  const cancel = new AbortController();
  for (const signal of ['SIGINT', 'SIGTERM'] as const) {
    process.once(signal, () => cancel.abort());
  }
  const http = readHttp(values);
  const { ok } = await run(
    {
      file: project.relative(path),
      code: content.text,
      stage: stage.id,
      event: readEvent(project, values.event ?? 'Purchase'),
      engine: readEngine(values.engine),
      bindings: bindingsOf(manifest.model, environment).map(({ name: binding, kind, fields }) => ({
        name: binding,
        kind: kind.key,
        fields,
      })),
      variables,
      secrets,
      ...(http ? { http } : {}),
      ...(values.timeout === undefined ? {} : { timeoutMs: readTimeout(values.timeout) }),
      sandbox: join(__dirname, 'simulation.js'),
    },
    report,
    cancel.signal,
  );
  return ok ? 0 : 1;
}

/** `edge/tag`, or the path of a stage file. */
function findStage({ root, service }: Project, name: string): { stage: Stage; path: string } {
  const candidates = [`${root}/${stageFile(name)}`, toPath(resolve(name)), toPath(resolve(root, name))];
  for (const path of candidates) {
    const stage = stageOf(path);
    if (stage && service.workspace.documents.exists(path)) {
      return { stage, path };
    }
  }
  const known = service.workspace.stageFiles(root).flatMap((path) => stageOf(path)?.id ?? []);
  const hint = known.length > 0 ? `The stages here are ${known.join(', ')}.` : 'There are no stage files here.';
  throw new Failure(`There is no stage '${name}'. ${hint}`);
}

function readEvent({ service, root, relative }: Project, name: string): SampleEvent {
  if ((sampleEventNames as readonly string[]).includes(name)) {
    return sampleEvents[name as SampleName];
  }
  const path = [resolve(name), resolve(root, name)]
    .map(toPath)
    .find((each) => service.workspace.documents.exists(each));
  if (path === undefined) {
    throw new Failure(`--event is ${sampleEventNames.join(', ')} or a JSON file; there is no '${name}'.`);
  }
  const content = service.workspace.documents.read(path);
  if (!('text' in content)) {
    throw new Failure(`${relative(path)} ${content.message}.`);
  }
  const event = readEventFields(parseJson(content.text, relative(path)), name);
  if ('problem' in event) {
    throw new Failure(`${relative(path)}: ${event.problem}`);
  }
  return event;
}

function parseJson(text: string, file: string): unknown {
  try {
    return JSON.parse(text.replace(/^\uFEFF/, ''));
  } catch (error) {
    throw new Failure(`${file} is not JSON: ${error instanceof Error ? error.message : error}.`);
  }
}

function readEngine(value = 'memory'): 'memory' | 'workerd' {
  if (value === 'memory' || value === 'workerd') {
    return value;
  }
  throw new Failure(`--engine is memory or workerd, not '${value}'.`);
}

function readTimeout(value: string): number {
  const milliseconds = Number(value);
  if (!Number.isFinite(milliseconds) || milliseconds <= 0) {
    throw new Failure(`--timeout takes milliseconds, not '${value}'.`);
  }
  return milliseconds;
}

interface HttpOptions {
  readonly method?: string | undefined;
  readonly url?: string | undefined;
  readonly header?: readonly string[] | undefined;
  readonly body?: string | undefined;
}

function readHttp({ method, url, header, body }: HttpOptions): SimulatedHttp | undefined {
  if (method === undefined && url === undefined && header === undefined && body === undefined) {
    return undefined;
  }
  const headers = (header ?? []).map((each) => {
    const colon = each.indexOf(':');
    if (colon <= 0) {
      throw new Failure(`--header takes Name:Value, not '${each}'.`);
    }
    return [each.slice(0, colon).trim(), each.slice(colon + 1).trim()];
  });
  return {
    ...(method === undefined ? {} : { method }),
    ...(url === undefined ? {} : { url }),
    ...(headers.length > 0 ? { headers: Object.fromEntries(headers) } : {}),
    ...(body === undefined ? {} : { body }),
  };
}

/**
 * The values of `params.secrets`: `vars`, then the secrets files as `wrangler dev` reads them: `.dev.vars.<env>` or else
 * `.dev.vars`; without either, `.env` and its variants, merged. A secret without a value is left out.
 */
function readVariables({ service, root }: Project, { document }: ReadManifest, environment: string | null) {
  const node = nodeAt(document.root, [...(environment === null ? [] : ['env', environment]), 'vars']);
  const vars = node?.type === 'object' ? node.properties.map(({ key, value }) => [key, toText(plainValue(value))]) : [];
  const read = (name: string) => {
    const path = `${root}/${name}`;
    const text = service.workspace.documents.exists(path) ? service.workspace.documents.text(path) : undefined;
    return text === undefined ? undefined : parseEnv(text);
  };
  const devVars = (environment === null ? undefined : read(`.dev.vars.${environment}`)) ?? read('.dev.vars');
  const suffixes = environment === null ? ['', '.local'] : ['', '.local', `.${environment}`, `.${environment}.local`];
  const values = devVars ?? Object.assign({}, ...suffixes.map((suffix) => read(`.env${suffix}`) ?? {}));
  return {
    variables: { ...Object.fromEntries(vars), ...values } as Record<string, string>,
    secrets: Object.keys(values),
  };
}

const toText = (value: unknown) => (typeof value === 'string' ? value : JSON.stringify(value));
