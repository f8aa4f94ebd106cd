import { isRefused, type Refused } from '../core/refused';
import type { ServiceContext } from '../service/context';
import { nameOf } from '../service/workspace/paths';
import { type Edits, editableManifest } from './edits';

export interface RemoveRequest {
  /** The manifest's path. */
  readonly manifest: string;
  readonly name: string;
  /** The kind's key, where two bindings of one name differ by it. */
  readonly kind?: string;
  /** `null` for the top level. */
  readonly environment: string | null;
}

/** The edits that remove a binding from one environment. Refused where that does not declare it. */
export function remove(
  service: ServiceContext,
  { manifest: path, name, kind, environment }: RemoveRequest,
): Edits | Refused {
  const manifest = editableManifest(service, path);
  if (isRefused(manifest)) {
    return manifest;
  }
  const binding = manifest.model.bindings.find(
    (each) => each.name === name && each.environment === environment && (kind === undefined || each.kind.key === kind),
  );
  if (!binding) {
    const where = environment === null ? 'at the top level' : `in the environment '${environment}'`;
    return { refused: `${nameOf(path)} declares no '${name}' ${where}.` };
  }
  const result = manifest.edit({ type: 'remove', binding });
  return isRefused(result) ? result : { files: [{ path, edits: result.edits }] };
}
