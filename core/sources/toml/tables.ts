import type { TextRange } from '../../text';
import type { Problems } from '../problems';
import type {
  TomlArray,
  TomlBlock,
  TomlHeader,
  TomlKey,
  TomlKeyValue,
  TomlNode,
  TomlPair,
  TomlProperty,
  TomlTable,
} from './syntax';
import { newTable } from './syntax';

/** Makes the tree of tables that the blocks of a text declare; what contradicts TOML's rules is reported. */
export function assembleTables(text: string, blocks: readonly TomlBlock[], problems: Problems): TomlTable {
  const root = newTable('root', { start: 0, end: text.length });
  for (const block of blocks) {
    const table = block.header ? tableOfHeader(root, block.header, problems) : root;
    table.blocks.push(block);
    for (const expression of block.expressions) {
      if (expression.type === 'keyValue') {
        declare(table, block, expression, problems);
      }
    }
  }
  measure(root);
  return root;
}

/** The table that a header opens. Where it contradicts what is there already, a table that belongs to nothing. */
function tableOfHeader(root: TomlTable, header: TomlHeader, problems: Problems): TomlTable {
  const orphan = () => newTable('block', header.range);
  const last = header.key.at(-1);
  if (!last) {
    return orphan();
  }
  let table = root;
  for (const key of header.key.slice(0, -1)) {
    const property = table.byKey.get(key.value);
    const next = property ? innermost(property.value) : newTable('implicit', key.range);
    if (next?.type !== 'object' || next.form === 'inline') {
      problems.report(`“${key.value}” has a value already and cannot be extended.`, key.range.start, key.range.end);
      return orphan();
    }
    if (!property) {
      add(table, key, next, header);
    }
    table = next;
  }
  const existing = table.byKey.get(last.value)?.value;
  return header.list
    ? (newItem(table, last, existing, header, problems) ?? orphan())
    : (ownTable(table, last, existing, header, problems) ?? orphan());
}

function newItem(
  parent: TomlTable,
  key: TomlKey,
  existing: TomlNode | undefined,
  header: TomlHeader,
  problems: Problems,
): TomlTable | undefined {
  const item = newTable('block', header.range);
  if (existing === undefined) {
    const array: TomlArray = { type: 'array', range: header.range, items: [item], list: undefined };
    add(parent, key, array, header);
    return item;
  }
  if (existing.type === 'array' && existing.list === undefined) {
    existing.items.push(item);
    return item;
  }
  problems.report(`“${key.value}” exists already and is not a list of [[blocks]].`, key.range.start, key.range.end);
  return undefined;
}

function ownTable(
  parent: TomlTable,
  key: TomlKey,
  existing: TomlNode | undefined,
  header: TomlHeader,
  problems: Problems,
): TomlTable | undefined {
  if (existing === undefined) {
    const table = newTable('block', header.range);
    add(parent, key, table, header);
    return table;
  }
  if (existing.type === 'object' && existing.form === 'implicit') {
    existing.form = 'block';
    return existing;
  }
  problems.report(`“${key.value}” is declared twice.`, key.range.start, key.range.end);
  return existing.type === 'object' && existing.form === 'block' ? existing : undefined;
}

/** Puts a key and its value into a table. `owner` is the block or inline table that the key stands in. */
export function declare(
  table: TomlTable,
  owner: TomlBlock | TomlTable,
  origin: TomlKeyValue | TomlPair,
  problems: Problems,
): void {
  let parent = table;
  for (const key of origin.key.slice(0, -1)) {
    const property = parent.byKey.get(key.value);
    const next = property?.value ?? newTable('dotted', key.range, { owner });
    if (next.type !== 'object' || next.form !== 'dotted' || next.owner !== owner) {
      problems.report(
        `“${key.value}” is declared already; a dotted key cannot add to it.`,
        key.range.start,
        key.range.end,
      );
      return;
    }
    if (!property) {
      add(parent, key, next, origin);
    }
    next.origins.push(origin);
    parent = next;
  }
  const last = origin.key.at(-1);
  if (!last) {
    return;
  }
  if (parent.byKey.has(last.value)) {
    problems.report(`“${last.value}” is declared twice.`, last.range.start, last.range.end);
  } else {
    add(parent, last, origin.value, origin);
  }
}

function add(table: TomlTable, key: TomlKey, value: TomlNode, origin: TomlProperty['origin']): void {
  const property: TomlProperty = { key: key.value, keyRange: key.contentRange, value, origin };
  table.properties.push(property);
  table.byKey.set(key.value, property);
}

/** The table that keys below a property go to: the last block of a list. */
function innermost(node: TomlNode): TomlNode | undefined {
  return node.type === 'array' && node.list === undefined ? node.items.at(-1) : node;
}

/** Gives every table its range, children first. */
function measure(node: TomlNode): void {
  if (node.type === 'array') {
    for (const item of node.items) {
      measure(item);
    }
    if (node.list === undefined) {
      node.range = union(node.items.map((item) => item.range)) ?? node.range;
    }
  } else if (node.type === 'object') {
    for (const property of node.properties) {
      measure(property.value);
    }
    node.range = tableRange(node);
  }
}

function tableRange(table: TomlTable): TextRange {
  switch (table.form) {
    case 'root':
    case 'inline':
      return table.range;
    case 'dotted':
      return union(table.origins.map((origin) => origin.range)) ?? table.range;
    case 'implicit':
      return union(table.properties.map((property) => property.value.range)) ?? table.range;
    case 'block':
      return rangeOfBlocks(blocksBelow(table)) ?? table.range;
  }
}

/** The blocks of a table and of the tables below it that follow without another's block between them. */
function blocksBelow(table: TomlTable): TomlBlock[] {
  const all = allBlocks(table);
  const first = all[0];
  return first ? all.filter((block, i) => block.index === first.index + i) : [];
}

/** All blocks that hold a table or anything below it, in the order of the text. */
export function allBlocks(node: TomlNode): TomlBlock[] {
  const blocks: TomlBlock[] = [];
  const collect = (each: TomlNode) => {
    if (each.type === 'object') {
      blocks.push(...each.blocks);
      for (const property of each.properties) {
        collect(property.value);
      }
    } else if (each.type === 'array' && each.list === undefined) {
      each.items.forEach(collect);
    }
  };
  collect(node);
  return blocks.sort((a, b) => a.index - b.index);
}

function rangeOfBlocks(blocks: readonly TomlBlock[]): TextRange | undefined {
  return union(
    blocks.flatMap(({ header, expressions }) => [
      ...(header ? [header.range] : []),
      ...expressions.filter((expression) => expression.type === 'keyValue').map((expression) => expression.range),
    ]),
  );
}

function union(ranges: readonly TextRange[]): TextRange | undefined {
  const [first] = ranges;
  if (!first) {
    return undefined;
  }
  let { start, end } = first;
  for (const range of ranges) {
    start = Math.min(start, range.start);
    end = Math.max(end, range.end);
  }
  return { start, end };
}
