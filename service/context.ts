import { infraDeclarations } from '../core/bindings/declarations';
import { type CodeScan, scanStage } from '../core/code/scan';
import type { ManifestInfo, ManifestInput, StageInput } from '../core/diagnostics/rule';
import { bindingNames } from '../core/diagnostics/undeclaredBinding';
import { nodeAt } from '../core/manifest/document';
import { parseManifest } from '../core/manifest/parse';
import { type Stage, stageOf } from '../core/stages/stages';
import type { Settings } from './settings';
import type { TypeScriptClient } from './typescript/client';
import type { AnswerOf, ParametersOf, TypeScriptMethod } from './typescript/protocol';
import type { Destination, Manifest } from './workspace/destination';
import { nameOf } from './workspace/paths';
import type { Workspace } from './workspace/workspace';

/** What every feature works on. */
export interface ServiceContext {
  readonly workspace: Workspace;
  readonly typescript: TypeScriptClient;
  settings: Settings;
}

/** A stage file with its Destination and its light scan. */
export interface StageFile {
  readonly path: string;
  readonly stage: Stage;
  readonly text: string;
  readonly scan: CodeScan;
  readonly destination: Destination;
}

/** Larger stage files are not analysed: nobody wrote them, and typing in them must stay possible. */
export const largestStageFile = 1024 * 1024;

const scans = new Map<string, { text: string; scan: CodeScan }>();
const emptyScan: CodeScan = { accesses: [], points: [], opaque: [] };

/** The stage file at a path, or `undefined` if it is none or cannot be read. */
export function stageFile({ workspace }: ServiceContext, path: string): StageFile | undefined {
  const stage = stageOf(path);
  const text = stage && workspace.documents.text(path);
  if (!stage || text === undefined) {
    return undefined;
  }
  let known = scans.get(path);
  if (known?.text !== text) {
    known = { text, scan: text.length > largestStageFile ? emptyScan : scanStage(text) };
    scans.set(path, known);
  }
  return { path, stage, text, scan: known.scan, destination: workspace.destination(stage.root) };
}

/** Every stage file of a Destination that can be read. */
export function stageFilesOf(context: ServiceContext, root: string): readonly StageFile[] {
  return context.workspace.stageFiles(root).flatMap((path) => stageFile(context, path) ?? []);
}

/** What the rules of `core/diagnostics` work on. */
export function stageInput({ stage, text, scan, destination }: StageFile): StageInput {
  return { stage, text, scan, manifest: manifestInfo(destination) };
}

function manifestInfo({ manifest, secrets }: Destination): ManifestInfo | undefined {
  return manifest && { name: nameOf(manifest.path), document: manifest.document, model: manifest.model, secrets };
}

/** What the rules for manifests work on: the manifest, and the uses of all Destinations that it counts for. */
export function manifestInput(context: ServiceContext, { path, document, model }: Manifest): ManifestInput {
  const files = context.workspace
    .destinationsOfManifest(path)
    .flatMap(({ root }) => stageFilesOf(context, root))
    .filter(({ stage }) => stage.kind.infra);
  const isWorker = document !== undefined && nodeAt(document.root, ['main']) !== undefined;
  const isOpaque = files.some(({ scan, text }) => text.length > largestStageFile || scan.opaque.length > 0);
  return {
    name: nameOf(path),
    document: document ?? parseManifest('', 'toml'),
    model,
    used: new Set(files.flatMap(({ scan }) => bindingNames(scan.accesses).map(({ name }) => name))),
    allUsesKnown: files.length > 0 && !isWorker && !isOpaque,
  };
}

/** Asks TypeScript about a stage file, with everything that the editor holds brought to it first. */
export async function askTypeScript<M extends TypeScriptMethod>(
  { workspace, typescript }: ServiceContext,
  method: M,
  params: ParametersOf<M>,
): Promise<AnswerOf<M> | undefined> {
  const files = new Map<string, string>();
  const declarations = new Map<string, string>();
  for (const path of [...workspace.documents.openPaths, params.path]) {
    const destination = workspace.destinationOfStage(path);
    const text = destination && workspace.documents.text(path);
    if (destination && text !== undefined && text.length <= largestStageFile) {
      files.set(path, text);
      declarations.set(destination.root, declarationsOf(destination));
    }
  }
  return files.has(params.path) ? typescript.request({ files, declarations }, method, params) : undefined;
}

const declarationTexts = new WeakMap<object, string>();

function declarationsOf({ manifest, secrets }: Destination): string {
  const key = manifest?.model ?? noManifest;
  let text = declarationTexts.get(key);
  if (text === undefined) {
    text = manifest ? infraDeclarations(manifest.model).text : 'interface EdgeTagInfra {}\n';
    declarationTexts.set(key, text);
  }
  const names = new Set([...(manifest?.model.variables ?? []).map(({ name }) => name), ...secrets]);
  const variables = [...names].map((name) => `  ${JSON.stringify(name)}: any;\n`).join('');
  return `${text}interface EdgeTagSecrets {\n${variables}}\n`;
}

const noManifest = {};
