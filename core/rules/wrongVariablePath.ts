import type { Access } from '../code/scan';
import type { CodeInput, CodeRule } from './rule';
import { pathText } from './variables';

/** Every path on which some stage reads variables. */
const variablePaths = [['secrets'], ['manifest', 'variables'], ['manifestVariables'], ['variables']] as const;

/** Variables read on a path that another kind of stage has. */
export const wrongVariablePath: CodeRule = {
  code: 'wrong-variable-path',
  severity: 'error',

  check(input) {
    const { stage } = input;
    if (!stage) {
      return [];
    }
    const right = pathText(stage.kind.variables);
    return misplaced(input).map(({ range, path }) => ({
      range,
      message: `'params.${pathText(path)}' is not available in ${stage.id}: variables are params.${right} here.`,
    }));
  },

  fixes(input, problem) {
    const access = misplaced(input).find(({ range }) => range.start === problem.range.start);
    const first =
      access &&
      input.scan.accesses.findLast(
        ({ path, range }) => path.length === 1 && path[0] === access.path[0] && range.start <= access.range.start,
      );
    const isWritten = access?.form === 'member' && first && access.path.length <= 2;
    const newText = pathText(input.stage?.kind.variables ?? []);
    return isWritten
      ? [
          {
            title: `Change to params.${newText}`,
            isPreferred: true,
            edits: [{ range: { start: first.range.start, end: access.range.end }, newText }],
          },
        ]
      : [];
  },
};

function misplaced({ stage, scan }: CodeInput): readonly Access[] {
  if (!stage) {
    return [];
  }
  const own = pathText(stage.kind.variables);
  const wrong = new Set(variablePaths.map(pathText).filter((path) => path !== own));
  // `params.manifest` of browser/init holds more than variables; other stages do not have it at all.
  return scan.accesses.filter(({ path, isGuess }) => !isGuess && wrong.has(pathText(path)));
}
