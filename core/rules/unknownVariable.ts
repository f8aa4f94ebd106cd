import { nearestName } from '../nearestName';
import type { CodeRule } from './rule';
import { accessesBelow, variableNames } from './variables';

/** `params.secrets.X` that neither the manifest nor the secrets files have. It may still be set on the platform alone. */
export const unknownVariable: CodeRule = {
  code: 'unknown-variable',
  severity: 'information',

  check(input) {
    const { manifest, stage } = input;
    if (!manifest?.document || !stage?.kind.infra || manifest.document.problems.length > 0) {
      return [];
    }
    const variables = variableNames(manifest);
    const bindings = new Set(manifest.model.bindings.map(({ name }) => name));
    return accessesBelow(input, ['secrets'])
      .filter(({ path: [, name = ''] }) => !variables.has(name) && !bindings.has(name))
      .map(({ range, path: [, name = ''] }) => {
        const nearest = nearestName(name, [...variables]);
        const hint = nearest ? ` Did you mean '${nearest}'?` : '';
        return { range, message: `'${name}' is in neither ${manifest.name} nor .dev.vars or .env.${hint}` };
      });
  },

  fixes({ manifest, text }, { range }) {
    const nearest = manifest && nearestName(text.slice(range.start, range.end), [...variableNames(manifest)]);
    return nearest ? [{ title: `Change to ${nearest}`, isPreferred: true, edits: [{ range, newText: nearest }] }] : [];
  },
};
