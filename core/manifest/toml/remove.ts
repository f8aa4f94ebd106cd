import type { TextEdit, TextRange } from '../../text';
import type { ManifestPath } from '../editor';
import { lineEndingOf, removeLines } from '../lines';
import { removeItem } from '../listEdits';
import { dottedDepth, innermostInline, locate } from './locate';
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
  const lines = origins.map((origin) => (origin.type === 'keyValue' ? origin.lines : origin.range));
  const [edit, ...edits] = removeLines(document.text, [...lines, ...blocks.map(linesOf)]);
  if (!edit || remains === undefined) {
    return edit ? [edit, ...edits] : undefined;
  }
  const [first] = [...lines, ...blocks.map(linesOf)].sort((a, b) => a.start - b.start);
  const start = first?.start ?? edit.range.start;
  const end = Math.min(
    edit.range.end,
    Math.max(start, ...blocks.map((block) => linesOf(block).end), ...lines.map((line) => line.end)),
  );
  const endsLine = document.text[end - 1] === '\n';
  return [{ range: { start, end }, newText: remains + (endsLine ? lineEndingOf(document.text) : '') }, ...edits];
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
  return removeLines(document.text, blocks.map(linesOf));
}

/** From a block's header to its last key. Comments below that are nobody's, and stay. */
function linesOf(block: TomlBlock): TextRange {
  const last = block.expressions.findLast(({ type }) => type === 'keyValue' || type === 'broken');
  const start = block.header?.lines.start ?? 0;
  return { start, end: last?.lines.end ?? block.header?.lines.end ?? start };
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
