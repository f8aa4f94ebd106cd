import type { TextEdit, TextRange } from '../../text';
import type { ManifestPath } from '../editor';
import { lineEndingOf, removeLines } from '../lines';
import { removeItem } from '../listEdits';
import { dottedDepth, innermostInline, locate } from './locate';
import { keyValues, listsOfTables } from './style';
import type { TomlBlock, TomlDocument, TomlNode, TomlOrigin, TomlProperty, TomlTable } from './syntax';
import { allBlocks } from './tables';

/** Removes a property or an item of a list, with the lines that only it stood on. */
export function removeAt(document: TomlDocument, path: ManifestPath): TextEdit[] | undefined {
  const { node, rest, chain, property } = locate(document, path);
  const parent = chain.at(-2);
  const step = path.at(-1);
  if (rest.length > 0 || !parent) {
    return undefined;
  }
  if (parent.type === 'array' && typeof step === 'number') {
    return parent.list ? removeItem(document.text, parent.list, step) : removeBlocks(document, allBlocks(node));
  }
  if (parent.type !== 'object' || !property) {
    return undefined;
  }
  const blocks = allBlocks(node);
  const origins = originsOf(property);
  if (origins.some((origin) => origin.type === 'pair')) {
    return removePair(document, innermostInline(chain.slice(0, -1)), origins);
  }
  const remains = whatRemains(document, chain.slice(0, -1), blocks, origins);
  const lines = [
    ...origins.map((origin) => (origin.type === 'keyValue' ? origin.lines : origin.range)),
    ...blocks.flatMap(linesOf),
  ].sort((a, b) => a.start - b.start);
  const edits = removeLines(document.text, lines);
  const [first] = edits;
  const start = lines[0]?.start;
  if (!first || start === undefined || remains === undefined) {
    return first && edits;
  }
  const end = Math.max(...lines.map((line) => line.end).filter((each) => each <= first.range.end));
  const newLine = document.text[end - 1] === '\n' ? lineEndingOf(document.text) : '';
  return [{ range: { start, end }, newText: remains + newLine }, ...edits.slice(1)];
}

/** What stands for a property in the text, apart from blocks. */
function originsOf(property: TomlProperty): readonly TomlOrigin[] {
  const { value, origin } = property;
  if (value.type === 'object' && value.form === 'dotted') {
    return value.origins;
  }
  return origin.type === 'header' ? [] : [origin];
}

function removePair(
  document: TomlDocument,
  table: TomlTable | undefined,
  origins: readonly TomlOrigin[],
): TextEdit[] | undefined {
  const [pair] = origins;
  if (!table?.list?.closed || origins.length !== 1 || pair?.type !== 'pair') {
    return undefined;
  }
  return removeItem(document.text, table.list, table.pairs.indexOf(pair));
}

function removeBlocks(document: TomlDocument, blocks: readonly TomlBlock[]): TextEdit[] {
  return removeLines(document.text, blocks.flatMap(linesOf));
}

/**
 * The lines of a block, from its header to its last key. Comments below that belong to no key, and stay; so do those between
 * the lists of a block that only holds lists.
 */
function linesOf(block: TomlBlock): TextRange[] {
  const { header } = block;
  const keys = block.expressions.filter(({ type }) => type === 'keyValue' || type === 'broken');
  const parts = [...(header ? [header.lines] : []), ...keys.map((expression) => expression.lines)];
  const holdsLists = keyValues(block).some(({ value }) => listsOfTables(value).length > 0);
  const [first] = parts;
  const last = parts.at(-1);
  return holdsLists || !first || !last ? parts : [{ start: first.start, end: last.end }];
}

/** The line that has to stay for a table that exists only through what is removed; `undefined` when it needs none. */
function whatRemains(
  document: TomlDocument,
  chain: readonly TomlNode[],
  blocks: readonly TomlBlock[],
  origins: readonly TomlOrigin[],
): string | undefined {
  const table = chain.at(-1);
  if (table?.type !== 'object') {
    return undefined;
  }
  const { text } = document;
  const header = blocks[0]?.header;
  if (table.form === 'implicit' && header && allBlocks(table).every((block) => blocks.includes(block))) {
    const depth = chain.filter((node) => node.type === 'object').length - 1;
    return `[${text.slice(header.key[0]?.range.start, header.key[depth - 1]?.range.end)}]`;
  }
  if (table.form === 'dotted' && blocks.length === 0 && table.origins.every((origin) => origins.includes(origin))) {
    const key = table.origins[0]?.key ?? [];
    return `${text.slice(key[0]?.range.start, key[dottedDepth(chain) - 1]?.range.end)} = {}`;
  }
  return undefined;
}
