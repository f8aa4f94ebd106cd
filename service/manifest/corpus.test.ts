import { expect } from 'vitest';
import { bindingKinds } from '../../core/platform/kinds/kinds';
import { applyEdits } from '../../core/text';
import { describeWithCorpus } from '../../test/support/corpus';
import { parseManifest, readManifest } from '../../test/support/manifests';
import { manifestCompletion } from './completion';

describeWithCorpus('completion in real manifests', {
  'replaces what is typed, and what is accepted can be read': ({ manifests }) => {
    let accepted = 0;
    for (const { name, text, format } of manifests) {
      const manifest = {
        reading: readManifest(text, format),
        kinds: bindingKinds,
        undeclared: () => [],
      };
      for (let offset = 0; offset <= Math.min(text.length, 5000); offset += 11) {
        const { items } = manifestCompletion(manifest, offset);
        const misplaced = items.filter(
          ({ edit }) => !edit || edit.range.start > offset || offset > edit.range.end || edit.range.end > text.length,
        );
        expect(misplaced, `${name} ${offset}`).toEqual([]);
        const item = items[offset % Math.max(1, items.length)];
        if (item?.edit) {
          const { problems } = parseManifest(applyEdits(text, [item.edit]), format);
          expect(problems, `${name} ${offset} ${item.label}`).toEqual([]);
          accepted++;
        }
      }
    }
    expect(accepted).toBeGreaterThan(1000);
  },
});
