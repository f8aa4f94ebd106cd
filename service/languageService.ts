import type { Source } from '../core/sources/source';
import { defaultSources } from '../core/sources/sources';
import { CodeFiles } from './code/codeFiles';
import type { ServiceContext } from './context';
import { readSettings } from './settings';
import type { TypeScriptClient } from './typescript/client';
import { Documents } from './workspace/documents';
import type { FileSystem } from './workspace/fileSystem';
import { editorLimits, type SearchLimits, Workspace } from './workspace/workspace';
import { WranglerPackages } from './workspace/wrangler';

export interface LanguageServiceOptions {
  readonly fileSystem: FileSystem;
  /** Workspace folders: absolute paths with `/`. */
  readonly folders: readonly string[];
  readonly typescript: TypeScriptClient;
  /** What reads manifests, the one that counts first. */
  readonly sources?: readonly Source[];
  /** Installed Wranglers that were read for earlier services. */
  readonly wranglers?: WranglerPackages;
  /** How far folders are searched; without it, as far as an editor can wait for. */
  readonly limits?: SearchLimits;
}

/** A language service over a file system: what the functions of `features/` work on. */
export function createLanguageService({
  fileSystem,
  folders,
  typescript,
  sources = defaultSources,
  wranglers = new WranglerPackages(fileSystem),
  limits = editorLimits,
}: LanguageServiceOptions): ServiceContext {
  const workspace = new Workspace(new Documents(fileSystem), { sources, wranglers, limits });
  workspace.setFolders(folders);
  return { workspace, code: new CodeFiles(workspace), typescript, settings: readSettings(undefined) };
}
