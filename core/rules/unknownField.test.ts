import { expect, it } from 'vitest';
import { fixture } from '../../test/support/marks';
import { expectManifestFindings, fixedManifest, manifestInput } from '../../test/support/rules';
import { unknownField } from './unknownField';

it('fields that a kind does not have', () =>
  expectManifestFindings(
    unknownField,
    fixture`
      [[d1_databases]]
      binding = "DB"
      databse_name = "shop"
      ^^^^^^^^^^^^ A D1 database has no 'databse_name'. Did you mean 'database_name'?
      colour = "blue"
      ^^^^^^ A D1 database has no 'colour': Wrangler ignores it.

      [[ratelimits]]
      name = "LIMIT"
      namespace_id = "1"
      simple = { limit = 10, periode = 60 }
                             ^^^^^^^ 'simple' has no 'periode'. Did you mean 'period'?

      [env.staging.browser]
      binding = "BROWSER"
      compatibility_date = "2026-01-31"
      ^^^^^^^^^^^^^^^^^^ 'compatibility_date' belongs to 'BROWSER' here, and means nothing there. Move it above the first table.
    `,
  ));

it('kinds that are misspelt', () =>
  expectManifestFindings(
    unknownField,
    fixture`
      pages = { a = 1 }
      queue = "x"

      [[kv_namespace]]
        ^^^^^^^^^^^^ Wrangler knows no 'kv_namespace'. Did you mean 'kv_namespaces'?
      binding = "A"

      [[env.staging.queues.producer]]
                           ^^^^^^^^ Wrangler knows no 'producer'. Did you mean 'producers'?
      binding = "Q"
      queue = "q"
    `,
  ));

it('what an older Wrangler knew is deprecated, not unknown', () => {
  const input = manifestInput('services = [{ binding = "A", service = "a", environment = "production" }]\n');
  expect(unknownField.check(input)).toMatchObject([
    { severity: 'hint', tag: 'deprecated', message: expect.stringMatching(/^'environment' is deprecated\. /) },
  ]);
});

it.each([
  ['an unsafe binding', '[[unsafe.bindings]]\nname = "A"\ntype = "new"\nanything = 1\n'],
  ['other keys', 'main = "a.js"\n[vars]\nkv_namespace = "x"\n[site]\nbucket = "b"\n'],
  ['what is half typed', '[ai]\nbinding = "AI"\nremot\n'],
  ['templates', '[ai]\nbinding = "AI"\nx = "{{y}}"\n'],
])('nothing is said of %s', (_, text) => expectManifestFindings(unknownField, text));

it('is changed to what was meant, in every header', () => {
  const text = '[[kv_namespace]]\nbinding = "A"\n\n[[kv_namespace]]\nbinding = "B"\n';
  expect(fixedManifest(unknownField, text)).toEqual({
    'Change to kv_namespaces': text.replaceAll('kv_namespace', 'kv_namespaces'),
  });
  expect(fixedManifest(unknownField, '{ "ai": { "binding": "AI", "remot": true } }')).toEqual({
    'Change to remote': '{ "ai": { "binding": "AI", "remote": true } }',
  });
});

it('what means nothing is removed, and what has a new name gets it', () => {
  expect(fixedManifest(unknownField, '[ai]\nbinding = "AI"\ncolour = "blue" # why?\n')).toEqual({
    'Remove colour': '[ai]\nbinding = "AI"\n',
  });
  expect(fixedManifest(unknownField, '{ "ai": { "binding": "AI", "experimental_remote": true } }')).toEqual({
    'Change to remote': '{ "ai": { "binding": "AI", "remote": true } }',
  });
  const producer = (more: string) => `queues.producers = [{ binding = "Q", queue = "q"${more} }]\n`;
  expect(fixedManifest(unknownField, producer(', delivery_delay = 5'))).toEqual({
    'Remove delivery_delay': producer(''),
  });
});

it('a key of the whole manifest moves out of the table it fell into', () => {
  expect(fixedManifest(unknownField, 'name = "a"\n\n[browser]\nbinding = "B"\nmain = "a.js"\n')).toEqual({
    'Move main to the top level': 'name = "a"\nmain = "a.js"\n\n[browser]\nbinding = "B"\n',
  });
  expect(fixedManifest(unknownField, '[env.dev.browser]\nbinding = "B"\nmain = "a.js"\n')).toEqual({});
});
