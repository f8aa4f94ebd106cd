import type { ManifestDocument } from '../../core/sources/document';
import { lineStart } from '../../core/sources/lines';
import { readToml } from '../../core/sources/toml/read';
import type { TomlBlock, TomlNode } from '../../core/sources/toml/syntax';
import type { FoldingRange } from '../answers';

/** What of a TOML manifest can be folded: blocks, values over several lines, and comments. JSON folds without us. */
export function manifestFolding({ text, format }: ManifestDocument): readonly FoldingRange[] {
  if (format !== 'toml') {
    return [];
  }
  const { blocks } = readToml(text);
  return [...blocks.flatMap(blockFold), ...blocks.flatMap((block) => valueFolds(text, block)), ...commentFolds(text)];
}

/** From a header to the last line that declares something. */
function blockFold({ header, expressions }: TomlBlock): FoldingRange[] {
  const last = expressions.findLast(({ type }) => type === 'keyValue');
  return header && last ? [{ range: { start: header.range.start, end: last.range.end }, showsEnd: false }] : [];
}

function valueFolds(text: string, { expressions }: TomlBlock): FoldingRange[] {
  return expressions.flatMap((expression) => (expression.type === 'keyValue' ? foldsIn(text, expression.value) : []));
}

function foldsIn(text: string, node: TomlNode): FoldingRange[] {
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
function commentFolds(text: string): FoldingRange[] {
  return [...text.matchAll(/^[ \t]*#.*(?:\r?\n[ \t]*#.*)+/gm)].map((match) => ({
    range: { start: match.index, end: match.index + match[0].length },
    kind: 'comment',
    showsEnd: false,
  }));
}
