import { accessSync, constants, statSync } from 'node:fs';
import { relative, resolve } from 'node:path';
import { isRefused, type Refused } from '../core/refused';
import { defaultSources, namesOf } from '../core/sources/sources';
import type { ServiceContext } from '../service/context';
import { createLanguageService } from '../service/languageService';
import type { TypeScriptClient } from '../service/typescript/client';
import { nodeFileSystem } from '../service/workspace/fileSystem';
import { foldersUpwards } from '../service/workspace/paths';
import { noLimits } from '../service/workspace/workspace';
import type { WranglerPackages } from '../service/workspace/wrangler';
import { isInterrupted, recover } from '../service/workspace/writing/writeFiles';

/** The folder that operations work on, and the service over it. */
export interface Project {
  /** Absolute, with `/`. */
  readonly root: string;
  readonly service: ServiceContext;
  /** A path as answers show it: relative to the root. */
  readonly relative: (path: string) => string;
  /** A path as the user gave it, absolute and with `/`: relative to the working directory. */
  readonly resolve: (path: string) => string;
  /** What an earlier command left half done, or what was taken back of it: one sentence for the user. */
  readonly interruption?: string;
}

export interface ProjectRequest {
  /** The folder to work on; left out, the nearest one from the working directory upwards that has a manifest. */
  readonly root?: string | undefined;
  /** What paths in requests are relative to; absolute. */
  readonly workingDirectory: string;
  /**
   * What becomes of a change of files that was cut off. Operations that write take it back, before anything is read;
   * others tell of it or, where it takes time that a run does not have, do not look.
   */
  readonly interrupted?: 'take-back' | 'tell';
}

/**
 * Opens a project on the disk. `wranglers` are those that earlier projects have read. Refused where there is no such folder, or no manifest above the working directory.
 */
export function openProject(
  { root: given, workingDirectory, interrupted }: ProjectRequest,
  typescript: TypeScriptClient,
  wranglers?: WranglerPackages,
): Project | Refused {
  const root = given === undefined ? nearestRoot(toPath(workingDirectory)) : toPath(resolve(workingDirectory, given));
  if (isRefused(root)) {
    return root;
  }
  const wrong = wrongFolder(root);
  if (wrong !== undefined) {
    return { refused: `${given ?? root} ${wrong}.` };
  }
  const service = createLanguageService({
    fileSystem: nodeFileSystem,
    folders: [root],
    typescript,
    limits: noLimits,
    ...(wranglers && { wranglers }),
  });
  const project = projectOver(service, root, workingDirectory);
  const interruption = interrupted && interruptionOf(project, interrupted);
  return isRefused(interruption) || interruption === undefined
    ? (interruption ?? project)
    : { ...project, interruption };
}

/** A project over a service that stands: tests have theirs in memory. */
export function projectOver(service: ServiceContext, root: string, workingDirectory = root): Project {
  return {
    root,
    service,
    relative: (path) => toPath(relative(root, path)),
    resolve: (path) => toPath(resolve(workingDirectory, path)),
  };
}

/** Why no file in a folder can be found, if none can. */
function wrongFolder(folder: string): string | undefined {
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

const manifestNames = namesOf(defaultSources);

/** The refusal where neither a folder nor any above it has a manifest. */
export function noManifest(where: string): Refused {
  const names = manifestNames.join(', ').replace(/, ([^,]*)$/, ' or $1');
  return { refused: `No ${names} was found in ${where} or above it.` };
}

function nearestRoot(start: string): string | Refused {
  const folders = foldersUpwards(start);
  const has = (isThere: (path: string) => boolean) => (folder: string) =>
    manifestNames.some((name) => isThere(`${folder === '/' ? '' : folder}/${name}`));
  // What is there and no file is a manifest that cannot be read, where there is no other.
  const root = folders.find(has(nodeFileSystem.isFile)) ?? folders.find(has(nodeFileSystem.exists));
  return root ?? noManifest(start);
}

function interruptionOf(
  { root, relative: show }: Project,
  interrupted: 'take-back' | 'tell',
): string | Refused | undefined {
  if (interrupted === 'take-back') {
    const outcome = recover({ folder: root, show });
    return outcome && 'done' in outcome ? outcome.done : outcome;
  }
  return isInterrupted(root)
    ? 'An earlier command was cut off while it changed files: the next add, remove or rename takes that back.'
    : undefined;
}

/** A path of the operating system with `/`. */
export function toPath(path: string): string {
  return path.replaceAll('\\', '/');
}
