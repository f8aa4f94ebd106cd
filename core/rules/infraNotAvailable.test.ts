import { it } from 'vitest';
import { fixture } from '../../test/support/marks';
import { expectFindings } from '../../test/support/rules';
import { infraNotAvailable } from './infraNotAvailable';

it('in a browser file', () =>
  expectFindings(
    infraNotAvailable,
    fixture`
      const { infra } = params;
              ^^^^^ 'params.infra' is not available here: browser files run in the visitor's browser, which has no bindings.
    `,
    { stage: 'browser/init' },
  ));

it('in a Transformation', () =>
  expectFindings(
    infraNotAvailable,
    fixture`
      params.infra.CACHE.get('k');
             ^^^^^ 'params.infra' is not available here: Transformations have no bindings.
    `,
    { stage: 'edge/tagRoot' },
  ));

it('not on the edge', () => expectFindings(infraNotAvailable, 'params.infra.CACHE.get(1);\n'));
