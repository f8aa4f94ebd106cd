import type { Binding, Variable } from '../../model/binding';
import { checkBindingName, checkVariableName } from '../../model/names';
import { type BindingKind, bindingKinds } from '../../platform/kinds/kinds';
import type { TextEdit } from '../../text';
import type { WranglerDocument } from '../document';
import { nodeAt } from '../document';
import { appendValue, insertValue, oneAfterAnother, removeValue, replaceValue } from '../edit';
import { isManifestObject, isManifestValue, type ManifestObject } from '../editor';
import type { ManifestEdits } from '../source';
import { type BindingEntry, bindingEntries, environmentPath } from './entries';
import { readBindings } from './read';

/** The keys that bindings stand under: new ones are inserted after them. */
const siblingKeys: ReadonlySet<string> = new Set(bindingKinds.map((kind) => kind.path[0] ?? kind.key));

/**
 * Declares a binding in an environment, `null` for the top level; an environment that is not there yet is made. Fields
 * that are `undefined` are left out. The required ones are the caller's business: see `missingFields`.
 */
export function addBinding(
  document: WranglerDocument,
  kind: BindingKind,
  fields: Readonly<Record<string, unknown>>,
  environment: string | null,
): ManifestEdits {
  const name = fields[kind.nameField];
  const wrong =
    typeof name === 'string' ? checkBindingName(readBindings(document), name, environment) : 'A binding needs a name.';
  if (wrong !== undefined) {
    return { refused: wrong };
  }
  if (environment === '') {
    return { refused: 'An environment needs a name.' };
  }
  const entry = entryOf(kind, fields);
  if (!entry) {
    return { refused: `A field of “${String(name)}” has a value that a manifest cannot hold.` };
  }
  const path = [...environmentPath(environment), ...kind.path];
  const notTable = path.findIndex(
    (_, i) => i > 0 && (nodeAt(document.root, path.slice(0, i))?.type ?? 'object') !== 'object',
  );
  if (notTable > 0) {
    return { refused: `“${path.slice(0, notTable).join('.')}” is not a table.` };
  }
  if (kind.shape === 'list') {
    return appendValue(document, path, entry, siblingKeys);
  }
  const existing = nodeAt(document.root, path);
  if (!existing) {
    return insertValue(document, path, entry, siblingKeys);
  }
  if (existing.type !== 'object') {
    return { refused: `“${path.join('.')}” is not a table.` };
  }
  return nodeAt(existing, [kind.nameField]) === undefined
    ? setFields(document, path, entry)
    : { refused: `There can be only one binding of this kind (${kind.label}), and there is one already.` };
}

/** Declares a binding in several environments; nowhere if one of them refuses it. */
export function addBindingTo(
  document: WranglerDocument,
  kind: BindingKind,
  fields: Readonly<Record<string, unknown>>,
  environments: readonly (string | null)[],
): ManifestEdits {
  const [only, ...others] = environments;
  return only !== undefined && others.length === 0
    ? addBinding(document, kind, fields, only)
    : oneAfterAnother(
        document,
        environments.map((environment) => (each) => addBinding(each, kind, fields, environment)),
      );
}

/** Removes a binding, and what would be left empty by that; a named environment stays. */
export function removeBinding(document: WranglerDocument, binding: Binding): ManifestEdits {
  const entry = findEntry(document, binding);
  if (!entry) {
    return notFound(binding);
  }
  const { kind, scope, path, node } = entry;
  // Static assets work without a binding.
  if (kind.required.every((names) => !names.includes(kind.nameField)) && node.properties.length > 1) {
    return removeValue(document, [...path, kind.nameField]);
  }
  return removeValue(document, path, scope.path.length);
}

/** Gives a binding another name in the manifest. Its uses in code are edited elsewhere. */
export function renameBinding(document: WranglerDocument, binding: Binding, newName: string): ManifestEdits {
  const entry = findEntry(document, binding);
  if (!entry) {
    return notFound(binding);
  }
  const wrong = checkBindingName(readBindings(document), newName, binding.environment, binding);
  return wrong === undefined
    ? replaceValue(document, [...entry.path, entry.kind.nameField], newName)
    : { refused: wrong };
}

/** Gives a variable, or a secret that is required, another name. */
export function renameVariable(document: WranglerDocument, variable: Variable, newName: string): ManifestEdits {
  const wrong = checkVariableName(readBindings(document), newName, variable.environment);
  return wrong === undefined ? { edits: [{ range: variable.nameRange, newText: newName }] } : { refused: wrong };
}

/** Gives a field of a binding a value, or removes it for `undefined`. */
export function setField(document: WranglerDocument, binding: Binding, field: string, value: unknown): ManifestEdits {
  const entry = findEntry(document, binding);
  if (!entry) {
    return notFound(binding);
  }
  if (field === entry.kind.nameField) {
    return typeof value === 'string' ? renameBinding(document, binding, value) : { refused: 'A binding needs a name.' };
  }
  const path = [...entry.path, field];
  const existing = nodeAt(document.root, path);
  if (value === undefined) {
    return existing ? removeValue(document, path) : { edits: [] };
  }
  if (!isManifestValue(value)) {
    return { refused: `“${field}” cannot have this value in a manifest.` };
  }
  return existing ? replaceValue(document, path, value) : insertValue(document, path, value);
}

/** Gives an entry that is there further fields, one after the other. */
function setFields(
  document: WranglerDocument,
  path: readonly (string | number)[],
  fields: ManifestObject,
): ManifestEdits {
  const edits: TextEdit[] = [];
  for (const [key, value] of Object.entries(fields)) {
    if (nodeAt(document.root, [...path, key])) {
      return { refused: `“${path.join('.')}” has “${key}” already.` };
    }
    const result = insertValue(document, [...path, key], value);
    if ('refused' in result) {
      return result;
    }
    edits.push(...result.edits);
  }
  return { edits };
}

function entryOf(kind: BindingKind, fields: Readonly<Record<string, unknown>>): ManifestObject | undefined {
  const { [kind.nameField]: name, ...others } = fields;
  const entries = Object.entries({ [kind.nameField]: name, ...others }).filter(([, value]) => value !== undefined);
  const entry = Object.fromEntries(entries);
  return isManifestObject(entry) ? entry : undefined;
}

/** The entry of a binding that was read from this very text. */
function findEntry(document: WranglerDocument, binding: Binding): BindingEntry | undefined {
  return bindingEntries(document, [binding.kind]).find(
    ({ scope, name }) =>
      scope.environment === binding.environment &&
      name.value === binding.name &&
      name.contentRange.start === binding.nameRange.start,
  );
}

function notFound(binding: Binding): ManifestEdits {
  return { refused: `The manifest has changed: “${binding.name}” is no longer where it was.` };
}
