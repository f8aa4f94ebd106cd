import { accessesBelow } from '../code/accesses';
import type { CodeInput } from './inputs';
import type { Rule } from './rule';
import { movePath, variableNames } from './variables';

/** `params.secrets.X` where X is a binding. */
export const bindingAsVariable: Rule<CodeInput> = {
  code: 'binding-as-variable',
  severity: 'error',

  check(input) {
    const { manifest, stage, scan } = input;
    if (!manifest || !stage?.kind.infra) {
      return [];
    }
    const variables = variableNames(manifest);
    const bindings = new Set(manifest.model.bindings.map(({ name }) => name));
    return accessesBelow(scan, ['secrets'])
      .filter(({ path: [, name = ''] }) => bindings.has(name) && !variables.has(name))
      .map((access) => ({
        range: access.range,
        message: `'${access.path[1]}' is a binding, not a variable: use params.infra.${access.path[1]}.`,
        fixes: () => movePath(input, access, ['infra']),
      }));
  },
};
