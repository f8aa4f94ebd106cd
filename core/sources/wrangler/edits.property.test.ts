import fc from 'fast-check';
import { expect, test } from 'vitest';
import {
  dataOf,
  expectCleanAdd,
  expectCleanRemove,
  expectCleanRename,
  expectCleanSet,
} from '../../../test/support/manifestEdits';
import { parseManifest } from '../../../test/support/manifests';
import { jsoncManifests, type RandomManifest, tomlManifests } from '../../../test/support/randomManifests';
import { bindingKinds } from '../../platform/kinds/kinds';
import { plainValue } from '../plainValue';
import { readBindings } from './read';

const manifests = fc.oneof(tomlManifests, jsoncManifests);
const runs = { numRuns: 1000 };

function read({ text, format }: RandomManifest) {
  const document = parseManifest(text, format);
  return { document, model: readBindings(document) };
}

test('any manifest is read as Wrangler reads it', () => {
  fc.assert(
    fc.property(manifests, (manifest) => {
      const { document } = read(manifest);
      expect(document.problems).toEqual([]);
      expect(plainValue(document.root)).toEqual(dataOf(manifest.text, manifest.format));
    }),
    runs,
  );
});

test('removing a binding takes nothing else away', () => {
  fc.assert(
    fc.property(manifests, fc.nat(), (manifest, number) => {
      const { document, model } = read(manifest);
      const binding = model.bindings[number % Math.max(1, model.bindings.length)];
      fc.pre(binding !== undefined);
      expectCleanRemove(document, binding);
    }),
    runs,
  );
});

test('renaming a binding changes its name alone', () => {
  fc.assert(
    fc.property(manifests, fc.nat(), (manifest, number) => {
      const { document, model } = read(manifest);
      const binding = model.bindings[number % Math.max(1, model.bindings.length)];
      fc.pre(binding !== undefined);
      expectCleanRename(document, binding, 'my-renamed.binding');
    }),
    runs,
  );
});

test('changing, adding or removing a field changes it alone', () => {
  fc.assert(
    fc.property(
      manifests,
      fc.nat(),
      fc.nat(),
      fc.constantFrom<unknown>('plain', 'with "quotes"', "it's", 'back\\slash', 7, true, ['a', 'b'], undefined),
      (manifest, number, other, value) => {
        const { document, model } = read(manifest);
        const binding = model.bindings[number % Math.max(1, model.bindings.length)];
        fc.pre(binding !== undefined);
        const fields = Object.keys(binding.fields).filter(
          (field) => field !== binding.kind.nameField && typeof binding.fields[field] !== 'object',
        );
        const field = fields[other % (fields.length + 1)] ?? 'added_field';
        expectCleanSet(document, binding, field, value);
      },
    ),
    runs,
  );
});

test('adding a binding adds it alone, wherever', () => {
  fc.assert(
    fc.property(
      manifests,
      fc.constantFrom(...bindingKinds),
      fc.constantFrom(null, 'staging', 'my env', 'new'),
      fc.constantFrom('plain', 'with "quotes"', "it's", 'back\\slash', 'line\nbreak'),
      (manifest, kind, environment, value) => {
        const { document, model } = read(manifest);
        fc.pre(
          kind.shape === 'list' ||
            !model.bindings.some((each) => each.kind.key === kind.key && each.environment === environment),
        );
        const fields = { [kind.nameField]: 'ADDED_NAME', [kind.resourceField ?? 'note']: value };
        const after = expectCleanAdd(document, kind, fields, environment);
        const added = readBindings(parseManifest(after, manifest.format)).bindings.find(
          ({ name }) => name === 'ADDED_NAME',
        );
        expect(added).toMatchObject({ kind: { key: kind.key }, environment, fields });
      },
    ),
    runs,
  );
});

test('a binding that was added and removed again leaves no trace', () => {
  fc.assert(
    fc.property(manifests, fc.constantFrom(...bindingKinds), (manifest, kind) => {
      const { document, model } = read(manifest);
      fc.pre(!model.bindings.some((each) => each.kind.key === kind.key && each.environment === null));
      const after = expectCleanAdd(document, kind, { [kind.nameField]: 'ADDED_NAME' }, null);
      const again = parseManifest(after, manifest.format);
      const added = readBindings(again).bindings.find(({ name }) => name === 'ADDED_NAME');
      fc.pre(added !== undefined);
      const undone = expectCleanRemove(again, added);
      expect(undone.replace(/\s+/g, '')).toBe(manifest.text.replace(/\s+/g, ''));
    }),
    runs,
  );
});
