import { resolve } from 'node:path';
import { bindingsOf } from '../../core/model/environments';
import { type Stage, stageFile, stageFolder, stageOf } from '../../core/platform/stages/stages';
import { isRefused, type Refused } from '../../core/refused';
import { nodeAt } from '../../core/sources/document';
import { plainValue } from '../../core/sources/plainValue';
import { unlistedFolders } from '../../service/unread';
import { folderOf, nameOf } from '../../service/workspace/paths';
import { readSecrets, type SecretsSource } from '../../service/workspace/secretsFiles';
import { projectCode } from '../../simulation/project/projectCode';
import { Reach } from '../../simulation/project/reach';
import type { Transpile } from '../../simulation/project/sourceText';
import type { SimulationRequest } from '../../simulation/request';
import type { SampleEvent } from '../../simulation/samples';
import { type ReadManifest, readEnvironment, readManifest } from '../manifest';
import { type Project, toPath } from '../project';
import { unreadFile } from '../unread';

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

/** The Destination of a project, in an environment. Refused where its manifest or its secrets files cannot be read. */
export function openDestination(project: Project, environmentName: string | undefined): Destination | Refused {
  const manifest = readManifest(project);
  if (isRefused(manifest)) {
    return manifest;
  }
  const environment = readEnvironment(manifest, environmentName);
  if (isRefused(environment)) {
    return environment;
  }
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
  const variables = readVariables(reach, manifest, environment);
  return isRefused(variables) ? variables : { project, reach, manifest, environment, field, bindings, ...variables };
}

/**
 * The request for a run of a stage on an event. Refused where there is no such stage, or its code or that of a binding
 * cannot be read. `sandbox` is the bundle `dist/simulation.js`.
 */
export async function requestFor(
  destination: Destination,
  name: string,
  event: SampleEvent,
  sandbox: string,
): Promise<SimulationRequest | Refused> {
  const { project, reach, field, bindings, variables, secrets } = destination;
  const found = findStage(project, name);
  if (isRefused(found)) {
    return found;
  }
  const { stage, path } = found;
  const content = reach.text(path);
  if ('unreachable' in content) {
    return { refused: `${project.relative(path)} ${content.why}.` };
  }
  const text = (value: unknown) => (typeof value === 'string' ? value : undefined);
  const transpile: Transpile = async (code, file) =>
    (await project.service.typescript.request(noState, 'transpile', { path: file, text: code })) ?? {
      problem: 'is TypeScript, which could not be read',
    };
  const worker = { root: project.root, transpile, main: text(field('main')), name: text(field('name')) };
  const code = await projectCode(worker, content.text, bindings);
  if (isRefused(code)) {
    return code;
  }
  return {
    file: project.relative(path),
    code: content.text,
    stage: stage.id,
    event,
    variables,
    secrets,
    sandbox,
    ...code,
  };
}

/** Texts that come with the question are all that the worker needs. */
const noState = { declarations: new Map<string, string>(), files: new Map<string, string>() };

/** `edge/tag`, or the path of a stage file. */
function findStage(project: Project, name: string): { readonly stage: Stage; readonly path: string } | Refused {
  const { root, service, resolve: fromHere } = project;
  const candidates = [`${root}/${stageFile(name)}`, fromHere(name), toPath(resolve(root, name))];
  for (const path of candidates) {
    const stage = stageOf(path);
    if (stage && service.workspace.documents.isThere(path)) {
      return { stage, path };
    }
  }
  const known = service.workspace.stageFiles(root).flatMap((path) => stageOf(path)?.id ?? []);
  const [hidden] = unlistedFolders(service, [`${root}/${stageFolder}`]);
  if (hidden) {
    return { refused: `The stage '${name}' was not found. ${unreadFile(project, hidden).message}` };
  }
  const hint = known.length > 0 ? `The stages here are ${known.join(', ')}.` : 'There are no stage files here.';
  return { refused: `There is no stage '${name}'. ${hint}` };
}

/** The values of `params.secrets`: `vars`, then the secrets files as `wrangler dev` reads them beside the manifest. */
function readVariables(reach: Reach, { path, document }: ReadManifest, environment: string | null) {
  const node = nodeAt(document.root, [...(environment === null ? [] : ['env', environment]), 'vars']);
  const vars = node?.type === 'object' ? node.properties.map(({ key, value }) => [key, toText(plainValue(value))]) : [];
  const source = secretsIn(reach);
  const values = readSecrets(source, folderOf(path), environment);
  const [refused] = source.refusals;
  if (refused) {
    return refused;
  }
  return {
    variables: { ...Object.fromEntries(vars), ...values } as Record<string, string>,
    secrets: Object.keys(values),
  };
}

/** Secrets files as a simulation may read them, and why some cannot be. */
function secretsIn(reach: Reach): SecretsSource & { readonly refusals: readonly Refused[] } {
  const refusals: Refused[] = [];
  const read = (path: string) => {
    const content = reach.text(path);
    if ('unreachable' in content && content.unreachable !== 'missing' && content.unreachable !== 'folder') {
      refusals.push({ refused: `${nameOf(path)} ${content.why}.` });
    }
    return 'text' in content ? content.text : undefined;
  };
  return { exists: (path) => read(path) !== undefined, text: read, refusals };
}

const toText = (value: unknown) => (typeof value === 'string' ? value : JSON.stringify(value));
