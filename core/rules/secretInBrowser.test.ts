import { it } from 'vitest';
import { fixture } from '../../test/support/marks';
import { expectFindings } from '../../test/support/rules';
import { secretInBrowser } from './secretInBrowser';

it('names that are secret, or sound so', () =>
  expectFindings(
    secretInBrowser,
    fixture`
      const { PIXEL_ID, API_TOKEN, PUBLIC_KEY, PLAIN } = params.manifestVariables;
                        ^^^^^^^^^ 'API_TOKEN' looks private, and every visitor can read what a browser file reads: use it on the edge.
                                               ^^^^^ 'PLAIN' looks private, and every visitor can read what a browser file reads: use it on the edge.
    `,
    { stage: 'browser/tag', secrets: ['PLAIN'] },
  ));

it('on the edge they are at home', () => expectFindings(secretInBrowser, 'params.secrets.API_TOKEN;\n'));
