import { accessesBelow } from '../code/accesses';
import type { CodeInput } from './inputs';
import type { Rule } from './rule';
import { movePath, variableNames } from './variables';

/** `params.infra.X` where X is a variable: those are read elsewhere. */
export const variableAsBinding: Rule<CodeInput> = {
  code: 'variable-as-binding',
  severity: 'error',

  check(input) {
    const { manifest, stage, scan } = input;
    if (!manifest || !stage?.kind.infra) {
      return [];
    }
    const variables = variableNames(manifest);
    const bindings = new Set(manifest.model.bindings.map(({ name }) => name));
    return accessesBelow(scan, ['infra'])
      .filter(({ path: [, name = ''] }) => variables.has(name) && !bindings.has(name))
      .map((access) => ({
        range: access.range,
        message: `'${access.path[1]}' is a variable, not a binding: read params.secrets.${access.path[1]}.`,
        fixes: () => movePath(input, access, ['secrets']),
      }));
  },
};
