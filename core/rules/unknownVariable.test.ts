import { expect, it } from 'vitest';
import { fixture } from '../../test/support/marks';
import { expectFindings, fixed } from '../../test/support/rules';
import { unknownVariable } from './unknownVariable';

const manifest = '[vars]\nLIST_ID = "x"\n';

it('a variable that is nowhere', () =>
  expectFindings(
    unknownVariable,
    fixture`
      const { LIST_ID, LIST_IT } = params.secrets; params.secrets.LOCAL;
                       ^^^^^^^ 'LIST_IT' is in neither wrangler.toml nor .dev.vars or .env. Did you mean 'LIST_ID'?
    `,
    { manifest, secrets: ['LOCAL'] },
  ));

it('nothing is said without a manifest', () =>
  expectFindings(unknownVariable, 'params.secrets.KEY;\n', { manifest: null }));

it('is mended by the nearest name', () =>
  expect(fixed(unknownVariable, 'params.secrets.LIST_IT;', { manifest })).toEqual({
    'Change to LIST_ID': 'params.secrets.LIST_ID;',
  }));
