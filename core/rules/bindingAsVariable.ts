import type { CodeInput, CodeRule } from './rule';
import { accessesBelow, movePath, variableNames } from './variables';

/** `params.secrets.X` where X is a binding. */
export const bindingAsVariable: CodeRule = {
  code: 'binding-as-variable',
  severity: 'error',

  check(input) {
    return misplaced(input).map(({ range, path }) => ({
      range,
      message: `'${path[1]}' is a binding, not a variable: use params.infra.${path[1]}.`,
    }));
  },

  fixes(input, problem) {
    const access = misplaced(input).find(({ range }) => range.start === problem.range.start);
    return access ? movePath(input, access, ['infra']) : [];
  },
};

function misplaced(input: CodeInput) {
  const { manifest, stage } = input;
  if (!manifest || !stage?.kind.infra) {
    return [];
  }
  const variables = variableNames(manifest);
  const bindings = new Set(manifest.model.bindings.map(({ name }) => name));
  return accessesBelow(input, ['secrets']).filter(
    ({ path: [, name = ''] }) => bindings.has(name) && !variables.has(name),
  );
}
