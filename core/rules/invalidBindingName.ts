import { invalidName } from '../model/names';
import { nodeAt } from '../sources/document';
import { replaceValue } from '../sources/edit';
import { fixOf } from './fixes';
import type { ManifestInput } from './inputs';
import { wholeEntries } from './manifestEntries';
import type { Rule, RuleFinding } from './rule';

/** A name that no binding can have. */
export const invalidBindingName: Rule<ManifestInput> = {
  code: 'invalid-binding-name',
  severity: 'error',

  check(input) {
    const { document, model } = input;
    return wholeEntries(input).flatMap(({ kind, path, node }): RuleFinding[] => {
      const name = nodeAt(node, [kind.nameField]);
      const message =
        name?.type === 'string' && typeof name.value === 'string' ? invalidName(name.value, model.isPages) : undefined;
      if (name?.type !== 'string' || message === undefined) {
        return [];
      }
      const better = String(name.value)
        .replaceAll(/\p{Cc}/gu, '')
        .trim();
      return [
        {
          // An empty name has no width of its own.
          range: name.value === '' ? name.range : name.contentRange,
          message,
          fixes() {
            if (better === '' || invalidName(better, model.isPages) !== undefined) {
              return [];
            }
            return fixOf(`Change to ${better}`, replaceValue(document, [...path, kind.nameField], better), true);
          },
        },
      ];
    });
  },
};
