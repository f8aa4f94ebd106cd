import { expect, it } from 'vitest';
import { fixture } from '../../test/support/marks';
import { expectManifestFindings, fixedManifest } from '../../test/support/rules';
import { invalidBindingName } from './invalidBindingName';

it('names that no binding can have', () =>
  expectManifestFindings(
    invalidBindingName,
    fixture`
      pages_build_output_dir = "dist"
      kv_namespaces = [{ binding = "" }, { binding = "my-kv" }, { binding = " CACHE" }]
                                   ^^ A binding needs a name.
                                                                             ^^^^^^ A binding’s name cannot begin or end with a space.

      [[env.preview.r2_buckets]]
      binding = "ASSETS"
                 ^^^^^^ “ASSETS” cannot be a binding: Pages uses it for the project’s files.

      [[env.preview.send_email]]
      name = "__proto__"
              ^^^^^^^^^ “__proto__” cannot be a binding: JavaScript keeps it for itself.
    `,
  ));

it('spaces are taken away', () =>
  expect(fixedManifest(invalidBindingName, '[ai]\nbinding = "AI "\n')).toEqual({
    'Change to AI': '[ai]\nbinding = "AI"\n',
  }));
