import { bindingKinds } from '../../core/platform/kinds/kinds';
import { stageFolder, stageOf } from '../../core/platform/stages/stages';
import type { Source } from '../../core/sources/source';
import { namesOf, sourceOf } from '../../core/sources/sources';
import { type Deployment, findDeployment } from './deployment';
import { Destination } from './destination';
import type { Documents } from './documents';
import { Manifest } from './manifest';
import { folderOf, foldersUpwards, isWithin, nameOf } from './paths';
import { readSecretsFile, secretsFiles } from './secretsFiles';
import { kindsOf, type WranglerPackages, Wranglers } from './wrangler';

/** Folders that never hold a Destination of the user's own. */
const skippedFolder = /^(node_modules|python_modules|venv|dist|build|out|coverage|\..*)$/;
const isModule = /(?<!\.d|\.min)\.([cm]?[jt]sx?|vue|svelte|astro|py|rs)$/;
/** How far a workspace is searched. */
export interface SearchLimits {
  /** Modules of a Destination. In a project with more, not all uses are known. */
  readonly modules: number;
  /** How many folders deep manifests and code are looked for. */
  readonly depth: number;
}

/** For an editor, which must answer soon. */
export const editorLimits: SearchLimits = { modules: 2_000, depth: 8 };
/** For a command, whose answer must be whole. */
export const noLimits: SearchLimits = { modules: Infinity, depth: Infinity };

export interface WorkspaceOptions {
  /** What reads manifests; of those that are found for a folder, one of the first source counts. */
  readonly sources: readonly Source[];
  readonly wranglers: WranglerPackages;
  readonly limits: SearchLimits;
}

/** Emacs marks a file that it is changing by a link to nothing: `.#tag.js`. */
const isLock = (name: string) => name.startsWith('.#');

/** Which files there are and which manifest counts where; found again when files appear or disappear. */
interface Layout {
  readonly version: number;
  readonly manifests: Map<string, string | undefined>;
  readonly manifestsBeside: Map<string, readonly string[]>;
  readonly modules: Map<string, Modules>;
  readonly stageFiles: Map<string, readonly string[]>;
  /** Files in a folder that may hold secrets. */
  readonly secretsFiles: Map<string, readonly string[]>;
  roots: readonly string[] | undefined;
  allManifests: readonly string[] | undefined;
}

function emptyLayout(version: number): Layout {
  return {
    version,
    manifests: new Map(),
    manifestsBeside: new Map(),
    modules: new Map(),
    stageFiles: new Map(),
    secretsFiles: new Map(),
    roots: undefined,
    allManifests: undefined,
  };
}

/** Source files that may use bindings. */
export interface Modules {
  readonly paths: readonly string[];
  /** Whether these are all. */
  readonly isComplete: boolean;
}

/** Finds Destinations, their manifests and their stage files, and keeps them current. */
export class Workspace {
  private folders: readonly string[] = [];
  /** Each manifest as it was last read, by its path. */
  private readonly manifests = new Map<string, Manifest>();
  private layout = emptyLayout(-1);
  private readonly sources: readonly Source[];
  private readonly limits: SearchLimits;
  private readonly wranglers: Wranglers;

  /** The file names that manifests are looked for by, the one that counts first. */
  readonly manifestNames: readonly string[];

  constructor(
    readonly documents: Documents,
    { sources, wranglers, limits }: WorkspaceOptions,
  ) {
    this.sources = sources;
    this.limits = limits;
    this.manifestNames = namesOf(sources);
    this.wranglers = new Wranglers(wranglers);
  }

  /**
   * Looks for the Wranglers that Destinations have installed, of which newer kinds of binding are known. Takes some
   * milliseconds the first time; says whether that changes any answer.
   */
  loadWranglers(roots = this.destinations().map(({ root }) => root)): boolean {
    const folders = new Set(roots.map((root) => folderOf(this.manifestPath(root) ?? `${root}/`)));
    return [...folders].map((folder) => this.wranglers.load(folder)).includes(true);
  }

  /** The workspace's folders: absolute paths with `/`. What is known of folders that have left is forgotten. */
  setFolders(folders: readonly string[]): void {
    for (const left of this.folders.filter((folder) => !folders.includes(folder))) {
      this.documents.forget(left);
      this.wranglers.forget(left);
      for (const path of [...this.manifests.keys()].filter((each) => isWithin(left, each))) {
        this.manifests.delete(path);
      }
    }
    this.folders = folders;
    this.layout = { ...this.layout, version: -1 };
  }

  /** The workspace folder that holds a path, if any. */
  folderOf(path: string): string | undefined {
    return this.folders
      .filter((folder) => path === folder || path.startsWith(`${folder}/`))
      .sort((a, b) => b.length - a.length)[0];
  }

  /** The Destination of a stage file; `undefined` if the path is no stage file's. */
  destinationOfStage(path: string): Destination | undefined {
    const stage = stageOf(path);
    return stage && this.destination(stage.root);
  }

