import { applyEdits, type TextEdit } from '../text';
import { type ManifestDocument, type ManifestNode, nodeAt } from './document';
import type { ManifestEditor, ManifestPath, ManifestValue } from './editor';
import { jsoncEditor } from './jsonc/editor';
import { readJsonc } from './jsonc/read';
import type { SeparatedList } from './list';
import { hasOwnComments } from './listEdits';
import { plainValue } from './plainValue';
import { tomlEditor } from './toml/editor';
import { readToml } from './toml/read';

/** The edits of a manifest, or the sentence that says why it cannot be edited safely. */
export type ManifestEdits = { readonly edits: readonly TextEdit[] } | { readonly refused: string };

/** Makes a property that is not there yet, and the objects above it; beside properties of `kin` where there are any. */
export function insertValue(
  document: ManifestDocument,
  path: ManifestPath,
  value: ManifestValue,
  kin: ReadonlySet<string> = new Set(),
): ManifestEdits {
  return checked(
    document,
    (editor, each) => editor.insert(each, path, value, kin),
    (data) => put(data, path, value),
  );
}

/** Adds an item to the end of a list, and makes the list where there is none. */
export function appendValue(
  document: ManifestDocument,
  path: ManifestPath,
  item: ManifestValue,
  kin: ReadonlySet<string> = new Set(),
): ManifestEdits {
  const list = nodeAt(document.root, path);
  if (!list) {
    return insertValue(document, path, [item], kin);
  }
  if (list.type !== 'array') {
    return { refused: `“${path.join('.')}” is not a list.` };
  }
  return checked(
    document,
    (editor, each) => editor.append(each, path, item),
    (data) => put(data, [...path, list.items.length], item),
  );
}

/** Puts another value in the place of one that is there. */
export function replaceValue(document: ManifestDocument, path: ManifestPath, value: ManifestValue): ManifestEdits {
  return checked(
    document,
    (editor, each) => editor.replace(each, path, value),
    (data) => put(data, path, value),
  );
}

/**
 * Removes a property or an item. With it go the lists and objects that are empty then, up to but without those at the
 * paths that are no longer than `keep`; one whose brackets hold a comment stays, empty.
 */
export function removeValue(document: ManifestDocument, path: ManifestPath, keep = path.length - 1): ManifestEdits {
  let removed = path;
  while (removed.length - 1 > keep && canGo(document, removed.slice(0, -1))) {
    removed = removed.slice(0, -1);
  }
  return checked(
    document,
    (editor, each) => editor.remove(each, removed),
    (data) => remove(data, removed),
  );
}

/** Whether a list or object holds only one thing, and no comment that would be lost with it. */
function canGo(document: ManifestDocument, path: ManifestPath): boolean {
  const node: (ManifestNode & { readonly list?: SeparatedList | undefined }) | undefined = nodeAt(document.root, path);
  const size = node?.type === 'array' ? node.items.length : node?.type === 'object' ? node.properties.length : 0;
  return size === 1 && !(node?.list && hasOwnComments(document.text, node.list));
}

type Edit = <Document extends ManifestDocument>(
  editor: ManifestEditor<Document>,
  document: Document,
) => TextEdit[] | undefined;

/** Makes edits, and lets them pass only if the text they make says exactly what was meant, and is no more broken. */
function checked(document: ManifestDocument, edit: Edit, change: (data: unknown) => unknown): ManifestEdits {
  const { text, format } = document;
  const read = format === 'toml' ? readToml : readJsonc;
  const edits = format === 'toml' ? edit(tomlEditor, readToml(text)) : edit(jsoncEditor, readJsonc(text));
  if (edits) {
    const after = read(applyEdits(text, edits));
    const intended = change(plainValue(document.root));
    if (after.problems.length <= document.problems.length && isEqual(plainValue(after.root), intended)) {
      return { edits };
    }
  }
  return document.problems.length > 0
    ? { refused: 'The manifest has syntax errors; correct them first.' }
    : { refused: 'The manifest is written in a way that this change would damage; make it by hand.' };
}

/** A copy of `data` with `value` at `path`. */
function put(data: unknown, path: ManifestPath, value: unknown): unknown {
  const [step, ...rest] = path;
  if (step === undefined) {
    return value;
  }
  if (typeof step === 'number') {
    const items = Array.isArray(data) ? [...data] : [];
    items[step] = put(items[step], rest, value);
    return items;
  }
  const entries = isRecord(data) ? Object.entries(data) : [];
  const old = entries.find(([key]) => key === step)?.[1];
  return Object.fromEntries([...entries.filter(([key]) => key !== step), [step, put(old, rest, value)]]);
}

/** A copy of `data` without what is at `path`. */
function remove(data: unknown, path: ManifestPath): unknown {
  const [step, ...rest] = path;
  if (Array.isArray(data)) {
    return rest.length === 0
      ? data.filter((_, index) => index !== step)
      : data.map((item, index) => (index === step ? remove(item, rest) : item));
  }
  if (!isRecord(data)) {
    return data;
  }
  return Object.fromEntries(
    Object.entries(data).flatMap(([key, value]) =>
      key !== step ? [[key, value]] : rest.length === 0 ? [] : [[key, remove(value, rest)]],
    ),
  );
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function isEqual(a: unknown, b: unknown): boolean {
  if (Array.isArray(a) && Array.isArray(b)) {
    return a.length === b.length && a.every((item, index) => isEqual(item, b[index]));
  }
  if (isRecord(a) && isRecord(b)) {
    const keys = Object.keys(a);
    return (
      keys.length === Object.keys(b).length && keys.every((key) => Object.hasOwn(b, key) && isEqual(a[key], b[key]))
    );
  }
  return Object.is(a, b);
}
