import { isRefused, type Refused } from '../core/refused';
import { bindingNamed } from '../service/bindings/names';
import { mayHoldUses, renameEverywhere } from '../service/features/rename';
import type { Edits } from './edits';
import { readManifest } from './manifest';
import type { Project } from './project';
import { type UnreadFile, unreadFile } from './unread';

export interface RenameRequest {
  readonly name: string;
  readonly newName: string;
}

export interface Renaming extends Edits {
  /** Code that could not be looked at and may use the binding: the edits leave it as it is. */
  readonly unread: readonly UnreadFile[];
}

/** The edits that give a binding another name in the manifest, in all environments, and in all code. */
export function rename(project: Project, { name, newName }: RenameRequest): Renaming | Refused {
  const manifest = readManifest(project);
  if (isRefused(manifest)) {
    return manifest;
  }
  const { service, root } = project;
  const binding = bindingNamed(service, service.workspace.destination(root), name);
  if (binding.declarations.length === 0) {
    return { refused: `${manifest.file} declares no '${name}'.` };
  }
  const files = renameEverywhere(service, binding, newName);
  if (isRefused(files)) {
    return files;
  }
  return { files, unread: mayHoldUses(service, binding).map((each) => unreadFile(project, each)) };
}
