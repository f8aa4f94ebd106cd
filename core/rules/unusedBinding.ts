import { fixOf } from './fixes';
import type { ManifestInput } from './inputs';
import type { Rule } from './rule';

/** A binding that no code of the Destination names. */
export const unusedBinding: Rule<ManifestInput> = {
  code: 'unused-binding',
  severity: 'hint',
  tag: 'unnecessary',

  check({ model, edit, used, isMentioned, allUsesKnown }) {
    if (!allUsesKnown) {
      return [];
    }
    return (
      model.bindings
        // Assets are served without code, too.
        .filter(({ name, kind }) => kind.key !== 'assets' && !used.has(name) && !isMentioned(name))
        .map((binding) => ({
          range: binding.range,
          message: `No code uses '${binding.name}'.`,
          fixes: () => fixOf(`Remove ${binding.name}`, edit({ type: 'remove', binding })),
        }))
    );
  },
};
