import { expect, it } from 'vitest';
import { fixture } from '../../test/support/marks';
import { expectManifestFindings, fixedManifest } from '../../test/support/rules';
import { duplicateBinding } from './duplicateBinding';

it('over all kinds, variables and secrets', () =>
  expectManifestFindings(
    duplicateBinding,
    fixture`
      ai = { binding = "AI" }
      kv_namespaces = [{ binding = "CACHE" }, { binding = "CACHE" }, { binding = "AI" }]
                                                           ^^^^^ 'CACHE' is declared twice as a KV namespace at the top level: code reaches only one of them. Rename one.
                                                                                  ^^ 'AI' is declared as Workers AI and as a KV namespace at the top level: code reaches only one of them. Rename one.
      send_email = [{ name = "MAIL" }]

      [[ratelimits]]
      name = "MAIL"
              ^^^^ 'MAIL' is declared as an email sender and as a rate limit at the top level: code reaches only one of them. Rename one.

      [vars]
      CACHE = "x"
      ^^^^^ 'CACHE' is declared as a KV namespace and as a variable at the top level: code reaches only one of them. Rename one.
      KEY = "x"

      [secrets]
      required = ["KEY"]
                   ^^^ 'KEY' is declared as a variable and as a secret at the top level: code reaches only one of them. Rename one.
    `,
  ));

it('in each environment, with what it inherits', () =>
  expectManifestFindings(
    duplicateBinding,
    fixture`
      [assets]
      binding = "FILES"

      [[kv_namespaces]]
      binding = "CACHE"

      [[env.staging.kv_namespaces]]
      binding = "CACHE"

      [[env.staging.r2_buckets]]
      binding = "FILES"
                 ^^^^^ 'FILES' is declared as static assets and as an R2 bucket in the environment 'staging': code reaches only one of them. Rename one.

      [[previews.kv_namespaces]]
      binding = "CACHE"

      [[previews.kv_namespaces]]
      binding = "CACHE"
                 ^^^^^ 'CACHE' is declared twice as a KV namespace in the previews at the top level: code reaches only one of them. Rename one.
    `,
  ));

it('names that are yet to be filled in may be the same', () =>
  expectManifestFindings(duplicateBinding, 'kv_namespaces = [{ binding = "{{name}}" }, { binding = "{{name}}" }]'));

it('is renamed to a name that is free, or removed', () => {
  const text = '{ "kv_namespaces": [{ "binding": "A" }, { "binding": "A" }, { "binding": "A_2" }] }';
  expect(fixedManifest(duplicateBinding, text)).toEqual({
    'Rename to A_3': '{ "kv_namespaces": [{ "binding": "A" }, { "binding": "A_3" }, { "binding": "A_2" }] }',
    'Remove A, a KV namespace': '{ "kv_namespaces": [{ "binding": "A" }, { "binding": "A_2" }] }',
  });
});
