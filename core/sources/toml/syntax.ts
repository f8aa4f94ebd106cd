import type { TextRange } from '../../text';
import type { ArrayNode, ObjectNode, PropertyNode, ReadDocument, ScalarNode } from '../document';
import type { SeparatedList } from '../list';

/** A part of a dotted key: `env`, or `"my env"`. */
export interface TomlKey {
  readonly value: string;
  readonly range: TextRange;
  /** Without quotes. */
  readonly contentRange: TextRange;
}

interface Lines {
  /** The expression itself, without indentation and comment. */
  readonly range: TextRange;
  /** All of its lines, from the first's start to behind the last's line ending. */
  lines: TextRange;
}

/** `[a.b]` or `[[a.b]]`. */
export interface TomlHeader extends Lines {
  readonly type: 'header';
  readonly list: boolean;
  /** Empty when it could not be read. */
  readonly key: readonly TomlKey[];
}

/** `a.b = 1` */
export interface TomlKeyValue extends Lines {
  readonly type: 'keyValue';
  readonly key: readonly TomlKey[];
  readonly value: TomlNode;
}

/** A line that declares nothing: blank, a comment of its own, or broken. */
export interface TomlOther extends Lines {
  readonly type: 'blank' | 'comment' | 'broken';
}

export type TomlExpression = TomlHeader | TomlKeyValue | TomlOther;

/** A header and what stands below it, up to the next header; the first block of a text has no header. */
export interface TomlBlock {
  /** Its place among the blocks of the text. */
  readonly index: number;
  readonly header: TomlHeader | undefined;
  readonly expressions: TomlExpression[];
}

/** `key = value` inside an inline table. */
export interface TomlPair {
  readonly type: 'pair';
  readonly key: readonly TomlKey[];
  readonly value: TomlNode;
  readonly range: TextRange;
}

export type TomlNode = ScalarNode | TomlArray | TomlTable;

/** What made a property. */
export type TomlOrigin = TomlKeyValue | TomlPair | TomlHeader;

export interface TomlProperty extends PropertyNode {
  readonly value: TomlNode;
  readonly origin: TomlOrigin;
}

export interface TomlArray extends ArrayNode {
  /** `undefined` when it is made of `[[blocks]]`. */
  readonly list: SeparatedList | undefined;
  readonly items: TomlNode[];
  range: TextRange;
}

/**
 * How a table came to be: the text itself, under its own `[header]`, only as part of others' headers, through dotted
 * keys, or as `{ … }`.
 */
export type TomlTableForm = 'root' | 'block' | 'implicit' | 'dotted' | 'inline';

export interface TomlTable extends ObjectNode {
  form: TomlTableForm;
  readonly properties: TomlProperty[];
  readonly byKey: Map<string, TomlProperty>;
  /** Of a block or the root: where its keys stand. */
  readonly blocks: TomlBlock[];
  /** Of a dotted table: what declares its keys. */
  readonly origins: (TomlKeyValue | TomlPair)[];
  /** Of a dotted table: the block or inline table that its keys stand in. */
  readonly owner: TomlBlock | TomlTable | undefined;
  /** Of an inline table: its pairs. */
  readonly list: SeparatedList | undefined;
  readonly pairs: TomlPair[];
  range: TextRange;
}

/** A TOML text with everything that an edit needs to know about its layout. */
export interface TomlDocument extends ReadDocument {
  readonly format: 'toml';
  readonly root: TomlTable;
  readonly blocks: readonly TomlBlock[];
}

/** A table without properties yet. */
export function newTable(
  form: TomlTableForm,
  range: TextRange,
  more: Partial<Pick<TomlTable, 'owner' | 'list' | 'pairs'>> = {},
): TomlTable {
  return {
    type: 'object',
    form,
    range,
    properties: [],
    byKey: new Map(),
    blocks: [],
    origins: [],
    owner: more.owner,
    list: more.list,
    pairs: more.pairs ?? [],
  };
}
