import { expect, it } from 'vitest';
import { fixture } from '../../test/support/marks';
import { expectManifestFindings, fixedManifest } from '../../test/support/rules';
import { missingField } from './missingField';

it('what a kind needs', () =>
  expectManifestFindings(
    missingField,
    fixture`
      [[durable_objects.bindings]]
      name = "COUNTER"
              ^^^^^^^ 'COUNTER' needs 'class_name': the class that the Worker exports.

      [[kv_namespaces]]
      ^^^^^^^^^^^^^^^^^ This KV namespace needs 'binding': the name that code reads this binding by.
      id = "1"

      [ai]
      ^^^^ Workers AI needs 'binding': the name that code reads this binding by.
    `,
  ));

it('inside a field, in environments and previews', () =>
  expectManifestFindings(
    missingField,
    fixture`
      [[env.staging.ratelimits]]
      name = "LIMIT"
      namespace_id = "1"
      simple = { limit = 10 }
               ^^^^^^^^^^^^^^ 'simple' of 'LIMIT' needs 'period': in how many seconds.

      [[previews.hyperdrive]]
      binding = "SQL"
                 ^^^ 'SQL' needs 'id': the ID of the Hyperdrive configuration.
    `,
  ));

it('what another field needs, and one of several', () =>
  expectManifestFindings(
    missingField,
    fixture`
      vpc_networks = [{ binding = "A", network_id = "1" }, { binding = "B" }]
                                                                        ^ 'B' needs 'tunnel_id': the ID of the tunnel into the network.
      pipelines = [{ binding = "OLD", pipeline = "p" }, { binding = "NEW" }]
                                                                     ^^^ 'NEW' needs 'stream': the stream that records go to.
      durable_objects.bindings = [{ name = "X", class_name = "X", environment = "e" }]
                                            ^ 'X' needs 'script_name': the Worker that exports the class, if it is another one.
    `,
  ));

it.each([
  ['what is half typed', '[[kv_namespaces]]\nbinding = \n'],
  ['what is half typed below', '[[kv_namespaces]]\nid = "1"\nbin\n\n[ai]\nbinding = "AI"'],
  ['templates', 'kv_namespaces = [{ "{{name}}" = "X", id = "1" }]'],
  ['what Wrangler fills in', '[[kv_namespaces]]\nbinding = "A"\n[[r2_buckets]]\nbinding = "B"\n[assets]\n'],
])('nothing is said of %s', (_, text) => expectManifestFindings(missingField, text));

it('is added with a value to start from', () => {
  expect(fixedManifest(missingField, '[[hyperdrive]]\nbinding = "SQL"\n')).toEqual({
    'Add id': '[[hyperdrive]]\nbinding = "SQL"\nid = "57b7076f58be42419276f058a8968187"\n',
  });
  expect(fixedManifest(missingField, '[[ratelimits]]\nname = "A"\nnamespace_id = "1"\n')).toEqual({
    'Add simple': '[[ratelimits]]\nname = "A"\nnamespace_id = "1"\nsimple = { limit = 100, period = 60 }\n',
  });
  expect(fixedManifest(missingField, '{ "ai": {}, "images": { "binding": "MY_BINDING" } }')).toEqual({
    'Add binding': '{ "ai": { "binding": "MY_BINDING_2" }, "images": { "binding": "MY_BINDING" } }',
  });
});
