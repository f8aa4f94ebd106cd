import type { CodeInput, ManifestInfo, ManifestInput } from '../../core/rules/inputs';
import { type ManifestDocument, nodeAt, plainDocument } from '../../core/sources/document';
import { bindingUses } from '../bindings/uses';
import type { CodeFile } from '../code/codeFiles';
import { largestCodeFile } from '../code/scannedText';
import type { ServiceContext } from '../context';
import { unreadCode } from '../unread';
import type { Destination } from '../workspace/destination';
import type { Manifest } from '../workspace/manifest';
import { folderOf, nameOf } from '../workspace/paths';

const testPath = /\/(tests?|__tests__|spec|e2e)\/|\.(test|spec)\.[^/]*$/;

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
  const files = roots.flatMap((root) => context.code.filesOf(root)).filter(({ stage }) => stage?.kind.infra ?? true);
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
