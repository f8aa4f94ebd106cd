import type { TextEdit } from '../../text';
import type { ManifestEditor, ManifestPath, ManifestValue } from '../editor';
import { indentation, lineEndingOf, textStart } from '../lines';
import type { SeparatedList } from '../list';
import { insertItem, layoutOf, removeItem } from '../listEdits';
import { readJsonc } from './read';
import { type JsoncStyle, renderJson, renderProperty } from './render';
import type { JsoncArray, JsoncDocument, JsoncNode, JsoncObject } from './syntax';
import { JsoncTokens } from './tokens';

/** Edits JSON with comments. */
export const jsoncEditor: ManifestEditor<JsoncDocument> = {
  read: readJsonc,
  insert: insertProperty,
  append: appendToList,
  replace: replaceAt,
  remove: removeAt,
  brackets(document, path) {
    const { node, rest } = locate(document, path);
    return rest.length === 0 && (node.type === 'array' || node.type === 'object') ? node.list : undefined;
  },
};

function insertProperty(
  document: JsoncDocument,
  path: ManifestPath,
  value: ManifestValue,
  siblingKeys: ReadonlySet<string>,
): TextEdit[] | undefined {
  const { text } = document;
  if (isUnwritten(text)) {
    return [firstObject(document, path, value)];
  }
  const { node: object, rest } = locate(document, path);
  const [key, ...deeper] = rest.filter((step) => typeof step === 'string');
  if (object.type !== 'object' || key === undefined || deeper.length + 1 !== rest.length || !object.list.closed) {
    return undefined;
  }
  const unit = indentUnit(document);
  const { space } = styleOf(document);
  const layout = layoutOf(text, object.list, unit, space);
  // An empty object takes its layout from the text around it.
  const lines = object.properties.length > 0 ? layout.lines : spansLines(text, document.root);
  const indent = layout.lines ? layout.indent : indentation(text, object.range.start) + unit;
  const nested = valueBelow(deeper, value);
  const onLines = lines && !isOneLineHabit(document, object, nested, siblingKeys.has(key) ? siblingKeys : new Set());
  const style = { ...styleOf(document), indent, newLine: onLines ? lineEndingOf(text) : undefined };
  const rendered = renderProperty(key, nested, style);
  const at = placeFor(object, key, siblingKeys);
  const placed = lines ? { lines, indent } : layout.lines ? { lines, space } : layout;
  return insertItem(text, object.list, at, rendered, placed, style.space === ' ');
}

/** Whether nothing is there yet but comments. */
function isUnwritten(text: string): boolean {
  const tokens = new JsoncTokens(text);
  let token = tokens.at(0);
  while (token.type === '/' && token.closed) {
    token = tokens.at(token.end);
  }
  return token.type === '';
}

/** The whole manifest, behind what comments there are. */
function firstObject(document: JsoncDocument, path: ManifestPath, value: ManifestValue): TextEdit {
  const { text } = document;
  const newLine = lineEndingOf(text);
  const isEmpty = text.length === textStart(text);
  const opening = isEmpty || text.endsWith('\n') ? '' : newLine;
  const closing = isEmpty || text.endsWith('\n') ? newLine : '';
  const rendered = renderJson(valueBelow(path.map(String), value), styleOf(document));
  return { range: { start: text.length, end: text.length }, newText: `${opening}${rendered}${closing}` };
}

/** `value` below further keys. */
function valueBelow(keys: readonly string[], value: ManifestValue): ManifestValue {
  return keys.reduceRight<ManifestValue>((inner, key) => ({ [key]: inner }), value);
}

/** Whether the last of the siblingKeys that are of the same shape, lists or objects, stands on one line. */
function isOneLineHabit(
  { text }: JsoncDocument,
  { properties }: JsoncObject,
  value: ManifestValue,
  siblingKeys: ReadonlySet<string>,
): boolean {
  const type = Array.isArray(value) ? 'array' : 'object';
  const like = properties.findLast((property) => siblingKeys.has(property.key) && property.value.type === type);
  return like !== undefined && !spansLines(text, like.value) && text.slice(...bounds(like.value)).length > 2;
}

const bounds = ({ range }: JsoncNode): [number, number] => [range.start, range.end];

/**
 * The property that a new one goes behind: the last of its siblingKeys, else the last before the environments; those go last.
 */
function placeFor(object: JsoncObject, key: string, siblingKeys: ReadonlySet<string>): number {
  const ofKin = siblingKeys.has(key)
    ? object.properties.findLastIndex((property) => siblingKeys.has(property.key))
    : -1;
  const environments = object.properties.findIndex((property) => property.key === 'env');
  const last = object.list.items.length - 1;
  if (object.list.items.length !== object.properties.length) {
    return last;
  }
  return ofKin >= 0 ? ofKin : environments > 0 ? environments - 1 : last;
}

