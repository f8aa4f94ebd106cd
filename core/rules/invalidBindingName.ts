import { invalidName } from '../model/names';
import { nodeAt } from '../sources/document';
import { replaceValue } from '../sources/edit';
import { type Finding, rule, wholeEntries } from './manifestEntries';
import type { ManifestRule } from './rule';

/** A name that no binding can have. */
export const invalidBindingName: ManifestRule = {
  code: 'invalid-binding-name',
  severity: 'error',
  ...rule(({ document, model, ...input }) =>
    wholeEntries({ document, model, ...input }).flatMap(({ kind, path, node }): Finding[] => {
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
            const result = replaceValue(document, [...path, kind.nameField], better);
            return 'edits' in result ? [{ title: `Change to ${better}`, isPreferred: true, edits: result.edits }] : [];
          },
        },
      ];
    }),
  ),
};
