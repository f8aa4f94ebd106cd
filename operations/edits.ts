import type { Refused } from '../core/refused';
import type { FileEdits } from '../service/answers';
import type { ServiceContext } from '../service/context';
import type { Manifest } from '../service/workspace/manifest';
import { nameOf } from '../service/workspace/paths';

/** Edits of files, made from the texts that the editor has now. An editor applies them itself; `writeEdits` writes them. */
export interface Edits {
  readonly files: readonly FileEdits[];
}

/** The manifest at a path, or one that is yet to be made. Refused where it is no manifest or cannot be read. */
export function editableManifest({ workspace }: ServiceContext, path: string): Manifest | Refused {
  const manifest = workspace.documents.isThere(path) ? workspace.manifestAt(path) : workspace.newManifest(path);
  if (!manifest) {
    return { refused: `${nameOf(path)} is not a manifest.` };
  }
  return manifest.problem === undefined ? manifest : { refused: manifest.problem };
}
