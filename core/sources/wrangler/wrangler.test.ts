import fc from 'fast-check';
import { expect, test } from 'vitest';
import { describeWithCorpus } from '../../../test/support/corpus';
import type { ManifestFormat } from '../../../test/support/manifests';
import { parseManifest, readManifest } from '../../../test/support/manifests';
import { jsoncManifests, tomlManifests } from '../../../test/support/randomManifests';
import { type AskedManifest, askWrangler, wranglerTypes } from '../../../test/support/wrangler';
import { bindingsOf } from '../../model/environments';
import { bindingKinds } from '../../platform/kinds/kinds';
import { manifestRules } from '../../rules/rules';
import { applyEdits } from '../../text';
import type { ManifestEdits } from '../source';
import { addBinding, removeBinding, renameBinding } from './edits';
import { startingFields } from './fieldValues';
import { readBindings } from './read';

const keys = new Set(bindingKinds.map(({ key }) => key));

interface Asked extends AskedManifest {
  readonly name: string;
}

/** Every environment of a manifest. */
function environmentsOf(name: string, text: string, format: ManifestFormat): Asked[] {
  const { environments } = readBindings(parseManifest(text, format));
  return [null, ...environments].map((environment) => ({ name, text, format, environment }));
}

/** Our own answer: the bindings that code has in an environment. */
function ourBindings({ text, format, environment }: AskedManifest): string[] {
  const model = readBindings(parseManifest(text, format));
  return bindingsOf(model, environment)
    .map(({ name, kind }) => `${name}: ${kind.key}`)
    .sort();
}

/** The errors that we find in a manifest, in the order of the text. */
function ourErrors({ text, format }: AskedManifest): string[] {
  const input = {
    name: 'wrangler.toml',
    ...readManifest(text, format),
    kinds: bindingKinds,
    used: new Set<string>(),
    isNeeded: () => true,
    isMentioned: () => false,
    allUsesKnown: false,
  };
  return manifestRules.flatMap(({ severity, check }) =>
    check(input).flatMap(({ message, severity: own = severity }) => (own === 'error' ? [message] : [])),
  );
}

/** Expects that Wrangler sees what we see wherever it accepts a manifest; says how many it accepts. */
function expectAgreement(asked: readonly Asked[]): number {
  const answers = askWrangler(asked, keys);
  let accepted = 0;
  for (const [i, each] of asked.entries()) {
    const answer = answers[i];
    if (answer && 'bindings' in answer) {
      const theirs = answer.bindings.map(({ name, kind }) => `${name}: ${kind}`).sort();
      expect(ourBindings(each), `${each.name} ${each.environment}`).toEqual(theirs);
      accepted++;
    }
  }
  return accepted;
}

/** A manifest after edits, unless they were refused. */
function edited(name: string, text: string, format: ManifestFormat, result: ManifestEdits): Asked[] {
  return 'edits' in result ? environmentsOf(name, applyEdits(text, result.edits), format) : [];
}

test('Wrangler knows every kind as we write it', () => {
  for (const format of ['toml', 'jsonc'] as const) {
    let text = format === 'toml' ? 'name = "all"\n' : '{\n  "name": "all"\n}\n';
    for (const [i, kind] of bindingKinds.entries()) {
      // Wrangler looks for a folder that is named; assets need none.
      const { directory: _, ...others } = startingFields(kind);
      const fields = { ...others, [kind.nameField]: `B${i}` };
      const result = addBinding(parseManifest(text, format), kind, fields, null);
      text = 'edits' in result ? applyEdits(text, result.edits) : text;
    }
    const asked = { name: 'all', text, format, environment: null };
    expect(ourBindings(asked)).toHaveLength(bindingKinds.length);
    expect(ourErrors(asked)).toEqual([]);
    expect(expectAgreement([asked])).toBe(1);
  }
});

test('Wrangler sees the same bindings in random manifests', () => {
  const samples = fc.sample(fc.oneof(tomlManifests, jsoncManifests), { numRuns: 150, seed: 5 });
  const asked = samples.flatMap(({ text, format }, i) => environmentsOf(`random ${i}: ${text}`, text, format));
  expect(expectAgreement(asked)).toBeGreaterThan(0);
});

