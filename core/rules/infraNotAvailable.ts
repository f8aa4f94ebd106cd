import type { CodeInput } from './inputs';
import type { Rule } from './rule';

/** `params.infra` in a file that runs in the browser, or in a Transformation. */
export const infraNotAvailable: Rule<CodeInput> = {
  code: 'infra-not-available',
  severity: 'error',

  check({ stage, scan }) {
    if (!stage || stage.kind.infra) {
      return [];
    }
    const where =
      stage.kind.group === 'transformation'
        ? 'Transformations have no bindings'
        : "browser files run in the visitor's browser, which has no bindings";
    return scan.accesses
      .filter(({ path, isGuess }) => !isGuess && path.length === 1 && path[0] === 'infra')
      .map(({ range }) => ({ range, message: `'params.infra' is not available here: ${where}.` }));
  },
};
