import { expect, it } from 'vitest';
import { applyEdits } from '../../core/text';
import { fixture } from '../../test/support/marks';
import { expectManifestFindings, manifestInput } from '../../test/support/rules';
import { bindingMissingInEnvironment } from './bindingMissingInEnvironment';

const manifest = fixture`
  [[kv_namespaces]]
  binding = "CACHE"
  id = "1" # ours

  [assets]
  binding = "FILES"

  [env.staging]
  [[env.production.kv_namespaces]]
  binding = "CACHE"
  id = "2"
`;

it('one warning, at the first declaration', () =>
  expectManifestFindings(
    bindingMissingInEnvironment,
    manifest.replace(
      'binding = "CACHE"\n',
      "binding = \"CACHE\"\n           ^^^^^ 'CACHE' is used in code, but not declared in 'staging'.\n",
    ),
    ['CACHE', 'FILES'],
  ));

it('nothing is said of what no code uses, or without environments', () => {
  expectManifestFindings(bindingMissingInEnvironment, manifest, []);
  expectManifestFindings(bindingMissingInEnvironment, '[[kv_namespaces]]\nbinding = "CACHE"\n', ['CACHE']);
});

it('is mended by a copy', () => {
  const input = manifestInput(manifest, ['CACHE']);
  const [finding] = bindingMissingInEnvironment.check(input);
  const [fix] = finding?.fixes?.() ?? [];
  expect(fix?.title).toBe('Declare CACHE in staging too');
  const after = manifestInput(applyEdits(manifest, fix?.edits ?? []), ['CACHE']);
  expect(bindingMissingInEnvironment.check(after)).toEqual([]);
  expect(after.document.text).toContain('[[env.staging.kv_namespaces]]\nbinding = "CACHE"\nid = "1"\n');
});

it('is copied to one environment or to all that lack it', () => {
  const input = manifestInput('[ai]\nbinding = "AI"\n\n[env.a]\n\n[env.b.browser]\nbinding = "B"\n', ['AI']);
  const [finding] = bindingMissingInEnvironment.check(input);
  const fixes = finding?.fixes?.() ?? [];
  expect(fixes.map(({ title }) => title)).toEqual([
    'Declare AI in a, b too',
    'Declare AI in a too',
    'Declare AI in b too',
  ]);
  expect(applyEdits(input.document.text, fixes[2]?.edits ?? [])).toBe(
    `${input.document.text}\n[env.b.ai]\nbinding = "AI"\n`,
  );
});
