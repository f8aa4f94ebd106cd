import { accessSync, constants, statSync } from 'node:fs';
import { join, relative, resolve } from 'node:path';
import type { ManifestModel } from '../core/model/binding';
import type { ManifestDocument } from '../core/sources/document';
import { defaultSources, namesOf } from '../core/sources/sources';
import type { ServiceContext } from '../service/context';
import { createLanguageService } from '../service/languageService';
import { TypeScriptClient } from '../service/typescript/client';
import { nodeFileSystem } from '../service/workspace/fileSystem';
import { foldersUpwards, nameOf } from '../service/workspace/paths';
import { isInterrupted, recover } from '../service/workspace/writing/writeFiles';
import { Failure } from './failure';
import { printError } from './output';
import { line, lines } from './render/terminalText';

/** The folder that a command works on, and the service over it. */
export interface Project {
  /** Absolute, with `/`. */
  readonly root: string;
  readonly service: ServiceContext;
  /** A path as the command shows it: relative to the root. */
  readonly relative: (path: string) => string;
  /** A path as the user gave it, absolute and with `/`: relative to the working directory. */
  readonly resolve: (path: string) => string;
}

/** A manifest that could be read. */
export interface ReadManifest {
  readonly path: string;
  /** Relative to the root. */
  readonly file: string;
  readonly document: ManifestDocument;
  readonly model: ManifestModel;
}

const manifestNames = namesOf(defaultSources);

const noManifest = (where: string) =>
  new Failure(`No ${manifestNames.join(', ').replace(/, ([^,]*)$/, ' or $1')} was found in ${where} or above it.`);

/** Opens the folder of `--root`, or the nearest one above the working directory that has a manifest. */
export function openProject(rootOption: string | undefined, workingDirectory = process.cwd()): Project {
  const fromHere = (path: string) => toPath(resolve(workingDirectory, path));
  const root = rootOption === undefined ? nearestRoot(toPath(workingDirectory)) : fromHere(rootOption);
  const problem = folderProblem(root);
  if (problem !== undefined) {
    throw new Failure(`${rootOption ?? root} ${problem}.`);
  }
  const typescript = new TypeScriptClient({
    worker: join(__dirname, 'typescript.js'),
    declarations: join(__dirname, 'declarations'),
    onProblem: (_, message) => printError(lines(message)),
  });
  const service = createLanguageService({ fileSystem: nodeFileSystem, folders: [root], typescript });
  return { root, service, relative: (path) => toPath(relative(root, path)), resolve: fromHere };
}

/** Why no file in a folder can be found, if none can. */
function folderProblem(folder: string): string | undefined {
  try {
    const stat = statSync(folder, { throwIfNoEntry: false });
    if (!stat?.isDirectory()) {
      return `is ${stat ? 'not a folder' : 'not there'}`;
    }
    accessSync(folder, constants.X_OK);
    return undefined;
  } catch (error) {
    return `cannot be read (${(error as NodeJS.ErrnoException).code ?? 'unknown error'})`;
  }
}

function nearestRoot(start: string): string {
  const folders = foldersUpwards(start);
  const has = (isThere: (path: string) => boolean) => (folder: string) =>
    manifestNames.some((name) => isThere(`${folder === '/' ? '' : folder}/${name}`));
  // What is there and no file is a manifest that cannot be read, where there is no other.
  const root = folders.find(has(nodeFileSystem.isFile)) ?? folders.find(has(nodeFileSystem.exists));
  if (root === undefined) {
    throw noManifest(start);
  }
  return root;
}

/** Takes back what an earlier command left half done; a `Failure` where that cannot be. For commands that write. */
export function recoverFiles(project: Project, { dryRun }: { readonly dryRun: boolean }): void {
  if (dryRun) {
    warnOfInterruption(project);
    return;
  }
  const { root, relative: show } = project;
  const outcome = recover({ folder: root, show });
  if (outcome && 'refused' in outcome) {
    throw new Failure(outcome.refused);
  }
  if (outcome) {
    printError(lines(outcome.done));
  }
}

/** Says that an earlier command was cut off, to those that only read. */
export function warnOfInterruption({ root }: Project): void {
  if (isInterrupted(root)) {
    printError(
      line`An earlier command was cut off while it changed files: the next add, remove or rename takes that back.`,
    );
  }
}

/** The manifest that counts for the root; a `Failure` if there is none or it cannot be read. */
export function readManifest({ root, service, relative: toRelative }: Project): ReadManifest {
  service.workspace.loadWranglers([root]);
  const { manifest } = service.workspace.destination(root);
  if (!manifest) {
    throw noManifest(root);
  }
  if (manifest.problem !== undefined || !manifest.document) {
    throw new Failure(manifest.problem ?? `${nameOf(manifest.path)} cannot be read.`);
  }
  return { path: manifest.path, file: toRelative(manifest.path), document: manifest.document, model: manifest.model };
}

/** `--env NAME`: a `Failure` if the manifest has no such environment. */
export function readEnvironment({ model, file }: ReadManifest, name: string | undefined): string | null {
  if (name === undefined) {
    return null;
  }
  if (!model.environments.includes(name)) {
    const known = model.environments.length > 0 ? `It has ${model.environments.join(', ')}.` : 'It has none.';
    throw new Failure(`${file} has no environment '${name}'. ${known}`);
  }
  return name;
}

/** A path of the operating system with `/`. */
export function toPath(path: string): string {
  return path.replaceAll('\\', '/');
}
