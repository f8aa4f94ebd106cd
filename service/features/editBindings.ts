import { checkBindingName } from '../../core/model/names';
import { bindingKinds, kindByKey } from '../../core/platform/kinds/kinds';
import { manifestFormat, parseManifest } from '../../core/sources/parse';
import { addBinding, removeBinding } from '../../core/sources/wrangler/edits';
import type { FileEdits } from '../answers';
import type { ServiceContext } from '../context';
import { emptyModel, type Manifest } from '../workspace/destination';
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
  const problem = checkBindingName(manifest.model, binding.name, binding.environment);
  if (problem) {
    return { refused: problem };
  }
  const fields = { [kind.nameField]: binding.name, ...binding.fields };
  const result = addBinding(manifest.document, kind, fields, binding.environment);
  const create = !context.workspace.documents.exists(path);
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
  const result = removeBinding(manifest.document, binding);
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

/** A manifest that is yet to be made. */
function newManifest(path: string): Manifest | undefined {
  const format = manifestFormat(path);
  return (
    format && {
      path,
      document: parseManifest('', format),
      model: emptyModel,
      problem: undefined,
      kinds: bindingKinds,
      wrangler: undefined,
    }
  );
}

type ReadManifest = Manifest & { readonly document: NonNullable<Manifest['document']> };

function readable({ workspace }: ServiceContext, path: string): ReadManifest | { refused: string } {
  const manifest = workspace.documents.exists(path) ? workspace.manifestAt(path) : newManifest(path);
  if (manifest?.problem !== undefined || !manifest?.document) {
    return { refused: manifest?.problem ?? `${nameOf(path)} is not a manifest.` };
  }
  return { ...manifest, document: manifest.document };
}
