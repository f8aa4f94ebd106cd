import type { TextEdit, TextRange } from '../text';
import { beginsLine, indentation, isBlank, lineEnd, lineEndingOf, lineStart, nextLine, removeLines } from './lines';
import type { ListItem, SeparatedList } from './list';

/** How the items of a list stand: each on lines of its own, indented so; or one behind the other. */
export type ListLayout =
  | { readonly lines: true; readonly indent: string }
  /** What stands between a comma and the next item. */
  | { readonly lines: false; readonly space: string };

/**
 * The layout that a new item has to follow. `indentUnit` indents the first item of a list that has none; `space` is put
 * behind a comma where the list shows no other habit.
 */
export function layoutOf(text: string, list: SeparatedList, indentUnit: string, space = ' '): ListLayout {
  const last = list.items.at(-1);
  const previousComma = list.items.at(-2)?.comma;
  const between = last && previousComma !== undefined ? text.slice(previousComma + 1, last.range.start) : space;
  const oneLine: ListLayout = { lines: false, space: /^[ \t]*$/.test(between) ? between : space };
  if (last) {
    return beginsItsLine(text, list, last) ? { lines: true, indent: indentation(text, last.range.start) } : oneLine;
  }
  const spansLines = text.slice(list.range.start, list.range.end).includes('\n');
  return spansLines ? { lines: true, indent: indentation(text, list.range.start) + indentUnit } : oneLine;
}

/**
 * Inserts an item behind the item `after`, or first for -1. `item` is its text, its lines indented for `layout`.
 * `padded` puts spaces inside the brackets of a list that was empty.
 */
export function insertItem(
  text: string,
  list: SeparatedList,
  after: number,
  item: string,
  layout: ListLayout,
  padded: boolean,
): TextEdit[] {
  const previous = list.items[after];
  if (previous) {
    return insertBehind(text, list, after, previous, item, layout);
  }
  const first = list.items[0];
  const newLine = layout.lines ? lineEndingOf(text) + layout.indent : layout.space;
  return first ? [insertion(first.range.start, `${item},${newLine}`)] : insertOnly(text, list, item, layout, padded);
}

function insertBehind(
  text: string,
  list: SeparatedList,
  index: number,
  previous: ListItem,
  item: string,
  layout: ListLayout,
): TextEdit[] {
  const { end } = previous.range;
  const leading = leadingComma(text, list.items[index + 1] ?? (index > 0 ? previous : undefined));
  if (leading !== undefined) {
    return [insertion(end, `${lineEndingOf(text)}${leading}${item}`)];
  }
  const behind = previous.comma === undefined ? end : previous.comma + 1;
  if (!layout.lines) {
    const comma = `,${layout.space}`;
    return [insertion(behind, previous.comma === undefined ? comma + item : `${layout.space}${item},`)];
  }
  const endOfLine = lineEnd(text, behind);
  const restIsComment = endOfLine < list.range.end && isTrivia(text, list, behind, endOfLine);
  const newText = `${lineEndingOf(text)}${layout.indent}${item}`;
  const at = restIsComment ? endOfLine : behind;
  return previous.comma === undefined ? [insertion(end, ','), insertion(at, newText)] : [insertion(at, `${newText},`)];
}

/** What stands before an item on its line, where commas lead their lines. */
function leadingComma(text: string, item: ListItem | undefined): string | undefined {
  const before = item && text.slice(lineStart(text, item.range.start), item.range.start);
  return before !== undefined && /^[ \t]*,[ \t]*$/.test(before) ? before : undefined;
}

function insertOnly(text: string, list: SeparatedList, item: string, layout: ListLayout, padded: boolean): TextEdit[] {
  const inside = { start: list.range.start + 1, end: list.range.end - 1 };
  const newLine = lineEndingOf(text);
  if (list.comments.length > 0) {
    const closingLine = lineStart(text, inside.end);
    return closingLine > inside.start && layout.lines
      ? [insertion(closingLine, `${layout.indent}${item}${newLine}`)]
      : [insertion(inside.end, ` ${item} `)];
  }
  const outer = indentation(text, list.range.start);
  const space = padded ? ' ' : '';
  const newText = layout.lines ? `${newLine}${layout.indent}${item}${newLine}${outer}` : `${space}${item}${space}`;
  return [{ range: inside, newText }];
}

