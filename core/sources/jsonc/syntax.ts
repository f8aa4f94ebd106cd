import type { TextRange } from '../../text';
import type { ArrayNode, ObjectNode, PropertyNode, ReadDocument, ScalarNode } from '../document';
import type { SeparatedList } from '../list';

export type JsoncNode = ScalarNode | JsoncArray | JsoncObject;

export interface JsoncProperty extends PropertyNode {
  value: JsoncNode;
  /** From the key to the end of the value. */
  range: TextRange;
}

export interface JsoncObject extends ObjectNode {
  readonly properties: JsoncProperty[];
  readonly list: SeparatedList;
}

export interface JsoncArray extends ArrayNode {
  readonly items: JsoncNode[];
  readonly list: SeparatedList;
}

/** A JSON text with what an edit needs to know about its layout. */
export interface JsoncDocument extends ReadDocument {
  readonly format: 'jsonc';
  readonly root: JsoncObject;
}
