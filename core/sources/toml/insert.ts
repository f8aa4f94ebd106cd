import type { TextEdit } from '../../text';
import type { ManifestObject, ManifestPath, ManifestValue } from '../editor';
import { blanksBefore, indentation, isBlank, lineEndingOf, nextLine, textStart } from '../lines';
import { insertItem, layoutOf } from '../listEdits';
import { dottedDepth, locate } from './locate';
import { isList, isObject, renderKey, renderPair, renderValue } from './render';
import { blockStyle, keyValues, listsOfTables, prefersInlineLists, prefersInlineTables, valueStyle } from './style';
import type { TomlArray, TomlBlock, TomlDocument, TomlNode, TomlTable } from './syntax';
import { allBlocks } from './tables';

/** Makes a property, in the way that the properties around it are written. */
export function insertProperty(
  document: TomlDocument,
  path: ManifestPath,
  value: ManifestValue,
  siblingKeys: ReadonlySet<string>,
): TextEdit[] | undefined {
  const { node: table, rest, chain } = locate(document, path);
  const keys = rest.filter((step) => typeof step === 'string');
  if (table.type !== 'object' || keys.length === 0 || keys.length !== rest.length) {
    return undefined;
  }
  if (table.form === 'inline') {
    return insertPair(document, table, keys, nested(keys.slice(1), value), lastKin(table, siblingKeys));
  }
  if (table.form === 'dotted') {
    return insertDotted(document, table, dottedDepth(chain), keys, value);
  }
  const isInList = path.some((step) => typeof step === 'number');
  const asBlock = !isInList && isBlockValue(value) && !writesInline(document, table, chain, value);
  const line = asBlock ? undefined : insertLine(document, table, keys, value, siblingKeys);
  return line ?? (isBlockValue(value) && !isInList ? insertBlock(document, path, value, siblingKeys) : undefined);
}

/** Adds an item to a list, as a block or between the brackets. */
export function appendToList(document: TomlDocument, path: ManifestPath, item: ManifestValue): TextEdit[] | undefined {
  const { node: array, rest } = locate(document, path);
  if (array.type !== 'array' || rest.length > 0) {
    return undefined;
  }
  return array.list
    ? appendInline(document, array, item)
    : isObject(item)
      ? appendBlock(document, array, item)
      : undefined;
}

