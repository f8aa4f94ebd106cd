import type { TextRange } from '../text';

/** Something between brackets, its items separated by commas: an array or object of any format, as it is written. */
export interface SeparatedList {
  /** From the opening bracket to behind the closing one. */
  readonly range: TextRange;
  readonly closed: boolean;
  readonly items: readonly ListItem[];
  /** Comments between the brackets that are not inside an item. */
  readonly comments: readonly TextRange[];
}

/** An item of a list: a value, or a key with its value. */
export interface ListItem {
  readonly range: TextRange;
  /** Where the comma after it stands. */
  readonly comma: number | undefined;
}
