import { expect, it } from 'vitest';
import { fixture } from '../../test/support/marks';
import { expectFindings, fixed } from '../../test/support/rules';
import { bindingAsVariable } from './bindingAsVariable';

const manifest = '[vars]\nLIST_ID = "x"\n[[kv_namespaces]]\nbinding = "CACHE"\n';

it('a binding among the secrets', () =>
  expectFindings(
    bindingAsVariable,
    fixture`
      params.secrets.LIST_ID; params.secrets.CACHE;
                                             ^^^^^ 'CACHE' is a binding, not a variable: use params.infra.CACHE.
    `,
    { manifest },
  ));

it('is mended by the right path', () =>
  expect(fixed(bindingAsVariable, "await params.secrets?.CACHE.get('k');", { manifest })).toEqual({
    'Read params.infra.CACHE': "await params.infra?.CACHE.get('k');",
  }));
