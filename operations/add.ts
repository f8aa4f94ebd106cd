import { checkBindingName } from '../core/model/names';
import { type BindingKind, bindingKinds, kindByKey, kindByWord } from '../core/platform/kinds/kinds';
import { isRefused, type Refused } from '../core/refused';
import type { ServiceContext } from '../service/context';
import { type Edits, editableManifest } from './edits';

export interface AddRequest {
  /** The manifest's path; it may be yet to be made. */
  readonly manifest: string;
  /** The kind's key: `kv_namespaces`. */
  readonly kind: string;
  readonly name: string;
  /** `null` for the top level. */
  readonly environment: string | null;
  /** Fields besides the name. */
  readonly fields: Readonly<Record<string, unknown>>;
}

/** The edits that declare a binding. */
export function add(
  service: ServiceContext,
  { manifest: path, kind: key, name, environment, fields }: AddRequest,
): Edits | Refused {
  const manifest = editableManifest(service, path);
  if (isRefused(manifest)) {
    return manifest;
  }
  const kind = kindByKey(key);
  if (!kind) {
    return { refused: `'${key}' is not a kind of binding.` };
  }
  const refused = checkBindingName(manifest.model, name, environment);
  if (refused) {
    return { refused };
  }
  const allFields = { [kind.nameField]: name, ...fields };
  const result = manifest.edit({ type: 'add', kind, fields: allFields, environments: [environment] });
  const create = !service.workspace.documents.isThere(path);
  return isRefused(result) ? result : { files: [{ path, edits: result.edits, ...(create ? { create } : {}) }] };
}

export interface CheckNameRequest {
  readonly manifest: string;
  readonly name: string;
  readonly environment: string | null;
}

/** Refused where a name cannot be given to a binding; a manifest that is not there yet takes any. */
export function checkName(
  { workspace }: ServiceContext,
  { manifest: path, name, environment }: CheckNameRequest,
): Refused | undefined {
  const manifest = workspace.manifestAt(path);
  const refused = manifest && checkBindingName(manifest.model, name, environment);
  return refused === undefined ? undefined : { refused };
}

/** The kind of binding that a word means: `kv`, `d1`, or a key of the manifest. */
export function findKind(word: string): BindingKind | Refused {
  const everydayWords = () => bindingKinds.map(({ words, key }) => words[0] ?? key).join(', ');
  return kindByWord(word) ?? { refused: `'${word}' is not a kind of binding. The kinds are ${everydayWords()}.` };
}
