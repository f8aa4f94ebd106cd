import type { CodeLanguage } from '../core/code/roots';
import type { Access, CodeScan } from '../core/code/scan';
import type { CodeInput, ManifestInfo, ManifestInput } from '../core/diagnostics/rule';
import { bindingNames } from '../core/diagnostics/undeclaredBinding';
import { type Stage, stageOf } from '../core/platform/stages/stages';
import { type ManifestDocument, nodeAt, plainDocument } from '../core/sources/document';
import type { TextRange } from '../core/text';
import type { ServiceContext } from './context';
import { largestCodeFile, ScannedText } from './scannedText';
import { unreadCode } from './unread';
import type { Destination } from './workspace/destination';
import type { Manifest } from './workspace/manifest';
import { folderOf, nameOf } from './workspace/paths';
import type { Workspace } from './workspace/workspace';

/** A file whose code may use bindings: a stage file, or a module below a manifest. */
export class CodeFile {
  readonly text: string;

  constructor(
    readonly path: string,
    /** `undefined` for a module. */
    readonly stage: Stage | undefined,
    readonly destination: Destination,
    private readonly scanned: ScannedText,
  ) {
    this.text = scanned.text;
  }

  get scan(): CodeScan {
    return this.scanned.scan;
  }
}

const modulePath = /(?<!\.d)\.[cm]?([jt])sx?$/;
const testPath = /\/(tests?|__tests__|spec|e2e)\/|\.(test|spec)\.[^/]*$/;
const scannedTexts = new Map<string, ScannedText>();

/** The code at a path; `undefined` if it is none, cannot be read, or is a module that no manifest counts for. */
export function codeFile({ workspace }: ServiceContext, path: string): CodeFile | undefined {
  const stage = stageOf(path);
  if (stage) {
    return fileIn(workspace, path, stage, 'stage', workspace.destination(stage.root));
  }
  const language = moduleLanguage(path);
  const destination = language && workspace.destinationOfModule(path);
  return destination && fileIn(workspace, path, undefined, language, destination);
}

/** Whether a path is that of code that may use bindings. */
export function isCode({ workspace }: ServiceContext, path: string): boolean {
  return stageOf(path) !== undefined || (moduleLanguage(path) && workspace.destinationOfModule(path)) !== undefined;
}

function fileIn(
  { documents }: Workspace,
  path: string,
  stage: Stage | undefined,
  language: CodeLanguage,
  destination: Destination,
): CodeFile | undefined {
  const text = documents.text(path);
  if (text === undefined) {
    return undefined;
  }
  const known = scannedTexts.get(path);
  const scanned = known?.text === text ? known : new ScannedText(text, language);
  scannedTexts.set(path, scanned);
  return new CodeFile(path, stage, destination, scanned);
}

/** Every file of a Destination's code that can be read, stage files first. */
export function codeFilesOf(context: ServiceContext, root: string): readonly CodeFile[] {
  const { workspace } = context;
  const destination = workspace.destination(root);
  const stages = workspace.stageFiles(root).flatMap((path) => {
    const stage = stageOf(path);
    return (stage && fileIn(workspace, path, stage, 'stage', destination)) ?? [];
  });
  return [...stages, ...workspace.modules(root).paths.flatMap((path) => codeFile(context, path) ?? [])];
}

/** The places in a file where names of bindings stand. */
export function bindingUses({ scan }: CodeFile): readonly { readonly name: string; readonly access: Access }[] {
  return bindingNames(scan.accesses);
}

/** The name of a binding that stands at an offset. */
export function bindingUseAt(
  file: CodeFile,
  offset: number,
): { readonly name: string; readonly range: TextRange } | undefined {
  const use = bindingUses(file).find(({ access: { range } }) => range.start <= offset && offset <= range.end);
  return use && { name: use.name, range: use.access.range };
}

function moduleLanguage(path: string): CodeLanguage | undefined {
  const match = modulePath.exec(path);
  return match ? (match[1] === 't' ? 'typescript' : 'javascript') : undefined;
}

/** What the rules for code work on. */
export function codeInput(
  { workspace }: ServiceContext,
  { path, stage, text, scan, destination }: CodeFile,
): CodeInput {
  return {
    stage,
    text,
    scan,
    manifest: manifestInfo(destination),
    isTest: testPath.test(path),
    isDeclaredElsewhere: (name) =>
      workspace
        .allManifests()
        .some(({ model: { bindings, previews = [], files = [] } }) =>
          [...bindings, ...previews, ...files].some((each) => each.name === name),
        ),
  };
}

function manifestInfo({ manifest, secrets }: Destination): ManifestInfo | undefined {
  if (!manifest) {
    return undefined;
  }
  const { path, document, model } = manifest;
  return { name: nameOf(path), document, model, secrets, edit: (change) => manifest.edit(change) };
}

/** What the rules for manifests work on: the manifest, and the uses of all Destinations that it counts for. */
export function manifestInput(context: ServiceContext, manifest: Manifest): ManifestInput {
  const { workspace } = context;
  const { path, document, model, kinds, wrangler } = manifest;
  const roots = workspace.destinationsOfManifest(path).map(({ root }) => root);
  const files = roots.flatMap((root) => codeFilesOf(context, root)).filter(({ stage }) => stage?.kind.infra ?? true);
  const modules = files.filter(({ stage }) => stage === undefined);
  const main = document && mainModule(document);
  const isOpaque = files.some(({ scan, text }) => text.length > largestCodeFile || scan.opaque.length > 0);
  const isComplete =
    roots.every((root) => workspace.modules(root).isComplete) && unreadCode(context, roots).length === 0;
  const isFollowed =
    main === undefined ? files.length > modules.length : modules.some((file) => isPlainWorker(file, path, main));
  return {
    name: nameOf(path),
    document: document ?? plainDocument(''),
    model,
    edit: (change) => manifest.edit(change),
    kinds,
    ...(wrangler ? { wrangler } : {}),
    used: new Set(files.flatMap((file) => bindingUses(file).map(({ name }) => name))),
    // Frameworks hand `env` on in ways that are not followed; a name that stands in a module counts as used.
    isMentioned: (name) => modules.some(({ text }) => text.includes(name)),
    allUsesKnown: !isOpaque && isComplete && isFollowed,
  };
}

/** The entry of a Worker, as its manifest names it: `src/index.ts`. */
function mainModule({ root }: ManifestDocument): string | undefined {
  const node = nodeAt(root, ['main']);
  return node?.type === 'string' && typeof node.value === 'string' ? node.value.replace(/^\.\//, '') : undefined;
}

/** The entry, when it has handlers of its own: a framework or a library that makes them may use any binding. */
function isPlainWorker({ path, text }: CodeFile, manifest: string, main: string): boolean {
  return path === `${folderOf(manifest)}/${main}` && /export\s+default\s*\{/.test(text);
}
