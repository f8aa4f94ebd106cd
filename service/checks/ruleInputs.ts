import type { CodeInput, ManifestInfo, ManifestInput } from '../../core/rules/inputs';
import { nodeAt, plainDocument } from '../../core/sources/document';
import { bindingUses } from '../bindings/uses';
import type { CodeFile } from '../code/codeFiles';
import { entryPath } from '../code/entryPath';
import { largestCodeFile } from '../code/scannedText';
import type { ServiceContext } from '../context';
import { unreadCode } from '../unread';
import type { Destination } from '../workspace/destination';
import type { Manifest } from '../workspace/manifest';
import { folderOf, nameOf } from '../workspace/paths';

const testPath = /\/(tests?|__tests__|spec|e2e)\/|\.(test|spec)\.[^/]*$/;

/** What the rules for code work on. */
export function codeInput(context: ServiceContext, { path, stage, text, scan, destination }: CodeFile): CodeInput {
  const { workspace, code } = context;
  return {
    stage,
    text,
    scan,
    manifest: manifestInfo(destination),
    isTest: testPath.test(path),
    isDeclaredElsewhere: (name) =>
      isDeployedWithoutManifest(path, text, destination) ||
      workspace
        .allManifests()
        .filter((each) => mayCountFor(each, path, destination))
        .some(({ model: { bindings, previews = [], files = [] } }) =>
          [...bindings, ...previews, ...files].some((each) => each.name === name),
        ),
    mayBeAbsent: (name) => mayBeAbsent(code.filesOf(destination.root), name),
  };
}

/**
 * Whether a file is deployed with bindings that no manifest declares. Of a Pages project, the dashboard has them unless the
 * manifest has `pages_build_output_dir`; it is there for Wrangler's other commands then:
 * developers.cloudflare.com/pages/functions/wrangler-configuration, 2026-06.
 */
function isDeployedWithoutManifest(path: string, text: string, { root, manifest }: Destination): boolean {
  if (!manifest?.document || nodeAt(manifest.document.root, ['pages_build_output_dir'])) {
    return false;
  }
  const entry = entryPath(manifest);
  const isInFunctions = (each = '') => each.startsWith(`${root}/functions/`);
  const isOfPages = isInFunctions(path) && !isInFunctions(entry);
  return isOfPages || (entry === undefined && !/\bexport\s+default\b/.test(text));
}

/** Whether a manifest may be that of a file: the entry of one Worker belongs to no other. */
function mayCountFor(each: Manifest, path: string, { manifest }: Destination): boolean {
  const isEntry = manifest !== undefined && entryPath(manifest) === path;
  return !isEntry || folderOf(each.path) === folderOf(manifest.path) || entryPath(each) === path;
}

/** Whether code of a project goes on where `env` has no such name, or a type says that it may have none. */
function mayBeAbsent(files: readonly CodeFile[], name: string): boolean {
  const optional = new RegExp(`(?<![\\w$])${name.replaceAll('$', '\\$')}['"]?\\?\\s*:`);
  return files.some(
    ({ text, path, scan }) =>
      text.includes(name) && !testPath.test(path) && (scan.maybeAbsent.includes(name) || optional.test(text)),
  );
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
  const main = entryPath(manifest);
  const isOpaque = files.some(({ scan, text }) => text.length > largestCodeFile || scan.opaque.length > 0);
  const isComplete =
    roots.every((root) => workspace.modules(root).isComplete) && unreadCode(context, roots).length === 0;
  const isFollowed =
    main === undefined ? files.length > modules.length : modules.some((file) => isPlainWorker(file, main));
  const usesOf = (some: readonly CodeFile[]) => some.flatMap((file) => bindingUses(file).map(({ name }) => name));
  const needed = new Set(usesOf(files.filter((file) => !testPath.test(file.path))));
  return {
    name: nameOf(path),
    document: document ?? plainDocument(''),
    model,
    edit: (change) => manifest.edit(change),
    kinds,
    ...(wrangler ? { wrangler } : {}),
    used: new Set([...usesOf(files), ...hostedNames(context, manifest)]),
    isNeeded: (name) => needed.has(name) && !mayBeAbsent(modules, name),
    // Frameworks hand `env` on in ways that are not followed; a name that stands in a module counts as used.
    isMentioned: (name) => modules.some(({ text }) => text.includes(name)),
    allUsesKnown: !isOpaque && isComplete && isFollowed,
  };
}

/** Bindings to classes of this Worker that other Workers bind too, by its name: it hosts them. */
function hostedNames({ workspace }: ServiceContext, { path, document, model }: Manifest): readonly string[] {
  const own = document && nodeAt(document.root, ['name']);
  const script = own?.type === 'string' ? own.value : undefined;
  if (script === undefined) {
    return [];
  }
  const others = workspace.allManifests().filter((each) => each.path !== path);
  const hosted = new Set(
    others.flatMap(({ model: { bindings } }) =>
      bindings.flatMap(({ fields: { script_name: host, class_name: name } }) => (host === script ? [name] : [])),
    ),
  );
  return model.bindings.flatMap(({ name, fields: { class_name: hostedClass } }) =>
    hostedClass !== undefined && hosted.has(hostedClass) ? [name] : [],
  );
}

/** The entry, when it has handlers of its own: a framework or a library that makes them may use any binding. */
function isPlainWorker({ path, text }: CodeFile, main: string): boolean {
  return path === main && /export\s+default\s*\{/.test(text);
}
