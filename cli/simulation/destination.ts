import { join, resolve } from 'node:path';
import { bindingsOf } from '../../core/model/environments';
import { type Stage, stageFile, stageOf } from '../../core/platform/stages/stages';
import { nodeAt } from '../../core/sources/document';
import { plainValue } from '../../core/sources/plainValue';
import { folderOf, nameOf } from '../../service/workspace/paths';
import { readSecrets, type SecretsSource } from '../../service/workspace/secretsFiles';
import { projectCode } from '../../simulation/project/projectCode';
import { Reach } from '../../simulation/project/reach';
import type { Transpile } from '../../simulation/project/sourceText';
import type { SimulationRequest } from '../../simulation/request';
import type { SampleEvent } from '../../simulation/samples';
import { Failure } from '../failure';
import { openProject, type Project, type ReadManifest, readEnvironment, readManifest, toPath } from '../project';

/** What every run of a Destination needs, read once. */
export interface Destination {
  readonly project: Project;
  /** What of its files a simulation may read. */
  readonly reach: Reach;
  readonly manifest: ReadManifest;
  readonly environment: string | null;
  /** Fields of the manifest: `main`, `name`, `compatibility_date`. */
  readonly field: (name: string) => unknown;
  readonly variables: Readonly<Record<string, string>>;
  readonly secrets: readonly string[];
  readonly bindings: SimulationRequest['bindings'];
}

/** The Destination of `--root` and `--env`; a `Failure` where there is none. */
export function openDestination(
  root: string | undefined,
  env: string | undefined,
  workingDirectory: string,
): Destination {
  const project = openProject(root, workingDirectory);
  const manifest = readManifest(project);
  const environment = readEnvironment(manifest, env);
  const field = (name: string) => {
    const own = environment === null ? undefined : nodeAt(manifest.document.root, ['env', environment, name]);
    const node = own ?? nodeAt(manifest.document.root, [name]);
    return node && plainValue(node);
  };
  const bindings = bindingsOf(manifest.model, environment).map(({ name, kind, fields }) => ({
    name,
    kind: kind.key,
    fields,
  }));
  const reach = new Reach(project.root);
  return { project, reach, manifest, environment, field, bindings, ...readVariables(reach, manifest, environment) };
}

/** The request for a run of a stage on an event. */
export async function requestFor(
  destination: Destination,
  name: string,
  event: SampleEvent,
): Promise<SimulationRequest> {
  const { project, reach, field, bindings, variables, secrets } = destination;
  const { stage, path } = findStage(project, name);
  const content = reach.text(path);
  if ('refused' in content) {
    throw new Failure(`${project.relative(path)} ${content.why}.`);
  }
  const text = (value: unknown) => (typeof value === 'string' ? value : undefined);
  const transpile: Transpile = async (code, file) =>
    (await project.service.typescript.request(noState, 'transpile', { path: file, text: code })) ?? {
      problem: 'is TypeScript, which could not be read',
    };
  const worker = { root: project.root, transpile, main: text(field('main')), name: text(field('name')) };
  const code = await projectCode(worker, content.text, bindings);
  if ('problem' in code) {
    throw new Failure(code.problem);
  }
  return {
    file: project.relative(path),
    code: content.text,
    stage: stage.id,
    event,
    variables,
    secrets,
    sandbox: join(__dirname, 'simulation.js'),
    ...code,
  };
}

/** Texts that come with the question are all that the worker needs. */
const noState = { declarations: new Map<string, string>(), files: new Map<string, string>() };

/** `edge/tag`, or the path of a stage file. */
function findStage({ root, service, resolve: fromHere }: Project, name: string): { stage: Stage; path: string } {
  const candidates = [`${root}/${stageFile(name)}`, fromHere(name), toPath(resolve(root, name))];
  for (const path of candidates) {
    const stage = stageOf(path);
    if (stage && service.workspace.documents.isThere(path)) {
      return { stage, path };
    }
  }
  const known = service.workspace.stageFiles(root).flatMap((path) => stageOf(path)?.id ?? []);
  const hint = known.length > 0 ? `The stages here are ${known.join(', ')}.` : 'There are no stage files here.';
  throw new Failure(`There is no stage '${name}'. ${hint}`);
}

/** The values of `params.secrets`: `vars`, then the secrets files as `wrangler dev` reads them beside the manifest. */
function readVariables(reach: Reach, { path, document }: ReadManifest, environment: string | null) {
  const node = nodeAt(document.root, [...(environment === null ? [] : ['env', environment]), 'vars']);
  const vars = node?.type === 'object' ? node.properties.map(({ key, value }) => [key, toText(plainValue(value))]) : [];
  const values = readSecrets(secretsIn(reach), folderOf(path), environment);
  return {
    variables: { ...Object.fromEntries(vars), ...values } as Record<string, string>,
    secrets: Object.keys(values),
  };
}

/** Secrets files as a simulation may read them. A `Failure` says which cannot be. */
function secretsIn(reach: Reach): SecretsSource {
  const read = (path: string) => {
    const content = reach.text(path);
    if ('refused' in content && content.refused !== 'missing' && content.refused !== 'folder') {
      throw new Failure(`${nameOf(path)} ${content.why}.`);
    }
    return 'text' in content ? content.text : undefined;
  };
  return { exists: (path) => read(path) !== undefined, text: read };
}

const toText = (value: unknown) => (typeof value === 'string' ? value : JSON.stringify(value));
