import { expect } from 'vitest';
import { describeWithCorpus, variantsOf } from '../../test/support/corpus';
import { readManifest } from '../../test/support/manifests';
import { bindingKinds } from '../platform/kinds/kinds';
import { findings } from './rule';
import { manifestRules } from './rules';

describeWithCorpus('real manifests are fine as they are', {
  'but for the few that Wrangler refuses or warns of': ({ manifests }) => {
    const figures = { manifests: 0, error: 0, warning: 0, information: 0, hint: 0 };
    for (const { text, format } of manifests.flatMap(variantsOf)) {
      const input = {
        name: 'wrangler.toml',
        ...readManifest(text, format),
        kinds: bindingKinds,
        used: new Set<string>(),
        isNeeded: () => true,
        isMentioned: () => false,
        allUsesKnown: false,
      };
      figures.manifests++;
      for (const { severity } of findings(manifestRules, input)) {
        figures[severity]++;
      }
    }
    expect(figures.error / figures.manifests).toBeLessThan(0.02);
    expect(figures.warning / figures.manifests).toBeLessThan(0.01);
    expect(figures.hint / figures.manifests).toBeLessThan(0.05);
  },
});
