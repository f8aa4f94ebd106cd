import { indentation } from '../lines';
import type { TomlStyle } from './render';
import type { TomlArray, TomlBlock, TomlDocument, TomlKeyValue, TomlNode, TomlPair, TomlTable } from './syntax';

/** How the keys of a block are set. */
export interface BlockStyle extends TomlStyle {
  readonly headerIndent: string;
  readonly keyIndent: string;
  /** The width that keys are padded to, so that their equals signs stand in one column; 0 where they are not. */
  readonly keyWidth: number;
}

/** The key-value lines of a block. */
export function keyValues(block: TomlBlock): TomlKeyValue[] {
  return block.expressions.filter((expression) => expression.type === 'keyValue');
}

/** The habits of a block, or of the whole text where the block shows none. */
export function blockStyle(document: TomlDocument, block: TomlBlock | undefined): BlockStyle {
  const { text } = document;
  const lines = block ? keyValues(block) : [];
  const headerIndent = block?.header ? indentation(text, block.header.range.start) : '';
  const [first] = lines;
  const keyWidth = alignedWidth(text, lines);
  return {
    headerIndent,
    keyIndent: first ? indentation(text, first.range.start) : headerIndent,
    keyWidth,
    ...valueStyle(document, lines),
  };
}

/** How values are written in some lines or pairs, or else in the whole text. */
export function valueStyle(document: TomlDocument, samples: readonly (TomlKeyValue | TomlPair)[]): TomlStyle {
  const { text } = document;
  const everywhere = document.blocks.flatMap(keyValues);
  const equals = [...samples, ...everywhere]
    .map((sample) => text.slice(sample.key.at(-1)?.range.end ?? 0, sample.value.range.start))
    .find((between) => /^ ?= ?$/.test(between));
  const quotes = (nodes: readonly TomlNode[]) =>
    nodes.flatMap((node) => (node.type === 'string' ? [text.charAt(node.range.start)] : []));
  const near = quotes(samples.map((sample) => sample.value));
  const all = near.length > 0 ? near : quotes(everywhere.map((line) => line.value));
  const single = all.filter((quote) => quote === "'").length;
  return { equals: equals ?? ' = ', padding: paddingOf(document), quote: single * 2 > all.length ? "'" : '"' };
}

function paddingOf(document: TomlDocument): '' | ' ' {
  const table = firstInlineTable(document.root);
  return table && !/^\{\s/.test(document.text.slice(table.range.start)) ? '' : ' ';
}

function firstInlineTable(node: TomlNode): TomlTable | undefined {
  if (node.type === 'object' && node.form === 'inline' && node.pairs.length > 0) {
    return node;
  }
  const below =
    node.type === 'object'
      ? node.properties.map((property) => property.value)
      : node.type === 'array'
        ? node.items
        : [];
  for (const child of below) {
    const found = firstInlineTable(child);
    if (found) {
      return found;
    }
  }
  return undefined;
}

function alignedWidth(text: string, lines: readonly TomlKeyValue[]): number {
  const widths = lines.map((line) => {
    const start = line.key[0]?.range.start ?? 0;
    return {
      key: (line.key.at(-1)?.range.end ?? 0) - start,
      area: text.indexOf('=', line.key.at(-1)?.range.end) - start,
    };
  });
  const [first] = widths;
  const aligned =
    first !== undefined &&
    widths.every(({ area }) => area === first.area) &&
    widths.some(({ key }) => key !== first.key) &&
    widths.some(({ key, area }) => area > key + 1);
  return aligned ? first.area - 1 : 0;
}

/** Whether new lists of tables are written inline, as those nearby are: in `near`, else anywhere in the text. */
export function prefersInlineLists(document: TomlDocument, near: readonly TomlNode[]): boolean {
  for (const scope of [...near, document.root]) {
    const lists = listsOfTables(scope);
    if (lists.length > 0) {
      return lists.every((list) => list.list !== undefined);
    }
  }
  return false;
}

/** Whether a new table is written inline, as the tables beside it are. */
export function prefersInlineTables(parent: TomlTable): boolean {
  const tables = parent.properties.filter(
    ({ key, value }) => value.type === 'object' && key !== 'env' && key !== 'vars',
  );
  const inline = tables.filter(({ value }) => value.type === 'object' && value.form === 'inline');
  return inline.length * 2 > tables.length;
}

/** All lists below a node that hold tables. */
export function listsOfTables(node: TomlNode): TomlArray[] {
  if (node.type === 'array') {
    return node.items.some((item) => item.type === 'object') ? [node] : [];
  }
  return node.type === 'object' ? node.properties.flatMap((property) => listsOfTables(property.value)) : [];
}