  /** The Destination that a module belongs to: the one of the nearest manifest; `undefined` without one. */
  destinationOfModule(path: string): Destination | undefined {
    const manifest = path.includes('/node_modules/') ? undefined : this.manifestPath(folderOf(path));
    return manifest === undefined ? undefined : this.destination(folderOf(manifest));
  }

  /** The Destination in a folder, whether or not it has a manifest. */
  destination(root: string): Destination {
    const path = this.manifestPath(root);
    const manifest = path ? this.manifestAt(path) : undefined;
    return new Destination(
      root,
      manifest,
      () =>
        this.secretsFilesOf(root, manifest).flatMap((file) => Object.keys(readSecretsFile(this.documents, file) ?? {})),
      () => (manifest ? this.manifestsBeside(manifest.path) : []),
    );
  }

  /** The files that a Destination's secrets may be in, of all environments: a name that some environment has is known. */
  secretsFilesOf(root: string, manifest: Manifest | undefined): readonly string[] {
    const folders = new Set([root, folderOf(manifest?.path ?? `${root}/`)]);
    return [...folders].flatMap((folder) => this.secretsFilesIn(folder, manifest));
  }

  /** What is deployed instead of a Destination's manifest, where a build redirects Wrangler. */
  deployment(root: string): Deployment | undefined {
    return findDeployment(this.documents, root, this.manifestPath(root));
  }

  /** Every Destination in the workspace: folders with a manifest that counts, or with stage files. */
  destinations(): readonly Destination[] {
    const layout = this.currentLayout();
    layout.roots ??= [...new Set(this.folders.flatMap((folder) => this.search(folder, 0)))].sort();
    return layout.roots.map((root) => this.destination(root));
  }

  /** Every manifest of the workspace, `wrangler.staging.toml` and its like too, which `--config` may name. */
  allManifests(): readonly Manifest[] {
    const layout = this.currentLayout();
    layout.allManifests ??= this.folders.flatMap((folder) => this.searchManifests(folder, 0));
    return layout.allManifests.flatMap((path) => this.manifestAt(path) ?? []);
  }

  private searchManifests(folder: string, depth: number): readonly string[] {
    return this.documents.list(folder).flatMap(({ name, isFolder }) => {
      const path = `${folder === '/' ? '' : folder}/${name}`;
      if (isFolder) {
        return depth < this.limits.depth && !skippedFolder.test(name) ? this.searchManifests(path, depth + 1) : [];
      }
      return sourceOf(name, this.sources) ? [path] : [];
    });
  }

  private manifestsBeside(path: string): readonly Manifest[] {
    const { manifestsBeside } = this.currentLayout();
    const folder = folderOf(path);
    const paths =
      manifestsBeside.get(folder) ??
      this.documents
        .list(folder)
        .filter(({ name, isFolder }) => !isFolder && sourceOf(name, this.sources) !== undefined)
        .map(({ name }) => `${folder}/${name}`);
    manifestsBeside.set(folder, paths);
    return paths.flatMap((each) => (each === path ? [] : (this.manifestAt(each) ?? [])));
  }

  /** The manifest at a path, whether or not it counts for a Destination; `undefined` for other files. */
  manifestAt(path: string): Manifest | undefined {
    const source = sourceOf(nameOf(path), this.sources);
    return source && this.read(path, source);
  }

  /** The Destinations that a manifest counts for. */
  destinationsOfManifest(path: string): readonly Destination[] {
    const own = this.destination(folderOf(path));
    return [own, ...this.destinations().filter(({ root }) => root !== own.root)].filter(
      ({ manifest }) => manifest?.path === path,
    );
  }

  /** The stage files of a Destination, on disk or only in an editor, sorted by path. */
  stageFiles(root: string): readonly string[] {
    const { stageFiles } = this.currentLayout();
    const found = stageFiles.get(root) ?? this.findStageFiles(root);
    stageFiles.set(root, found);
    return found;
  }

  private findStageFiles(root: string): readonly string[] {
    const { openPaths } = this.documents;
    const base = `${root}/${stageFolder}`;
    // No stage file is in those that hold the others: one that cannot be listed hides all of them.
    const folders = ['', '/edge', '/browser', '/apis', '/apis/cdn', '/apis/server'].map((folder) => `${base}${folder}`);
    const onDisk = folders.flatMap((folder) => this.documents.list(folder).map(({ name }) => `${folder}/${name}`));
    const isStage = (path: string) => stageOf(path)?.root === root && !isLock(nameOf(path));
    const found = new Set([...onDisk, ...openPaths].filter(isStage));
    return [...found].sort();
  }

  /** The modules of a Destination: every source file below it that is no stage file and in no Destination of its own. */
  modules(root: string): Modules {
    const { modules } = this.currentLayout();
    let found = modules.get(root);
    if (!found) {
      const paths: string[] = [];
      this.collectModules(root, 0, paths);
      const isListed = ![...this.documents.unlistedFolders.keys()].some((path) => isWithin(root, path));
      found = {
        paths: paths.slice(0, this.limits.modules),
        isComplete: paths.length <= this.limits.modules && isListed,
      };
      modules.set(root, found);
    }
    return found;
  }

