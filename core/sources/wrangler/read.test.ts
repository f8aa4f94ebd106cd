import { describe, expect, test } from 'vitest';
import { parseManifest } from '../../../test/support/manifests';
import { fixture, withMarks, withoutMarks } from '../../../test/support/marks';
import type { ManifestModel } from '../../model/binding';
import { bindingsOf } from '../../model/environments';
import { checkBindingName } from '../../model/names';
import { bindingKinds } from '../../platform/kinds/kinds';
import { kindsFromSchema } from '../../platform/kinds/schema';
import { addBinding } from './edits';
import { readBindings } from './read';

const read = (text: string) => readBindings(parseManifest(text, /^\s*\{/.test(text) ? 'jsonc' : 'toml'));
const short = ({ bindings }: Pick<ManifestModel, 'bindings'>) =>
  bindings.map(({ name, kind, environment }) => `${environment === null ? '' : `${environment}: `}${name} ${kind.key}`);

describe('bindings', () => {
  test('are found in every layout, with the place of their names', () => {
    const marked = fixture`
      kv_namespaces = [{ binding = "A", id = "1" }, { binding = 'B' }]
                                    ^ A kv_namespaces
                                                                 ^ B kv_namespaces
      queues.producers = [{ binding = "C" }]
                                       ^ C queues.producers
      ai.binding = "D"
                    ^ D ai
      durable_objects = { bindings = [{ name = "E", class_name = "X" }] }
                                                ^ E durable_objects.bindings
      [[ratelimits]]
      name = "F"
              ^ F ratelimits
      [ratelimits.simple]
      limit = 1
      [[unsafe.bindings]]
      name = "G"
              ^ G unsafe.bindings
      type = "ratelimit"
      [env.staging]
      browser = { binding = "H" }
                             ^ H browser
      [[env.staging.queues.consumers]]
      queue = "none of them"
      [[env."my env".r2_buckets]]
      binding = "my-files"
                 ^^^^^^^^ my-files r2_buckets
    `;
    const text = withoutMarks(marked);
    const { bindings, environments } = read(text);
    const marks = bindings.map(({ nameRange, name, kind }) => ({ range: nameRange, label: `${name} ${kind.key}` }));
    expect(withMarks(text, marks)).toBe(marked);
    expect(environments).toEqual(['staging', 'my env']);
    expect(bindings.find(({ name }) => name === 'F')?.fields).toEqual({ name: 'F', simple: { limit: 1 } });
  });

  test('of every kind of the table are read, in both formats', () => {
    for (const empty of ['', '{}']) {
      for (const kind of bindingKinds) {
        const document = parseManifest(empty, empty === '' ? 'toml' : 'jsonc');
        const fields = {
          ...Object.fromEntries((kind.required[0] ?? []).map((each) => [each, 'x'])),
          [kind.nameField]: 'A',
        };
        const result = addBinding(document, kind, fields, 'staging');
        const text = 'edits' in result ? (result.edits[0]?.newText ?? '') : '';
        expect(read(empty === '' ? text : `{${text}}`).bindings, kind.key).toMatchObject([
          { name: 'A', kind: { key: kind.key }, environment: 'staging', fields },
        ]);
      }
    }
  });

  test('of an unsafe kind are what their type says, where we know it', () => {
    const { bindings } = read(fixture`
      [[unsafe.bindings]]
      name = "LIMIT"
      type = "ratelimit"
      [[unsafe.bindings]]
      name = "NEW"
      type = "constructor"
    `);
    expect(bindings).toMatchObject([
      { name: 'LIMIT', kind: { key: 'unsafe.bindings', typeName: 'RateLimit', simulation: 'computes' } },
      { name: 'NEW', kind: { key: 'unsafe.bindings', typeName: 'any' } },
    ]);
  });

  test('without a name, or of another shape, are none', () => {
    expect(
      read('kv_namespaces = [{ id = "1" }, { binding = "" }, { binding = 1 }, 2]\nai = "x"\nenv = 1\n').bindings,
    ).toEqual([]);
    expect(read('[assets]\ndirectory = "public"\n[durable_objects]\nbindings = "x"\n').bindings).toEqual([]);
    expect(read('').bindings).toEqual([]);
  });

  test('with names that JavaScript knows are like any other', () => {
    const { bindings, variables } = read('{"ai":{"binding":"__proto__","__proto__":1},"vars":{"__proto__":"x"}}');
    expect(bindings).toMatchObject([{ name: '__proto__' }]);
    expect(Object.hasOwn(bindings[0]?.fields ?? {}, '__proto__')).toBe(true);
    expect(variables).toMatchObject([{ name: '__proto__' }]);
  });

  test('of newer kinds are read when the kinds are known', () => {
    const schema = { definitions: { RawEnvironment: { properties: { websearch: { properties: { binding: {} } } } } } };
    const document = parseManifest('[websearch]\nbinding = "WEB"\n', 'toml');
    expect(readBindings(document).bindings).toEqual([]);
    expect(short(readBindings(document, [...bindingKinds, ...kindsFromSchema(schema)]))).toEqual(['WEB websearch']);
  });
});

test('variables are those of vars and of required secrets, without their values', () => {
  const { variables } = read(fixture`
    vars = { MODE = "dark" }
    [secrets]
    required = ["TOKEN"]
    [env.staging.vars]
    MODE = "light"
  `);
  expect(variables.map(({ name, environment, secret }) => ({ name, environment, secret }))).toEqual([
    { name: 'MODE', environment: null, secret: false },
    { name: 'TOKEN', environment: null, secret: true },
    { name: 'MODE', environment: 'staging', secret: false },
  ]);
  expect(JSON.stringify(variables)).not.toContain('dark');
});

describe('the bindings of an environment', () => {
  const model = read(fixture`
    [[kv_namespaces]]
    binding = "A"
    [assets]
    binding = "FILES"
    [[logfwdr.bindings]]
    name = "LOGS"
    destination = "x"
    [[env.own.kv_namespaces]]
    binding = "B"
    [env.own.assets]
    directory = "public"
    [env.bare]
    name = "bare"
  `);

  test('are its own, and the inheritable ones that it does not declare', () => {
    expect(short({ bindings: bindingsOf(model, null) })).toEqual([
      'A kv_namespaces',
      'FILES assets',
      'LOGS logfwdr.bindings',
    ]);
    expect(short({ bindings: bindingsOf(model, 'bare') })).toEqual(['FILES assets', 'LOGS logfwdr.bindings']);
    expect(short({ bindings: bindingsOf(model, 'own') })).toEqual(['LOGS logfwdr.bindings', 'own: B kv_namespaces']);
  });
});

describe('a name for a binding', () => {
  const model = read(fixture`
    vars = { MODE = "dark" }
    secrets.required = ["TOKEN"]
    [[kv_namespaces]]
    binding = "CACHE"
    [assets]
    binding = "FILES"
    [env.staging.ai]
    binding = "AI"
  `);

  test.each([
    ['FREE', null],
    ['my-kv', null],
    ['1 + 1 = 🎉', null],
    ['AI', null],
    ['CACHE', 'staging'],
    ['MODE', 'staging'],
    ['ASSETS', null],
  ])('“%s” is fine in %s', (name, environment) => {
    expect(checkBindingName(model, name, environment)).toBeUndefined();
  });

  test.each([
    ['', null, 'A binding needs a name.'],
    ['  ', null, 'A binding needs a name.'],
    [' A', null, 'A binding’s name cannot begin or end with a space.'],
    ['A\nB', null, 'A binding’s name cannot hold line breaks or control characters.'],
    ['__proto__', null, '“__proto__” cannot be a binding: JavaScript keeps it for itself.'],
    ['CACHE', null, 'There is a binding “CACHE” at the top level already (KV namespace).'],
    ['MODE', null, 'There is a variable “MODE” at the top level already.'],
    ['TOKEN', null, 'There is a secret “TOKEN” at the top level already.'],
    ['AI', 'staging', 'There is a binding “AI” in the environment “staging” already (Workers AI).'],
    ['FILES', 'staging', 'There is a binding “FILES” in the environment “staging” already (static assets).'],
  ])('“%s” is not, in %s', (name, environment, sentence) => {
    expect(checkBindingName(model, name, environment)).toBe(sentence);
  });

  test('“ASSETS” is taken in Pages', () => {
    expect(checkBindingName(read('pages_build_output_dir = "dist"\n'), 'ASSETS', null)).toMatch(/Pages/);
  });
});
