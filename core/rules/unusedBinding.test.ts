import { expect, it } from 'vitest';
import { fixture } from '../../test/support/marks';
import { expectManifestFindings, fixedManifest, manifestInput } from '../../test/support/rules';
import { unusedBinding } from './unusedBinding';

const manifest = fixture`
  ai = { binding = "AI" }
       ^^^^^^^^^^^^^^^^^^ No code uses 'AI'.
  kv_namespaces = [{ binding = "CACHE" }]
`;

it('what no code names', () => expectManifestFindings(unusedBinding, manifest, ['CACHE']));

it('nothing is said where more may be used than is known', () =>
  expect(unusedBinding.check(manifestInput('ai = { binding = "AI" }', [], false))).toEqual([]));

it('is removed', () =>
  expect(fixedManifest(unusedBinding, '[ai]\nbinding = "AI"\n\n[vars]\nA = "1"\n')).toEqual({
    'Remove AI': '[vars]\nA = "1"\n',
  }));
