import { expect, it } from 'vitest';
import { fixture } from '../../test/support/marks';
import { expectFindings, fixed } from '../../test/support/rules';
import { variableAsBinding } from './variableAsBinding';

const manifest = '[vars]\nLIST_ID = "x"\n[secrets]\nrequired = ["KEY"]\n';

it('a variable, a secret or a name of the secrets files on infra', () =>
  expectFindings(
    variableAsBinding,
    fixture`
      params.infra.LIST_ID; params.infra.KEY; params.infra.LOCAL; params.infra.OTHER;
                   ^^^^^^^ 'LIST_ID' is a variable, not a binding: read params.secrets.LIST_ID.
                                         ^^^ 'KEY' is a variable, not a binding: read params.secrets.KEY.
                                                           ^^^^^ 'LOCAL' is a variable, not a binding: read params.secrets.LOCAL.
    `,
    { manifest, secrets: ['LOCAL'] },
  ));

it('is mended by the right path', () => {
  expect(fixed(variableAsBinding, 'send(params.infra.KEY);', { manifest })).toEqual({
    'Read params.secrets.KEY': 'send(params.secrets.KEY);',
  });
  expect(fixed(variableAsBinding, 'const { KEY } = params.infra;', { manifest })).toEqual({});
});
