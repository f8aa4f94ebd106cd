import { expect, it } from 'vitest';
import { fixture } from '../../test/support/marks';
import { expectFindings, fixed } from '../../test/support/rules';
import { wrongVariablePath } from './wrongVariablePath';

it('the paths of other stages', () => {
  expectFindings(
    wrongVariablePath,
    fixture`
      params.secrets.A;
             ^^^^^^^ 'params.secrets' is not available in browser/tag: variables are params.manifestVariables here.
      params.manifest.variables.A;
                      ^^^^^^^^^ 'params.manifest.variables' is not available in browser/tag: variables are params.manifestVariables here.
      params.manifestVariables.A;
    `,
    { stage: 'browser/tag' },
  );
  expectFindings(wrongVariablePath, 'params.secrets.A;\n', { stage: 'apis/cdn/x' });
  expectFindings(wrongVariablePath, 'params.manifest.variables.A;\n', { stage: 'browser/init' });
  expectFindings(wrongVariablePath, 'params.variables.A;\n', { stage: 'edge/tagRoot' });
});

it('is mended by the right one', () => {
  expect(fixed(wrongVariablePath, 'send(params.manifest.variables.A)', { stage: 'browser/tag' })).toEqual({
    'Change to params.manifestVariables': 'send(params.manifestVariables.A)',
  });
  expect(fixed(wrongVariablePath, 'params.manifestVariables.A', { stage: 'browser/init' })).toEqual({
    'Change to params.manifest.variables': 'params.manifest.variables.A',
  });
});
