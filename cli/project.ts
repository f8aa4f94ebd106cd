import { statSync } from 'node:fs';
import { join, relative, resolve } from 'node:path';
import type { ManifestModel } from '../core/model/binding';
import type { ManifestDocument } from '../core/sources/document';
import { defaultSources, namesOf } from '../core/sources/sources';
import type { ServiceContext } from '../service/context';
import { createLanguageService } from '../service/languageService';
import { TypeScriptClient } from '../service/typescript/client';
import { nodeFileSystem } from '../service/workspace/fileSystem';
import { folderOf, nameOf } from '../service/workspace/paths';
import { Failure } from './failure';
import { printError } from './output';
import { lines } from './render/terminalText';

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
  const stat = statSync(root, { throwIfNoEntry: false });
  if (!stat?.isDirectory()) {
    throw new Failure(`${rootOption ?? root} is ${stat ? 'not a folder' : 'not there'}.`);
  }
  const typescript = new TypeScriptClient({
    worker: join(__dirname, 'typescript.js'),
    declarations: join(__dirname, 'declarations'),
    onProblem: (_, message) => printError(lines(message)),
  });
  const service = createLanguageService({ fileSystem: nodeFileSystem, folders: [root], typescript });
  return { root, service, relative: (path) => toPath(relative(root, path)), resolve: fromHere };
}

function nearestRoot(start: string): string {
  for (let folder = start; ; folder = folderOf(folder)) {
    const base = folder === '/' ? '' : folder;
    if (manifestNames.some((name) => nodeFileSystem.isFile(`${base}/${name}`))) {
      return folder;
    }
    if (folder === folderOf(folder)) {
      throw noManifest(start);
    }
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
