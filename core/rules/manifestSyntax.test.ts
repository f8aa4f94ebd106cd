import { expect, it } from 'vitest';
import { expectManifestFindings, manifestInput } from '../../test/support/rules';
import { manifestSyntax } from './manifestSyntax';

const newer = 'kv_namespaces = [{ binding = "A",\n id = "1" }]\n';

it('what cannot be read', () =>
  expectManifestFindings(manifestSyntax, 'name = "a\n       ^^ This string is not closed.\nmain = "b.js"\n'));

it('not the lines of a template', () =>
  expectManifestFindings(manifestSyntax, '{{#if kv}}\n[[kv_namespaces]]\nid = {{ id }}\n{{/if}}\n'));

it('TOML 1.1 where the project’s Wrangler is older', () => {
  const input = manifestInput(newer);
  const check = (readsNewerToml: boolean) =>
    manifestSyntax.check({ ...input, wrangler: { version: '4.100.0', readsNewerToml } });
  expect(check(false)).toMatchObject([
    { severity: 'hint', message: expect.stringMatching(/This project’s Wrangler \(4\.100\.0\) refuses it\.$/) },
  ]);
  expect(check(true)).toEqual([]);
  expect(manifestSyntax.check(input)).toEqual([]);
});
