import { beginsLine, isBlank, lineEnd, lineStart, nextLine, removeLines } from '../sources/lines';
import type { TextEdit, TextRange } from '../text';
import type { Rule } from './rule';
import type { Suppression } from './suppressions';

/** The suppressions of a text that nothing was found for. */
export interface UnusedSuppressions {
  readonly text: string;
  readonly unused: readonly Suppression[];
}

/** A comment that suppresses nothing. */
export const uselessSuppression: Rule<UnusedSuppressions> = {
  code: 'useless-suppression',
  severity: 'warning',

  check: ({ text, unused }) =>
    unused.map(({ range, codes }) => ({
      range,
      message: `This comment suppresses nothing: there is no ${codes.join(' or ') || 'diagnostic'} here. Remove it.`,
      fixes: () => [{ title: 'Remove the comment', isPreferred: true, edits: removeComment(text, range) }],
    })),
};

/** Takes a comment away, with its line where nothing else is on it, else with the spaces before it. */
function removeComment(text: string, { start, end }: TextRange): readonly TextEdit[] {
  if (beginsLine(text, start) && isBlank(text, end, lineEnd(text, end))) {
    return removeLines(text, [{ start: lineStart(text, start), end: nextLine(text, end) }]);
  }
  const spaces = /[ \t]*$/.exec(text.slice(0, start))?.[0].length ?? 0;
  return [{ range: { start: start - spaces, end }, newText: '' }];
}