  private collectModules(folder: string, depth: number, paths: string[]): void {
    const entries = this.documents.list(folder);
    if (depth > 0 && entries.some(({ name }) => this.manifestNames.includes(name))) {
      return;
    }
    for (const { name, isFolder } of entries) {
      const path = `${folder}/${name}`;
      if (paths.length > this.limits.modules) {
        return;
      }
      if (isFolder && depth < this.limits.depth && !skippedFolder.test(name)) {
        this.collectModules(path, depth + 1, paths);
      } else if (!isFolder && isModule.test(name) && !isLock(name) && !stageOf(path)) {
        paths.push(path);
      }
    }
  }

  private manifestPath(folder: string): string | undefined {
    const { manifests } = this.currentLayout();
    if (!manifests.has(folder)) {
      manifests.set(folder, this.findManifest(folder));
    }
    return manifests.get(folder);
  }

  /**
   * The manifest that counts for a folder. Each name is looked for up the whole tree before the next one is, as Wrangler
   * does: a parent's `wrangler.json` beats a `wrangler.toml` in the folder itself.
   */
  private findManifest(root: string): string | undefined {
    const folders = foldersUpwards(root).map((folder) => (folder === '/' ? '' : folder));
    const found = this.manifestNames
      .flatMap((name) => folders.map((folder) => `${folder}/${name}`))
      .find((path) => this.documents.exists(path));
    if (found !== undefined && folderOf(found) === root) {
      return found;
    }
    // A pipe, a folder, a link to nothing. Wrangler passes over it, but who put it there means this folder's manifest.
    const unusable = (found === undefined ? folders : folders.slice(0, 1))
      .flatMap((folder) => this.manifestNames.map((name) => `${folder}/${name}`))
      .find((path) => this.documents.isThere(path) && !this.documents.exists(path));
    return unusable ?? found;
  }

  /** A manifest at a path where no file is yet; `undefined` where no source would read it. */
  newManifest(path: string): Manifest | undefined {
    const source = sourceOf(nameOf(path), this.sources);
    return source && new Manifest(path, source.read('', bindingKinds), undefined, bindingKinds, undefined);
  }

  /** The manifest as its text is now. A text is read once for each of its versions, and for each Wrangler that counts. */
  private read(path: string, source: Source): Manifest {
    const content = this.documents.read(path);
    const known = this.manifests.get(path);
    const wrangler = this.wranglers.of(folderOf(path));
    const kinds = kindsOf(wrangler);
    if (!('text' in content)) {
      return new Manifest(path, known?.reading, `${nameOf(path)} ${content.message}.`, kinds, wrangler);
    }
    if (known?.document?.text === content.text && known.wrangler === wrangler) {
      return known;
    }
    const manifest = new Manifest(path, source.read(content.text, kinds), undefined, kinds, wrangler);
    this.manifests.set(path, manifest);
    return manifest;
  }

  private secretsFilesIn(folder: string, manifest: Manifest | undefined): readonly string[] {
    const environments = [null, ...(manifest?.model.environments ?? [])];
    const files = new Set(environments.flatMap((environment) => secretsFiles(environment).flat()));
    const { secretsFiles: found } = this.currentLayout();
    const { openPaths } = this.documents;
    let names = found.get(folder);
    if (!names) {
      const open = openPaths.filter((path) => folderOf(path) === folder).map(nameOf);
      // A folder `.env` is most often one of Python's.
      const listed = this.documents
        .list(folder)
        .filter(({ name, isFolder }) => !isFolder || name.startsWith('.dev.vars'));
      names = [...new Set([...listed.map(({ name }) => name), ...open])].filter((name) =>
        /^\.(dev\.vars|env)/.test(name),
      );
      found.set(folder, names);
    }
    return names.filter((name) => files.has(name)).map((name) => `${folder}/${name}`);
  }

  private search(folder: string, depth: number): readonly string[] {
    const entries = this.documents.list(folder);
    const names = new Set(entries.map(({ name }) => name));
    const isDestination =
      this.manifestNames.some((name) => names.has(name)) ||
      (names.has(stageFolder) && this.stageFiles(folder).length > 0);
    const inner =
      depth < this.limits.depth ? entries.filter(({ name, isFolder }) => isFolder && !skippedFolder.test(name)) : [];
    return [
      ...(isDestination ? [folder] : []),
      ...inner.flatMap(({ name }) => this.search(`${folder === '/' ? '' : folder}/${name}`, depth + 1)),
    ];
  }

  private currentLayout(): Layout {
    const version = this.documents.structureVersion;
    if (this.layout.version !== version) {
      this.layout = emptyLayout(version);
    }
    return this.layout;
  }
}
