import { fixOf } from './manifestEntries';
import type { ManifestRule } from './rule';

/** A binding that no code of the Destination names. */
export const unusedBinding: ManifestRule = {
  code: 'unused-binding',
  severity: 'hint',
  tag: 'unnecessary',

  check({ model, used, isMentioned, allUsesKnown }) {
    if (!allUsesKnown) {
      return [];
    }
    return (
      model.bindings
        // Assets are served without code, too.
        .filter(({ name, kind }) => kind.key !== 'assets' && !used.has(name) && !isMentioned(name))
        .map(({ name, range }) => ({ range, message: `No code uses '${name}'.` }))
    );
  },

  fixes({ model, edit }, { range }) {
    const binding = model.bindings.find((each) => each.range.start === range.start && each.range.end === range.end);
    return binding ? fixOf(`Remove ${binding.name}`, edit({ type: 'remove', binding })) : [];
  },
};
