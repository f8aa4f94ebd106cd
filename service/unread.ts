import { largestCodeFile } from './code/scannedText';
import type { ServiceContext } from './context';
import { deployConfig } from './workspace/deployment';
import type { FileProblem } from './workspace/fileSystem';
import { isWithin } from './workspace/paths';

/** A file that could not be read, or a folder that could not be listed: answers are without what is in it. */
export interface Unread {
  readonly path: string;
  readonly reason: FileProblem['problem'];
  /** A part of a sentence that follows the path: `cannot be read (EACCES)`. */
  readonly message: string;
}

/**
 * Everything that a check of Destinations reads and cannot: manifests, code, secrets files, the redirect of a build, and
 * folders that may hold any of these. `roots` are the Destinations' folders.
 */
export function unreadFiles(context: ServiceContext, roots: readonly string[]): readonly Unread[] {
  const { workspace } = context;
  const others = roots.flatMap((root) => {
    const { manifest } = workspace.destination(root);
    const config = deployConfig(workspace.documents, root);
    return [
      ...(manifest ? [manifest.path] : []),
      ...workspace.secretsFilesOf(root, manifest),
      ...(config === undefined ? [] : [config]),
    ];
  });
  const paths = [...workspace.allManifests().map(({ path }) => path), ...others];
  return inOrder([...problemsOf(context, paths), ...unreadCode(context, roots), ...unlisted(context)]);
}

/** The code of Destinations that could not be read or is too large to be looked at, and folders that may hold some. */
export function unreadCode(context: ServiceContext, roots: readonly string[]): readonly Unread[] {
  const { workspace } = context;
  const stages = roots.flatMap((root) => workspace.stageFiles(root));
  const modules = roots.flatMap((root) => workspace.modules(root).paths);
  const folders = unlistedFolders(context, roots);
  return inOrder([...problemsOf(context, [...stages, ...modules]), ...tooLarge(context, stages), ...folders]);
}

/** Folders at or below some others that could not be listed. */
export function unlistedFolders(context: ServiceContext, roots: readonly string[]): readonly Unread[] {
  return unlisted(context).filter(({ path }) => roots.some((root) => isWithin(root, path)));
}

/** Code that can be read and is too large to be looked at. */
export function tooLarge({ workspace }: ServiceContext, paths: readonly string[]): readonly Unread[] {
  return paths.filter((path) => isTooLarge(workspace.documents.text(path) ?? '')).map(asTooLarge);
}

/** Whether a text is too large to be looked at. */
export const isTooLarge = (text: string) => text.length > largestCodeFile;

/** What is said of a file whose text is too large. */
export function asTooLarge(path: string): Unread {
  return {
    path,
    reason: 'too-large',
    message: `is larger than ${largestCodeFile / 1024 / 1024} MB and is not checked`,
  };
}

function problemsOf({ workspace }: ServiceContext, paths: readonly string[]): readonly Unread[] {
  return paths.flatMap((path) => {
    const content = workspace.documents.read(path);
    return 'text' in content ? [] : [{ path, reason: content.problem, message: content.message }];
  });
}

/** The topmost folders that could not be listed. */
function unlisted({ workspace }: ServiceContext): readonly Unread[] {
  const folders = [...workspace.documents.unlistedFolders];
  return folders
    .filter(([path]) => !folders.some(([other]) => other !== path && isWithin(other, path)))
    .map(([path, { problem, message }]) => ({
      path,
      reason: problem,
      message: problem === 'unreadable' ? message.replace('cannot be read', 'cannot be listed') : message,
    }));
}

/** Each path once, sorted. */
function inOrder(unread: readonly Unread[]): readonly Unread[] {
  const byPath = new Map(unread.map((each) => [each.path, each]));
  return [...byPath.values()].sort((a, b) => (a.path < b.path ? -1 : 1));
}
