import { expect, it } from 'vitest';
import { fixture } from '../../test/support/marks';
import { expectManifestFindings, fixedManifest } from '../../test/support/rules';
import { invalidField } from './invalidField';

it('values of the wrong type', () =>
  expectManifestFindings(
    invalidField,
    fixture`
      [[ratelimits]]
      name = "LIMIT"
      namespace_id = 1001
                     ^^^^ 'namespace_id' is a string, not a number.
      simple = { limit = "10", period = 30 }
                         ^^^^ 'limit' is a number, not a string.
                                        ^^ 'period' is 10 or 60, not 30.

      [ai]
      binding = true
                ^^^^ 'binding' is a string, not true.
      remote = "true"
               ^^^^^^ 'remote' is true or false, not a string.

      [[send_email]]
      name = "MAIL"
      allowed_sender_addresses = "me@example.com"
                                 ^^^^^^^^^^^^^^^^ 'allowed_sender_addresses' is a list of strings, not a string.
    `,
  ));

it('values that Wrangler refuses', () =>
  expectManifestFindings(
    invalidField,
    fixture`
      kv_namespaces = [{ binding = "A", id = "" }, { binding = "B", id = "{{id}}" }]
                                             ^^ 'id' is empty: give it a value, or leave it out.
      d1_databases = [{ binding = "D", database_id = "" }]
      r2_buckets = [{ binding = "C", bucket_name = "My_Bucket" }]
                                                   ^^^^^^^^^^^ 'My_Bucket' cannot be a 'bucket_name': it has 3 to 63 lowercase letters, digits and hyphens, no hyphen first or last.

      [assets]
      html_handling = "nothing"
                      ^^^^^^^^^ 'html_handling' is 'auto-trailing-slash' or 'force-trailing-slash' or 'drop-trailing-slash' or 'none', not 'nothing'.

      [[env.production.send_email]]
      name = "MAIL"
      destination_address = "a@example.com"
      allowed_destination_addresses = ["b@example.com"]
      ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ There is either 'destination_address' or 'allowed_destination_addresses', not both: remove one.
    `,
  ));

it('tables where there is a list, and the other way round', () => {
  expectManifestFindings(
    invalidField,
    fixture`
      [kv_namespaces]
      ^^^^^^^^^^^^^^^ There can be several (KV namespace), so each has two brackets: write [[kv_namespaces]].
      binding = "A"

      [[queues]]
      ^^^^^^^^^^ 'queues' is a table that holds 'producers'.
      [[browser]]
      ^^^^^^^^^^^ Browser Rendering is a table with 'binding', not a list.
    `,
  );
  expectManifestFindings(
    invalidField,
    fixture`
      { "kv_namespaces": ["A"], "r2_buckets": "B",
                          ^^^ A KV namespace is a table with 'binding', not a string.
                                              ^^^ 'r2_buckets' is a list.
        "assets": "./public", "d1_databases": [] }
    `,
  );
});

it('a value of the right type is offered', () => {
  const ai = (remote: string) => `[ai]\nbinding = "AI"\nremote = ${remote}\n`;
  expect(fixedManifest(invalidField, ai('"true"'))).toEqual({ 'Change to true': ai('true') });
  const limit = (id: string, period: string) =>
    `ratelimits = [{ name = "L", namespace_id = ${id}, simple = { limit = 1, period = ${period} } }]\n`;
  expect(fixedManifest(invalidField, limit('1001', '60'))).toEqual({ 'Change to "1001"': limit('"1001"', '60') });
  expect(Object.keys(fixedManifest(invalidField, limit('"1"', '20')))).toEqual(['Change to 10', 'Change to 60']);
  const assets = (value: string) => `{ "assets": { "not_found_handling": "${value}" } }`;
  expect(fixedManifest(invalidField, assets('404page'))).toEqual({ 'Change to "404-page"': assets('404-page') });
});

it('a list is made of a table, and a table of a list', () => {
  expect(fixedManifest(invalidField, '[env.dev.kv_namespaces] # mine\nbinding = "A"\n')).toEqual({
    'Change to [[env.dev.kv_namespaces]]': '[[env.dev.kv_namespaces]] # mine\nbinding = "A"\n',
  });
  expect(fixedManifest(invalidField, '[[ai]]\nbinding = "AI"\n')).toEqual({
    'Change to [ai]': '[ai]\nbinding = "AI"\n',
  });
  expect(fixedManifest(invalidField, 'r2_buckets = { binding = "R" }\n')).toEqual({
    'Put it into a list': 'r2_buckets = [{ binding = "R" }]\n',
  });
  expect(fixedManifest(invalidField, '{ "ai": [{ "binding": "AI" }] }')).toEqual({
    'Take it out of the list': '{ "ai": { "binding": "AI" } }',
  });
  expect(fixedManifest(invalidField, '[[ai]]\nbinding = "A"\n[[ai]]\nbinding = "B"\n')).toEqual({});
});

it('one of two fields that exclude each other is removed', () => {
  const mail = (fields: string) => `send_email = [{ name = "M", ${fields} }]\n`;
  const both = mail('destination_address = "a@b.c", allowed_destination_addresses = []');
  expect(fixedManifest(invalidField, both)).toEqual({
    'Remove allowed_destination_addresses': mail('destination_address = "a@b.c"'),
    'Remove destination_address': mail('allowed_destination_addresses = []'),
  });
});