/** Manifests, and whether Wrangler refuses them. */
const judged: readonly (readonly [string, boolean])[] = [
  ['kv_namespaces = [{ id = "1" }]', true],
  ['kv_namespaces = [{ binding = "A", id = "" }]', true],
  ['kv_namespaces = [{ binding = "A", id = 1 }]', true],
  ['kv_namespaces = [{ binding = "A" }, { binding = "A" }]', true],
  ['ai = { binding = "A" }\nvars = { A = "1" }', true],
  ['ai = { binding = "A" }\nsecrets = { required = ["A"] }', true],
  ['[kv_namespaces]\nbinding = "A"', true],
  ['[[queues]]\nbinding = "A"', true],
  ['r2_buckets = [{ binding = "A", bucket_name = "My Bucket" }]', true],
  ['r2_buckets = [{ binding = "A", bucket_name = "" }]', true],
  ['d1_databases = [{ binding = "A", database_id = "" }]', false],
  ['ratelimits = [{ name = "A", namespace_id = "1", simple = { limit = 1, period = 20 } }]', true],
  ['ratelimits = [{ name = "A", namespace_id = 1, simple = { limit = 1, period = 60 } }]', true],
  ['ratelimits = [{ name = "A", namespace_id = "1", simple = { limit = 1 } }]', true],
  ['vpc_networks = [{ binding = "A" }]', true],
  ['vpc_networks = [{ binding = "A", tunnel_id = "1", network_id = "2" }]', true],
  ['send_email = [{ name = "A", destination_address = "a", allowed_destination_addresses = ["b"] }]', true],
  ['pipelines = [{ binding = "A" }]', true],
  ['pipelines = [{ binding = "A", pipeline = "p" }]', false],
  ['k2 = [{ binding = "A", stream = "s", remote = false }]', true],
  ['durable_objects.bindings = [{ name = "A", class_name = "A", environment = "e" }]', true],
  ['services = [{ binding = "A", service = "a", environment = "e" }]', false],
  ['services = [{ binding = "A", service = "a", unknown = "e" }]', false],
  ['ai = { binding = "A", remote = "true" }', true],
  ['assets = { html_handling = "some" }', true],
  ['unsafe.bindings = [{ name = "A" }]', true],
  ['unsafe.bindings = [{ name = "A", type = "new", more = 1 }]', false],
  ['mtls_certificates = [{ binding = "A", certificate_id = "" }]', true],
  ['workflows = [{ binding = "A", name = "a", class_name = "A", jurisdiction = "moon" }]', true],
  ['analytics_engine_datasets = [{ binding = "A", dataset = "" }]', true],
];

test('Wrangler refuses what we report as an error, and nothing else', () => {
  const asked = judged.map(([text]) => ({ text: `name = "a"\n${text}\n`, format: 'toml', environment: null }) as const);
  const answers = askWrangler(asked, keys);
  const found = asked.map((each, i) => ({
    manifest: judged[i]?.[0],
    wrangler: 'refused' in (answers[i] ?? {}),
    ours: ourErrors(each).length > 0,
  }));
  expect(found).toEqual(judged.map(([manifest, isWrong]) => ({ manifest, wrangler: isWrong, ours: isWrong })));
});

describeWithCorpus('Wrangler and real manifests', {
  'it sees the same bindings in every environment': ({ manifests }) => {
    const asked = manifests.flatMap(({ name, text, format }) => environmentsOf(name, text, format));
    expect(expectAgreement(asked)).toBeGreaterThan(140);
  },

  'it sees the same bindings in what our edits make of them': ({ manifests }) => {
    const asked = manifests.flatMap(({ name, text, format }, i) => {
      const document = parseManifest(text, format);
      const { bindings, environments } = readBindings(document);
      const [first, last] = [bindings[0], bindings.at(-1)];
      const kind = bindingKinds[i % bindingKinds.length];
      const environment = [null, ...environments, 'added'][i % (environments.length + 2)] ?? null;
      return [
        ...(first ? edited(`${name} renamed`, text, format, renameBinding(document, first, 'RENAMED')) : []),
        ...(last ? edited(`${name} less one`, text, format, removeBinding(document, last)) : []),
        ...(kind && kind.key !== 'assets'
          ? edited(
              `${name} with ${kind.key}`,
              text,
              format,
              addBinding(document, kind, { ...startingFields(kind), [kind.nameField]: 'ADDED' }, environment),
            )
          : []),
      ];
    });
    expect(expectAgreement(asked)).toBeGreaterThan(400);
  },

  'it accepts what we find no error in, and refuses what we do, as far as bindings go': ({ manifests }) => {
    const asked = manifests.map(({ name, text, format }) => ({ name, text, format, environment: null }));
    const answers = askWrangler(asked, keys);
    const differing = asked.filter((each, i) => {
      const answer = answers[i];
      const refusal = answer && 'refused' in answer ? answer.refused : '';
      const ours = ourErrors(each).length > 0;
      // Environments are read only when they are asked for; other fields are not ours to judge.
      return /binding/i.test(refusal) && !ours;
    });
    expect(differing.map(({ name }) => name)).toEqual([]);
  },

  '`wrangler types` writes an interface with the same names and types': ({ manifests }) => {
    const some = manifests.filter(({ name }) => /capgo.*api|daphne.*storage|storacha__freeway/.test(name)).slice(0, 3);
    expect(some).toHaveLength(3);
    for (const { name, text, format } of some) {
      const types = wranglerTypes({ text, format, environment: null });
      const { bindings } = readBindings(parseManifest(text, format));
      for (const { name: binding, kind } of bindings) {
        expect(types.get(binding), `${name} ${binding}`).toContain(kind.typeName);
      }
    }
  },
});