function appendInline(document: TomlDocument, array: TomlArray, item: ManifestValue): TextEdit[] | undefined {
  const { text } = document;
  if (!array.list?.closed) {
    return undefined;
  }
  const sample = array.items.at(-1);
  const style = valueStyle(document, sample?.type === 'object' ? sample.pairs : []);
  const samplePadding =
    sample?.type === 'object' ? (/^\{\s/.test(text.slice(sample.range.start)) ? ' ' : '') : style.padding;
  const rendered = renderValue(item, { ...style, padding: samplePadding });
  const padded = /^\[ /.test(text.slice(array.range.start));
  return insertItem(text, array.list, array.items.length - 1, rendered, layoutOf(text, array.list, '  '), padded);
}

function appendBlock(document: TomlDocument, array: TomlArray, item: ManifestObject): TextEdit[] | undefined {
  const last = array.items.at(-1);
  const own = last?.type === 'object' ? last.blocks[0] : undefined;
  const block = last && allBlocks(last).at(-1);
  if (!own?.header || !block) {
    return undefined;
  }
  const header = document.text.slice(own.header.range.start, own.header.range.end);
  return [blockBehind(document, block, own, header, item)];
}

/** `a.b = value` as a line among the others of its table; nothing where the table has no place for lines. */
function insertLine(
  document: TomlDocument,
  table: TomlTable,
  keys: readonly string[],
  value: ManifestValue,
  siblingKeys: ReadonlySet<string>,
): TextEdit[] | undefined {
  const block = table.blocks.findLast((each) => keyValues(each).length > 0) ?? table.blocks[0];
  if (!block || (!block.header && keyValues(block).length === 0)) {
    return undefined;
  }
  const lines = keyValues(block);
  const isKin = (key: string | undefined) => key !== undefined && siblingKeys.has(key);
  const before = lines.findLast((line) => isKin(line.key[0]?.value)) ?? lines.at(-1);
  const style = blockStyle(document, block);
  const key = renderKey(keys.slice(0, 1)).padEnd(style.keyWidth);
  const rendered = `${key}${style.equals}${renderInline(document, table, nested(keys.slice(1), value))}`;
  return [lineBehind(document, before?.lines.end ?? block.header?.lines.end ?? 0, style.keyIndent + rendered)];
}

function insertDotted(
  document: TomlDocument,
  table: TomlTable,
  depth: number,
  keys: readonly string[],
  value: ManifestValue,
): TextEdit[] | undefined {
  const { text } = document;
  const last = table.origins.at(-1);
  if (!last) {
    return undefined;
  }
  const first = last.key[0]?.range.start ?? 0;
  const prefix = text.slice(first, last.key[depth - 1]?.range.end);
  const style = valueStyle(document, table.origins);
  const rendered = `${prefix}.${renderPair(keys.slice(0, 1), nested(keys.slice(1), value), style)}`;
  if (last.type === 'keyValue') {
    return [lineBehind(document, last.lines.end, indentation(text, last.range.start) + rendered)];
  }
  const { owner } = table;
  return owner && 'pairs' in owner && owner.list?.closed
    ? insertItem(text, owner.list, owner.pairs.indexOf(last), rendered, layoutOf(text, owner.list, '  '), true)
    : undefined;
}

function insertPair(
  document: TomlDocument,
  table: TomlTable,
  keys: readonly string[],
  value: ManifestValue,
  after: number | undefined,
): TextEdit[] | undefined {
  const { text } = document;
  if (!table.list?.closed) {
    return undefined;
  }
  const rendered = renderPair(keys.slice(0, 1), value, valueStyle(document, table.pairs));
  return insertItem(
    text,
    table.list,
    after ?? table.pairs.length - 1,
    rendered,
    layoutOf(text, table.list, '  '),
    true,
  );
}

function lastKin(table: TomlTable, siblingKeys: ReadonlySet<string>): number | undefined {
  const index = table.pairs.findLastIndex((pair) => siblingKeys.has(pair.key[0]?.value ?? ''));
  return index < 0 ? undefined : index;
}

/** `[path]` or `[[path]]` with the value's fields below it. */
function insertBlock(
  document: TomlDocument,
  path: ManifestPath,
  value: ManifestObject | readonly ManifestObject[],
  siblingKeys: ReadonlySet<string>,
): TextEdit[] | undefined {
  const key = renderKey(path.map(String));
  const [item, more] = isList(value) ? value : [value];
  if (!item || more) {
    return undefined;
  }
  const header = isList(value) ? `[[${key}]]` : `[${key}]`;
  const { behind, like } = placeFor(document, path, siblingKeys);
  return [blockBehind(document, behind, like, header, item)];
}

/** The block that a new one goes behind: the last of its siblingKeys in its environment, or else the environment's last. */
function placeFor(document: TomlDocument, path: ManifestPath, siblingKeys: ReadonlySet<string>) {
  const isEnvironment = path[0] === 'env' && path.length > 2;
  const { node: scope, rest } = locate(document, isEnvironment ? path.slice(0, 2) : []);
  const properties = scope.type === 'object' && rest.length === 0 ? scope.properties : [];
  const kinBlocks = properties
    .filter((property) => siblingKeys.has(property.key))
    .flatMap((property) => allBlocks(property.value))
    .sort((a, b) => a.index - b.index);
  const scopeBlocks = isEnvironment
    ? rest.length < 2
      ? allBlocks(scope)
      : []
    : document.blocks.filter((block) => block.header?.key[0]?.value !== 'env' && hasContent(block));
  const like = kinBlocks.at(-1);
  return { behind: like ?? scopeBlocks.at(-1) ?? document.blocks.at(-1), like };
}

function hasContent(block: TomlBlock): boolean {
  return block.header !== undefined || block.expressions.some((expression) => expression.type !== 'blank');
}

/** A new block behind another, set apart and indented as `like` is. */
function blockBehind(
  document: TomlDocument,
  behind: TomlBlock | undefined,
  like: TomlBlock | undefined,
  header: string,
  fields: ManifestObject,
): TextEdit {
  const { text } = document;
  const newLine = lineEndingOf(text);
  const style = blockStyle(document, like);
  const entries = Object.entries(fields);
  const width = style.keyWidth === 0 ? 0 : Math.max(style.keyWidth, ...entries.map(([key]) => renderKey([key]).length));
  const lines = [
    style.headerIndent + header,
    ...entries.map(
      ([key, value]) =>
        `${style.keyIndent}${renderKey([key]).padEnd(width)}${style.equals}${renderValue(value, style)}`,
    ),
  ];
  const at = behind ? endOfBlock(document, behind) : text.length;
  const gap = newLine.repeat(
    at > textStart(text) ? gapBefore(text, sampleFor(document, like)?.header?.lines.start) : 0,
  );
  const isLast = at >= text.length;
  const opening = at > textStart(text) && text[at - 1] !== '\n' ? newLine : '';
  const closing = isLast
    ? opening === ''
      ? newLine
      : ''
    : newLine + (isBlank(text, at, nextLine(text, at)) ? '' : gap);
  return { range: { start: at, end: at }, newText: `${opening}${gap}${lines.join(newLine)}${closing}` };
}

/** The block that shows what stands between blocks: not the first one, where there are more. */
function sampleFor({ blocks }: TomlDocument, like: TomlBlock | undefined): TomlBlock | undefined {
  return like?.index === 1 ? (blocks[2] ?? like) : like;
}

/** Whether a blank line stands before a header and the comments above it: 0 or 1, and 1 where nothing is to be seen. */
function gapBefore(text: string, header: number | undefined): number {
  if (header === undefined) {
    return 1;
  }
  let top = header;
  while (top > textStart(text) && /^[ \t]*#/.test(text.slice(previousLine(text, top), top))) {
    top = previousLine(text, top);
  }
  const blanks = blanksBefore(text, top);
  return blanks <= textStart(text) || blanks < top ? 1 : 0;
}

function previousLine(text: string, start: number): number {
  return Math.max(text.lastIndexOf('\n', start - 2) + 1, textStart(text));
}

/** Where a block ends: behind its last key, and behind comments that hang on it rather than on the next header. */
function endOfBlock(document: TomlDocument, block: TomlBlock): number {
  const last = block.expressions.findLastIndex(({ type }) => type === 'keyValue' || type === 'broken');
  const isFirst = block.header === undefined && last < 0;
  const end = block.expressions[last]?.lines.end ?? block.header?.lines.end ?? textStart(document.text);
  const below = block.expressions.slice(last + 1);
  if (isFirst) {
    return below.findLast(({ type }) => type === 'comment')?.lines.end ?? end;
  }
  const blank = below.findIndex(({ type }) => type !== 'comment');
  const hanging = blank < 0 ? below : below.slice(0, blank);
  const touchesNext = blank < 0 && block.index < document.blocks.length - 1;
  return touchesNext ? end : (hanging.at(-1)?.lines.end ?? end);
}

function lineBehind(document: TomlDocument, at: number, line: string): TextEdit {
  const newLine = lineEndingOf(document.text);
  const open = at > textStart(document.text) && document.text[at - 1] !== '\n';
  return { range: { start: at, end: at }, newText: open ? newLine + line : line + newLine };
}

/** A value behind a key of its own; a list of tables is spread over lines where the last one beside it is. */
function renderInline(document: TomlDocument, table: TomlTable, value: ManifestValue): string {
  const { text } = document;
  const style = valueStyle(document, []);
  const beside = table.properties.flatMap((property) => (property.value.type === 'array' ? [property.value] : []));
  const sample = isList(value)
    ? [beside.flatMap(listsOfTables), listsOfTables(document.root)].flatMap(
        (lists) => lists.findLast((list) => list.list) ?? [],
      )[0]
    : undefined;
  if (!sample?.list || !isList(value)) {
    return renderValue(value, style);
  }
  const layout = layoutOf(text, sample.list, '  ');
  const items = value.map((item) => renderValue(item, style));
  if (!layout.lines) {
    const space = /^\[ /.test(text.slice(sample.range.start)) ? ' ' : '';
    return `[${space}${items.join(', ')}${space}]`;
  }
  const newLine = lineEndingOf(text);
  const comma = sample.list.items.at(-1)?.comma === undefined ? '' : ',';
  const outer = indentation(text, sample.range.end - 1);
  return `[${newLine}${items.map((item) => layout.indent + item).join(`,${newLine}`)}${comma}${newLine}${outer}]`;
}

function writesInline(
  document: TomlDocument,
  table: TomlTable,
  chain: readonly TomlNode[],
  value: ManifestValue,
): boolean {
  if (isObject(value)) {
    return prefersInlineTables(table);
  }
  return prefersInlineLists(document, table.form === 'root' ? [] : [...chain.slice(1)].reverse());
}

function isBlockValue(value: ManifestValue): value is ManifestObject | readonly ManifestObject[] {
  return isObject(value) || (isList(value) && value.length > 0 && value.every(isObject));
}

/** `value` below further keys. */
function nested(keys: readonly string[], value: ManifestValue): ManifestValue {
  return keys.reduceRight<ManifestValue>((inner, key) => ({ [key]: inner }), value);
}
