import { accessesBelow } from '../code/accesses';
import { nearestName } from '../nearestName';
import { replaceFix } from './fixes';
import type { CodeInput } from './inputs';
import type { Rule } from './rule';
import { variableNames } from './variables';

/** `params.secrets.X` that neither the manifest nor the secrets files have. It may still be set on the platform alone. */
export const unknownVariable: Rule<CodeInput> = {
  code: 'unknown-variable',
  severity: 'information',

  check({ manifest, stage, scan }) {
    if (!manifest?.document || !stage?.kind.infra || manifest.document.problems.length > 0) {
      return [];
    }
    const variables = variableNames(manifest);
    const bindings = new Set(manifest.model.bindings.map(({ name }) => name));
    return accessesBelow(scan, ['secrets'])
      .filter(({ path: [, name = ''] }) => !variables.has(name) && !bindings.has(name))
      .map(({ range, path: [, name = ''] }) => {
        const nearest = nearestName(name, [...variables]);
        const hint = nearest ? ` Did you mean '${nearest}'?` : '';
        return {
          range,
          message: `'${name}' is in neither ${manifest.name} nor .dev.vars or .env.${hint}`,
          fixes: () => (nearest ? replaceFix(`Change to ${nearest}`, range, nearest) : []),
        };
      });
  },
};