/** Removes an item with its comma, and the lines that only it stood on. `undefined` where a comment would be lost. */
export function removeItem(text: string, list: SeparatedList, index: number): TextEdit[] | undefined {
  const item = list.items[index];
  if (!item) {
    return undefined;
  }
  const edits = removal(text, list, index, item);
  const ownLines = { start: lineStart(text, item.range.start), end: nextLine(text, item.comma ?? item.range.end) };
  const losesComment = list.comments.some((comment) =>
    edits.some(({ range }) => range.start < comment.end && comment.start < range.end && !isInside(comment, ownLines)),
  );
  return losesComment ? undefined : edits;
}

function removal(text: string, list: SeparatedList, index: number, item: ListItem): TextEdit[] {
  const previous = list.items[index - 1];
  const next = list.items[index + 1];
  const end = item.comma === undefined ? item.range.end : item.comma + 1;
  const endOfLine = lineEnd(text, end);
  // The last item may go without comma; the one before it then has none either.
  const previousComma = !next && item.comma === undefined ? previous?.comma : undefined;
  const commaEdit = previousComma === undefined ? [] : [deletion(previousComma, previousComma + 1)];

  if (beginsItsLine(text, list, item) && endOfLine < list.range.end - 1 && isTrivia(text, list, end, endOfLine)) {
    const inner = { start: nextLine(text, list.range.start), end: lineStart(text, list.range.end - 1) };
    const lines = { start: lineStart(text, item.range.start), end: nextLine(text, end) };
    return [...commaEdit, ...removeLines(text, [lines], inner)];
  }
  if (next) {
    if (!isBlank(text, end, next.range.start)) {
      return [deletion(item.range.start, text[end] === ' ' ? end + 1 : end)];
    }
    const lineBreakFollows = text.slice(end, next.range.start).includes('\n');
    return previous?.comma !== undefined && lineBreakFollows && isBlank(text, previous.comma + 1, item.range.start)
      ? [deletion(previous.comma + 1, end)]
      : [deletion(item.range.start, next.range.start)];
  }
  // A comma that leads the line of the last item goes with that line.
  const commaLeads = previousComma !== undefined && beginsLine(text, previousComma);
  if (commaLeads && endOfLine < list.range.end - 1 && isTrivia(text, list, end, endOfLine)) {
    return [deletion(lineStart(text, previousComma), nextLine(text, end))];
  }
  if (previous?.comma !== undefined) {
    const blankBetween = isBlank(text, previous.comma + 1, item.range.start);
    if (blankBetween) {
      return [deletion(previousComma ?? previous.comma + 1, end)];
    }
    return [...commaEdit, deletion(item.range.start, end)];
  }
  return list.comments.length === 0
    ? [deletion(list.range.start + 1, list.range.end - 1)]
    : [deletion(item.range.start, end)];
}

/** Whether brackets hold a comment besides those on the lines of their items. */
export function hasOwnComments(text: string, list: SeparatedList): boolean {
  return list.comments.some(
    (comment) =>
      !list.items.some(({ range, comma }) =>
        isInside(comment, { start: lineStart(text, range.start), end: nextLine(text, comma ?? range.end) }),
      ),
  );
}

function beginsItsLine(text: string, list: SeparatedList, item: ListItem): boolean {
  return beginsLine(text, item.range.start) && lineStart(text, item.range.start) > list.range.start;
}

/** Whether a stretch between items holds only spaces and comments. */
function isTrivia(text: string, list: SeparatedList, start: number, end: number): boolean {
  let position = start;
  for (const comment of list.comments) {
    if (comment.start >= position && comment.start < end) {
      if (!isBlank(text, position, comment.start) || comment.end > end) {
        return false;
      }
      position = comment.end;
    }
  }
  return isBlank(text, position, end);
}

function isInside(inner: TextRange, outer: TextRange): boolean {
  return inner.start >= outer.start && inner.end <= outer.end;
}

function insertion(at: number, newText: string): TextEdit {
  return { range: { start: at, end: at }, newText };
}

function deletion(start: number, end: number): TextEdit {
  return { range: { start, end }, newText: '' };
}
