import { nodeAt } from '../../core/sources/document';
import type { ServiceContext } from '../context';
import type { Destination } from '../workspace/destination';
import { folderOf, isWithin, resolvePath } from '../workspace/paths';

/** What tools make and install. Folders that begin with a dot may be of people too: `.github`, React Router's `.server`. */
const skippedFolder = new RegExp(
  '^(node_modules|bower_components|dist|build|out|coverage|target|venv|__pycache__|\\.(git|hg|svn|jj|wrangler|alchemy|sst|' +
    'next|open-next|nuxt|output|nitro|svelte-kit|react-router|astro|tanstack|vinxi|vercel|netlify|turbo|nx|cache|parcel-cache|' +
    'vite|vitest|yarn|pnpm-store|npm|bun|rush|venv|tox|mypy_cache|pytest_cache|ruff_cache|idea|vs|gradle|terraform|pulumi|' +
    'docusaurus|expo|dart_tool|history|nyc_output|mf|direnv))$',
);
/** Folders beside that of the manifest that hold tests of what is in it. */
const testFolder = /^(tests?|__tests__|specs?|e2e|integration)([-_].*)?$/;
/** A project with more files is not searched to its end. */
export const mostFiles = 20_000;
const deepestFolder = 24;

/** Folders in which a binding of Destinations may be named: their own, of their entry, and of their tests. */
export interface SearchedFolders {
  readonly own: readonly string[];
  /** Outside the Destinations' folders. */
  readonly beside: readonly string[];
}

/** The folders to search for a name of Destinations that share a manifest. */
export function searchedFolders(context: ServiceContext, destinations: readonly Destination[]): SearchedFolders {
  const own = destinations.map(({ root }) => root);
  const beside = destinations.flatMap(({ manifest }) => {
    if (!manifest) {
      return [];
    }
    const folder = folderOf(manifest.path);
    const main = manifest.document && nodeAt(manifest.document.root, ['main']);
    const isText = main?.type === 'string' && typeof main.value === 'string';
    const entry = isText ? [folderOf(resolvePath(folder, `${main.value}`))] : [];
    return [...entry, ...testFoldersBeside(context, folder)];
  });
  const isOutside = (path: string) =>
    path.length > 1 && !own.some((root) => isWithin(root, path) || isWithin(path, root));
  return { own: [...new Set(own)], beside: [...new Set(beside.filter(isOutside))] };
}

/** Only in a project's own folder: what lies beside a folder in a home folder has nothing to do with it. */
function testFoldersBeside({ workspace: { documents } }: ServiceContext, folder: string): readonly string[] {
  const parent = folderOf(folder);
  const isProject = ['package.json', '.git'].some((name) => documents.isThere(`${parent}/${name}`));
  return isProject && parent !== folder
    ? documents
        .list(parent)
        .flatMap(({ name, isFolder }) => (isFolder && testFolder.test(name) ? [`${parent}/${name}`] : []))
    : [];
}

/** The files below a folder that belong to no other Destination, on disk or only in an editor, a folder after another. */
export function* filesBelow(context: ServiceContext, folder: string, depth = 0): Generator<string> {
  const { documents, manifestNames } = context.workspace;
  const entries = documents.list(folder);
  if (depth > 0 && entries.some(({ name }) => manifestNames.includes(name))) {
    return;
  }
  for (const { name, isFolder } of entries) {
    const path = `${folder === '/' ? '' : folder}/${name}`;
    if (!isFolder) {
      yield path;
    } else if (depth < deepestFolder && !skippedFolder.test(name)) {
      yield* filesBelow(context, path, depth + 1);
    }
  }
}
