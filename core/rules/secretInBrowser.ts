import { accessesBelow } from '../code/accesses';
import type { CodeInput } from './inputs';
import type { Rule } from './rule';
import { secretNames } from './variables';

const looksPrivate = /secret|private|passw(or)?d|token|api_?key|credential/i;
/** Names that sound private and are made to be seen. */
const looksPublic = /public|publishable|site_?key|client_?token/i;

/** A variable that is private, or sounds so, read in a browser file: every visitor can see it. */
export const secretInBrowser: Rule<CodeInput> = {
  code: 'secret-in-browser',
  severity: 'warning',

  check({ stage, manifest, scan }) {
    if (stage?.kind.runtime !== 'browser') {
      return [];
    }
    const secrets = manifest ? secretNames(manifest) : new Set<string>();
    return accessesBelow(scan, stage.kind.variables)
      .map(({ range, path }) => ({ range, name: path.at(-1) ?? '' }))
      .filter(({ name }) => secrets.has(name) || (looksPrivate.test(name) && !looksPublic.test(name)))
      .map(({ range, name }) => ({
        range,
        message: `'${name}' looks private, and every visitor can read what a browser file reads: use it on the edge.`,
      }));
  },
};
