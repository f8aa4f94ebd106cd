import type { ManifestModel } from '../core/model/binding';
import type { Refused } from '../core/refused';
import type { ManifestDocument } from '../core/sources/document';
import { nameOf } from '../service/workspace/paths';
import { noManifest, type Project } from './project';

/** A manifest that could be read. */
export interface ReadManifest {
  readonly path: string;
  /** Relative to the root. */
  readonly file: string;
  readonly document: ManifestDocument;
  readonly model: ManifestModel;
}

/** The manifest that counts for the root. Refused where there is none, or it cannot be read. */
export function readManifest({ root, service, relative }: Project): ReadManifest | Refused {
  service.workspace.loadWranglers([root]);
  const { manifest } = service.workspace.destination(root);
  if (!manifest) {
    return noManifest(root);
  }
  if (manifest.problem !== undefined || !manifest.document) {
    return { refused: manifest.problem ?? `${nameOf(manifest.path)} cannot be read.` };
  }
  return { path: manifest.path, file: relative(manifest.path), document: manifest.document, model: manifest.model };
}

/** An environment of a manifest by its name, the top level without one. Refused where the manifest has no such one. */
export function readEnvironment({ model, file }: ReadManifest, name: string | undefined): string | null | Refused {
  if (name === undefined) {
    return null;
  }
  if (!model.environments.includes(name)) {
    const known = model.environments.length > 0 ? `It has ${model.environments.join(', ')}.` : 'It has none.';
    return { refused: `${file} has no environment '${name}'. ${known}` };
  }
  return name;
}
