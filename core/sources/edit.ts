import type { Refused } from '../refused';
import { applyEdits, asOneEdit, type TextEdit } from '../text';
import { type ManifestDocument, nodeAt, type WranglerDocument } from './document';
import { isManifestValue, type ManifestEditor, type ManifestPath, type ManifestValue } from './editor';
import { jsoncEditor } from './jsonc/editor';
import { hasOwnComments } from './listEdits';
import { plainValue } from './plainValue';
import type { ManifestEdits } from './source';
import { tomlEditor } from './toml/editor';

/** Makes a property that is not there yet, and the objects above it. Prefers to insert it after the last of `siblingKeys`. */
export function insertValue(
  document: ManifestDocument,
  path: ManifestPath,
  value: ManifestValue,
  siblingKeys: ReadonlySet<string> = new Set(),
): ManifestEdits {
  return checked(
    document,
    (editor, each) => editor.insert(each, path, value, siblingKeys),
    (data) => put(data, path, value),
  );
}

/** Adds an item to the end of a list, and makes the list where there is none. */
export function appendValue(
  document: ManifestDocument,
  path: ManifestPath,
  item: ManifestValue,
  siblingKeys: ReadonlySet<string> = new Set(),
): ManifestEdits {
  const list = nodeAt(document.root, path);
  if (!list) {
    return insertValue(document, path, [item], siblingKeys);
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
  const node = nodeAt(document.root, path);
  const size = node?.type === 'array' ? node.items.length : node?.type === 'object' ? node.properties.length : 0;
  const brackets = withEditor(document, (editor, each) => editor.brackets(each, path));
  return size === 1 && !(brackets && hasOwnComments(document.text, brackets));
}

/** Moves a value to a path where nothing is. */
export function moveValue(document: ManifestDocument, from: ManifestPath, to: ManifestPath): ManifestEdits {
  const node = nodeAt(document.root, from);
  const value = node && plainValue(node);
  if (!isManifestValue(value)) {
    return { refused: `“${from.join('.')}” has a value that cannot be moved; move it by hand.` };
  }
  return oneAfterAnother(document, [(each) => removeValue(each, from), (each) => insertValue(each, to, value)]);
}

/** Makes edits of which each may change what the next one goes by, and writes them as one. Refused where one of them is. */
export function oneAfterAnother(
  document: ManifestDocument,
  steps: readonly ((document: WranglerDocument) => ManifestEdits)[],
): ManifestEdits {
  if (document.format === 'plain') {
    return refusal(document);
  }
  let current: WranglerDocument = document;
  for (const step of steps) {
    const result = step(current);
    if ('refused' in result) {
      return result;
    }
    const text = applyEdits(current.text, result.edits);
    current = withEditor(current, (editor): WranglerDocument => editor.read(text)) ?? current;
  }
  return { edits: [asOneEdit(document.text, current.text)] };
}

type Edit = <Document extends WranglerDocument>(
  editor: ManifestEditor<Document>,
  document: Document,
) => TextEdit[] | undefined;

/** Asks the editor of a document's syntax; `undefined` for a document that has none. */
function withEditor<Answer>(
  document: ManifestDocument,
  ask: <Document extends WranglerDocument>(editor: ManifestEditor<Document>, document: Document) => Answer,
): Answer | undefined {
  switch (document.format) {
    case 'toml':
      return ask(tomlEditor, document);
    case 'jsonc':
      return ask(jsoncEditor, document);
    case 'plain':
      return undefined;
  }
}

/** Makes edits, and lets them pass only if the text they make says exactly what was meant, and is no more broken. */
function checked(document: ManifestDocument, edit: Edit, change: (data: unknown) => unknown): ManifestEdits {
  const edits = withEditor(document, (editor, each) => {
    const found = edit(editor, each);
    const after = found && editor.read(applyEdits(document.text, found));
    return after &&
      after.problems.length <= document.problems.length &&
      isEqual(plainValue(after.root), change(plainValue(document.root)))
      ? found
      : undefined;
  });
  if (edits) {
    return { edits };
  }
  return refusal(document);
}

function refusal({ format, problems }: ManifestDocument): Refused {
  if (format === 'plain') {
    return { refused: 'The manifest can be read here, but not edited; make the change by hand.' };
  }
  return problems.length > 0
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
