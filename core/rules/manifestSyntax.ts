import type { SyntaxProblem } from '../sources/document';
import { lineEnd, lineStart } from '../sources/lines';
import type { ManifestInput } from './inputs';
import { isTemplate } from './manifestEntries';
import type { Rule, RuleFinding } from './rule';

/** Text of a manifest that cannot be read, or not by the project's Wrangler. */
export const manifestSyntax: Rule<ManifestInput> = {
  code: 'manifest-syntax',
  severity: 'error',

  check({ document: { text, problems, newerSyntax = [] }, wrangler }) {
    const isFilledIn = ({ range }: SyntaxProblem) =>
      isTemplate(text.slice(lineStart(text, range.start), lineEnd(text, range.start)));
    const newer =
      wrangler && !wrangler.readsNewerToml
        ? newerSyntax.map(
            ({ range, message }): RuleFinding => ({
              range,
              message: `${message} This project’s Wrangler (${wrangler.version}) refuses it.`,
              severity: 'hint',
            }),
          )
        : [];
    // The lines of a template are no manifest yet.
    return [...problems.filter((problem) => !isFilledIn(problem)), ...newer];
  },
};