function appendToList(document: JsoncDocument, path: ManifestPath, item: ManifestValue): TextEdit[] | undefined {
  const { text } = document;
  const { node: array, rest } = locate(document, path);
  if (array.type !== 'array' || rest.length > 0 || !array.list.closed) {
    return undefined;
  }
  const unit = indentUnit(document);
  const sample = array.items.at(-1);
  const lines = sample ? spansLines(text, sample) : spansLines(text, document.root);
  const onLines = lines && (sample !== undefined || !hasOneLineItems(document));
  const layout = layoutOf(text, array.list, unit, styleOf(document).space);
  const ownIndent = indentation(text, array.range.start) + unit;
  const indent = sample ? indentation(text, sample.range.end - 1) : ownIndent;
  const style = { ...styleOf(document), indent, newLine: onLines ? lineEndingOf(text) : undefined };
  const placed = sample || !lines ? layout : { lines, indent };
  return insertItem(text, array.list, array.items.length - 1, renderJson(item, style), placed, false);
}

function replaceAt(document: JsoncDocument, path: ManifestPath, value: ManifestValue): TextEdit[] | undefined {
  const { text } = document;
  const { node, rest } = locate(document, path);
  if (rest.length > 0) {
    return undefined;
  }
  if (node.type === 'string' && typeof value === 'string') {
    return [{ range: node.contentRange, newText: JSON.stringify(value).slice(1, -1) }];
  }
  const newLine = spansLines(text, node) ? lineEndingOf(text) : undefined;
  const style = { ...styleOf(document), indent: indentation(text, node.range.start), newLine };
  return [{ range: node.range, newText: renderJson(value, style) }];
}

function removeAt(document: JsoncDocument, path: ManifestPath): TextEdit[] | undefined {
  const { node: parent, rest } = locate(document, path.slice(0, -1));
  const step = path.at(-1);
  if (rest.length > 0 || !(parent.type === 'object' || parent.type === 'array') || !parent.list.closed) {
    return undefined;
  }
  const index =
    parent.type === 'array' ? Number(step) : parent.properties.findLastIndex((property) => property.key === step);
  const isListed = parent.type === 'array' || parent.properties.length === parent.list.items.length;
  return isListed ? removeItem(document.text, parent.list, index) : undefined;
}

/** The deepest node that a path leads to, and the steps that lead on from it. */
function locate(document: JsoncDocument, path: ManifestPath): { node: JsoncNode; rest: ManifestPath } {
  let node: JsoncNode = document.root;
  for (const [i, step] of path.entries()) {
    let next: JsoncNode | undefined;
    if (node.type === 'object') {
      next = node.properties.findLast((property) => property.key === step)?.value;
    } else if (node.type === 'array' && typeof step === 'number') {
      next = node.items[step];
    }
    if (!next) {
      return { node, rest: path.slice(i) };
    }
    node = next;
  }
  return { node, rest: [] };
}

function styleOf(document: JsoncDocument): JsoncStyle {
  const { text, root } = document;
  const [first] = root.properties;
  const isTight = first && text.slice(first.keyRange.end, first.value.range.start) === '":';
  const lists = listsBelow(root).filter((list) => text.slice(list.range.start, list.range.end).includes('\n'));
  const trailing = lists.filter((list) => list.items.at(-1)?.comma !== undefined).length;
  return {
    newLine: lineEndingOf(text),
    indent: '',
    indentUnit: indentUnit(document),
    space: isTight ? '' : ' ',
    trailingComma: trailing * 2 > lists.length,
    oneLineItems: hasOneLineItems(document),
  };
}

/** Whether the lists of objects that are spread over lines have most of their items on a line each. */
function hasOneLineItems({ text, root }: JsoncDocument): boolean {
  const items = listsOfObjects(root)
    .filter((list) => spansLines(text, list))
    .flatMap((list) => list.items);
  return items.filter((item) => !spansLines(text, item)).length * 2 > items.length;
}

function listsOfObjects(node: JsoncNode): JsoncArray[] {
  if (node.type === 'object') {
    return node.properties.flatMap((property) => listsOfObjects(property.value));
  }
  return node.type === 'array' && node.items.some((item) => item.type === 'object') ? [node] : [];
}

/** The brackets of a node and of all that is below it. */
function listsBelow(node: JsoncNode): SeparatedList[] {
  if (node.type === 'object') {
    return [node.list, ...node.properties.flatMap((property) => listsBelow(property.value))];
  }
  return node.type === 'array' ? [node.list, ...node.items.flatMap(listsBelow)] : [];
}

/** What one level of indentation is: that of the first key. */
function indentUnit(document: JsoncDocument): string {
  const { text, root } = document;
  const [first] = root.properties;
  const unit = first && spansLines(text, root) ? indentation(text, first.range.start) : '';
  return unit === '' ? '  ' : unit;
}

function spansLines(text: string, node: JsoncNode): boolean {
  return text.slice(node.range.start, node.range.end).includes('\n');
}
