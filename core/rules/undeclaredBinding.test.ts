import { describe, expect, it } from 'vitest';
import { fixture } from '../../test/support/marks';
import { expectFindings, fixed } from '../../test/support/rules';
import { undeclaredBinding } from './undeclaredBinding';

const manifest = '[[kv_namespaces]]\nbinding = "CACHE"\n';

it('where no environment declares the name', () =>
  expectFindings(
    undeclaredBinding,
    fixture`
      params.infra.CACHE; params.infra.CACHES.get('k'); const { DB } = params.infra;
                                       ^^^^^^ 'CACHES' is not declared in wrangler.toml. Did you mean 'CACHE'?
                                                                ^^ 'DB' is not declared in wrangler.toml.
    `,
    { manifest },
  ));

describe('nothing is said', () => {
  it('of what one environment alone declares', () =>
    expectFindings(undeclaredBinding, 'params.infra.DB;\n', {
      manifest: '[[env.production.d1_databases]]\nbinding = "DB"\n',
    }));

  it('of a computed name', () => expectFindings(undeclaredBinding, 'params.infra[name];\n', { manifest }));

  it('of a name in the text of a manifest that is half typed', () =>
    expectFindings(undeclaredBinding, 'params.infra.STORE;\n', { manifest: '[[kv_namespaces]\nbinding = "STORE' }));

  it('of a variable: that is another mistake', () =>
    expectFindings(undeclaredBinding, 'params.infra.KEY;\n', { manifest: '[vars]\nKEY = "x"\n' }));
});

it('without a manifest', () =>
  expectFindings(
    undeclaredBinding,
    fixture`
      params.infra.CACHE;
                   ^^^^^ 'CACHE' is not declared: no wrangler.toml, wrangler.json or wrangler.jsonc was found for this Destination.
    `,
    { manifest: null },
  ));

it('is mended by the nearest name, or by a declaration', () => {
  expect(fixed(undeclaredBinding, "await params.infra.CACHES.put('k', 'v');", { manifest })).toEqual({
    'Change to CACHE': "await params.infra.CACHE.put('k', 'v');",
    'Declare CACHES as a KV namespace in wrangler.toml': `${manifest}\n[[kv_namespaces]]\nbinding = "CACHES"\n`,
    'Declare CACHES as an R2 bucket in wrangler.toml': `${manifest}\n[[r2_buckets]]\nbinding = "CACHES"\n`,
  });
});
