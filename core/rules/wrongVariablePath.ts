import type { Access } from '../code/scan';
import { replaceFix } from './fixes';
import type { CodeInput } from './inputs';
import type { Fix, Rule } from './rule';
import { pathText } from './variables';

/** Every path on which some stage reads variables. */
const variablePaths = [['secrets'], ['manifest', 'variables'], ['manifestVariables'], ['variables']] as const;

/** Variables read on a path that another kind of stage has. */
export const wrongVariablePath: Rule<CodeInput> = {
  code: 'wrong-variable-path',
  severity: 'error',

  check({ stage, scan: { accesses } }) {
    if (!stage) {
      return [];
    }
    const own = pathText(stage.kind.variables);
    const wrong = new Set(variablePaths.map(pathText).filter((path) => path !== own));
    // `params.manifest` of browser/init holds more than variables; other stages do not have it at all.
    return accesses
      .filter(({ path, isGuess }) => !isGuess && wrong.has(pathText(path)))
      .map((access) => ({
        range: access.range,
        message: `'params.${pathText(access.path)}' is not available in ${stage.id}: variables are params.${own} here.`,
        fixes: () => changePath(accesses, access, own),
      }));
  },
};

/** Writes another path in place of one that is written out; through an alias there is no such fix. */
function changePath(accesses: readonly Access[], { path, range, form }: Access, newText: string): readonly Fix[] {
  const first = accesses.findLast(
    (each) => each.path.length === 1 && each.path[0] === path[0] && each.range.start <= range.start,
  );
  return form === 'member' && first && path.length <= 2
    ? replaceFix(`Change to params.${newText}`, { start: first.range.start, end: range.end }, newText)
    : [];
}
