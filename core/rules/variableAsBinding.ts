import type { CodeInput, CodeRule } from './rule';
import { accessesBelow, movePath, variableNames } from './variables';

/** `params.infra.X` where X is a variable: those are read elsewhere. */
export const variableAsBinding: CodeRule = {
  code: 'variable-as-binding',
  severity: 'error',

  check(input) {
    return misplaced(input).map(({ range, path }) => ({
      range,
      message: `'${path[1]}' is a variable, not a binding: read params.secrets.${path[1]}.`,
    }));
  },

  fixes(input, problem) {
    const access = misplaced(input).find(({ range }) => range.start === problem.range.start);
    return access ? movePath(input, access, ['secrets']) : [];
  },
};

/** The accesses to variables below `params.infra`. */
export function misplaced(input: CodeInput) {
  const { manifest, stage } = input;
  if (!manifest || !stage?.kind.infra) {
    return [];
  }
  const variables = variableNames(manifest);
  const bindings = new Set(manifest.model.bindings.map(({ name }) => name));
  return accessesBelow(input, ['infra']).filter(
    ({ path: [, name = ''] }) => variables.has(name) && !bindings.has(name),
  );
}
