import { checkBindingName } from '../../core/model/names';
import { kindByKey } from '../../core/platform/kinds/kinds';
import type { FileEdits } from '../answers';
import type { ServiceContext } from '../context';
import type { Manifest } from '../workspace/manifest';
import { nameOf } from '../workspace/paths';

/** Edits of files, or one sentence that says why there are none. */
export type Edits = { readonly files: readonly FileEdits[] } | { readonly refused: string };

export interface NewBinding {
  /** The kind's key: `kv_namespaces`. */
  readonly kind: string;
  readonly name: string;
  readonly environment: string | null;
  readonly fields: Readonly<Record<string, unknown>>;
}

/** The edit that declares a binding, made from the text that the editor has now. */
export function addBindingEdits(context: ServiceContext, path: string, binding: NewBinding): Edits {
  const manifest = readable(context, path);
  if ('refused' in manifest) {
    return manifest;
  }
  const kind = kindByKey(binding.kind);
  if (!kind) {
    return { refused: `'${binding.kind}' is not a kind of binding.` };
  }
  const refused = checkBindingName(manifest.model, binding.name, binding.environment);
  if (refused) {
    return { refused };
  }
  const fields = { [kind.nameField]: binding.name, ...binding.fields };
  const result = manifest.edit({ type: 'add', kind, fields, environments: [binding.environment] });
  const create = !context.workspace.documents.isThere(path);
  return 'edits' in result ? { files: [{ path, edits: result.edits, ...(create ? { create } : {}) }] } : result;
}

/** The edit that removes a binding from one environment. */
export function removeBindingEdits(
  context: ServiceContext,
  path: string,
  { name, kind, environment }: { readonly name: string; readonly kind?: string; readonly environment: string | null },
): Edits {
  const manifest = readable(context, path);
  if ('refused' in manifest) {
    return manifest;
  }
  const found = manifest.model.bindings.filter(
    (binding) =>
      binding.name === name && binding.environment === environment && (kind === undefined || binding.kind.key === kind),
  );
  const [binding] = found;
  if (!binding) {
    const where = environment === null ? 'at the top level' : `in the environment '${environment}'`;
    return { refused: `${nameOf(path)} declares no '${name}' ${where}.` };
  }
  const result = manifest.edit({ type: 'remove', binding });
  return 'edits' in result ? { files: [{ path, edits: result.edits }] } : result;
}

/** Why a name cannot be given to a binding, or `undefined` if it can. */
export function bindingNameProblem(
  { workspace }: ServiceContext,
  path: string,
  name: string,
  environment: string | null,
): string | undefined {
  const manifest = workspace.manifestAt(path);
  return manifest && checkBindingName(manifest.model, name, environment);
}

/** The manifest at a path, or one that is yet to be made; refused where it cannot be read. */
function readable({ workspace }: ServiceContext, path: string): Manifest | { readonly refused: string } {
  const manifest = workspace.documents.isThere(path) ? workspace.manifestAt(path) : workspace.newManifest(path);
  if (!manifest) {
    return { refused: `${nameOf(path)} is not a manifest.` };
  }
  return manifest.problem === undefined ? manifest : { refused: manifest.problem };
}
