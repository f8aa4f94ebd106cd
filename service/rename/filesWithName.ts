import { isSearched } from '../../core/mentions/inFile';
import type { ServiceContext } from '../context';
import type { Unread } from '../unread';
import type { FileContent } from '../workspace/fileSystem';
import { isWithin } from '../workspace/paths';
import { filesBelow, mostFiles } from './searchedFiles';

/** How long others may have to wait for their turn, in ms. */
const turnMs = 10;

/** Files whose text holds a name, and what could not be looked at. */
export interface FilesWithName {
  readonly paths: readonly string[];
  readonly unread: readonly Unread[];
}

/**
 * Looks for a name in all files below folders. It goes from turn to turn of the event loop, so that a person who types
 * meanwhile is answered, and ends early where the request is cancelled.
 */
export async function filesWithName(
  context: ServiceContext,
  folders: readonly string[],
  name: string,
): Promise<FilesWithName> {
  const paths = new Set<string>();
  const unread: Unread[] = [];
  const seen = new Set<string>();
  let turnEnds = performance.now() + turnMs;
  for (const path of candidates(context, folders)) {
    if (performance.now() > turnEnds) {
      await new Promise((resolve) => setImmediate(resolve));
      turnEnds = performance.now() + turnMs;
    }
    if (context.cancellation?.isCancellationRequested) {
      break;
    }
    if (seen.size >= mostFiles) {
      const message = `holds more than ${mostFiles} files, and those beyond were not searched`;
      unread.push({ path: folders[0] ?? path, reason: 'too-large', message });
      break;
    }
    if (seen.has(path)) {
      continue;
    }
    seen.add(path);
    const content = contentOf(context, path);
    if (!('text' in content)) {
      if (content.problem === 'unreadable') {
        unread.push({ path, reason: content.problem, message: content.message });
      }
    } else if (content.text.includes(name)) {
      paths.add(path);
    }
  }
  return { paths: [...paths].sort(), unread };
}

function* candidates(context: ServiceContext, folders: readonly string[]): Generator<string> {
  for (const path of context.workspace.documents.openPaths) {
    if (isSearched(path) && folders.some((folder) => isWithin(folder, path)) && isOfFolders(context, path, folders)) {
      yield path;
    }
  }
  for (const folder of folders) {
    for (const path of filesBelow(context, folder)) {
      if (isSearched(path)) {
        yield path;
      }
    }
  }
}

/** Whether a path that an editor holds is in no folder that a search passes over. */
function isOfFolders({ workspace }: ServiceContext, path: string, folders: readonly string[]): boolean {
  const { documents } = workspace;
  const isOnDisk = documents.fileSystem.isFile(path);
  const root = workspace.destinationOfModule(path)?.root;
  return !isOnDisk && (root === undefined || folders.includes(root));
}

/** Code is kept, for scans read it again; of other files only the names that they hold are of interest. */
function contentOf({ workspace: { documents }, code }: ServiceContext, path: string): FileContent {
  return documents.isOpen(path) || code.isCode(path) ? documents.read(path) : documents.fileSystem.read(path);
}

/** The text of a file as it is now. */
export function textNow(context: ServiceContext, path: string): string | undefined {
  const content = contentOf(context, path);
  return 'text' in content ? content.text : undefined;
}
