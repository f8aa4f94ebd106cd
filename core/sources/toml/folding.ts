import { lineStart } from '../lines';
import type { Fold } from '../source';
import type { TomlBlock, TomlDocument, TomlNode } from './syntax';

/** What can be folded: blocks, values over several lines, and comments. */
export function foldToml({ text, blocks }: TomlDocument): readonly Fold[] {
  return [...blocks.flatMap(blockFold), ...blocks.flatMap((block) => valueFolds(text, block)), ...commentFolds(text)];
}

/** From a header to the last line that declares something. */
function blockFold({ header, expressions }: TomlBlock): Fold[] {
  const last = expressions.findLast(({ type }) => type === 'keyValue');
  return header && last ? [{ range: { start: header.range.start, end: last.range.end }, showsEnd: false }] : [];
}

function valueFolds(text: string, { expressions }: TomlBlock): Fold[] {
  return expressions.flatMap((expression) => (expression.type === 'keyValue' ? foldsIn(text, expression.value) : []));
}

function foldsIn(text: string, node: TomlNode): Fold[] {
  const inner =
    node.type === 'array'
      ? node.items.flatMap((item) => foldsIn(text, item))
      : node.type === 'object'
        ? node.pairs.flatMap((pair) => foldsIn(text, pair.value))
        : [];
  const { start, end } = node.range;
  // The closing bracket stays visible.
  return lineStart(text, start) === lineStart(text, end) ? inner : [{ range: node.range, showsEnd: true }, ...inner];
}

/** Comments that stand together on lines of their own. */
function commentFolds(text: string): Fold[] {
  return [...text.matchAll(/^[ \t]*#.*(?:\r?\n[ \t]*#.*)+/gm)].map((match) => ({
    range: { start: match.index, end: match.index + match[0].length },
    kind: 'comment',
    showsEnd: false,
  }));
}
