import { expect } from 'vitest';
import { describeWithCorpus, variantsOf } from '../../../test/support/corpus';
import {
  expectCleanAdd,
  expectCleanRemove,
  expectCleanRename,
  expectCleanSet,
} from '../../../test/support/manifestEdits';
import { parseManifest } from '../../../test/support/manifests';
import { type BindingKind, bindingKinds } from '../../platform/kinds/kinds';
import { readBindings } from './read';

/** The least that a binding of a kind needs. */
function fieldsFor(kind: BindingKind): Record<string, unknown> {
  const fields = Object.fromEntries((kind.required[0] ?? []).map((name) => [name, `my-${name}`]));
  return { ...fields, ...(fields.simple ? { simple: { limit: 10, period: 60 } } : {}), [kind.nameField]: 'ADDED_NAME' };
}

describeWithCorpus('edits of real manifests', {
  'remove every binding': ({ manifests }) => {
    let edits = 0;
    for (const { name, format, text } of manifests.flatMap(variantsOf)) {
      const document = parseManifest(text, format);
      for (const binding of readBindings(document).bindings) {
        expectIn(name, () => expectCleanRemove(document, binding));
        edits++;
      }
    }
    expect(edits).toBeGreaterThan(2000);
  },

  'rename every binding': ({ manifests }) => {
    let edits = 0;
    for (const { name, format, text } of manifests.flatMap(variantsOf)) {
      const document = parseManifest(text, format);
      for (const binding of readBindings(document).bindings) {
        expectIn(name, () => expectCleanRename(document, binding, 'my-renamed.binding'));
        edits++;
      }
    }
    expect(edits).toBeGreaterThan(2000);
  },

  'change a field of every binding, add one, and remove one': ({ manifests }) => {
    let edits = 0;
    for (const { name, format, text } of manifests.flatMap(variantsOf)) {
      const document = parseManifest(text, format);
      for (const binding of readBindings(document).bindings) {
        const { kind, fields } = binding;
        const [field] = Object.keys(fields).filter(
          (each) => each !== kind.nameField && typeof fields[each] === 'string',
        );
        expectIn(name, () => {
          expectCleanSet(document, binding, 'added_field', 'it\'s "new"');
          if (field !== undefined) {
            expectCleanSet(document, binding, field, 'it\'s "another"');
            expectCleanSet(document, binding, field, undefined);
          }
        });
        edits += field === undefined ? 1 : 3;
      }
    }
    expect(edits).toBeGreaterThan(5000);
  },

  'add to every environment, and to a new one': ({ manifests }) => {
    let edits = 0;
    for (const [i, { name, format, text }] of manifests.flatMap(variantsOf).entries()) {
      const document = parseManifest(text, format);
      const model = readBindings(document);
      const declared = new Set(model.bindings.map(({ kind, environment }) => `${kind.key} ${environment}`));
      for (const environment of [null, ...model.environments, 'brand new']) {
        // Kinds that the manifest has already, and some that it does not have.
        const kinds = bindingKinds.filter(
          (kind, k) => (declared.has(`${kind.key} ${environment}`) && kind.shape === 'list') || (i + k) % 7 === 0,
        );
        for (const kind of kinds.filter(({ key }) => !isTaken(document.root, key, environment))) {
          expectIn(name, () => expectCleanAdd(document, kind, fieldsFor(kind), environment));
          edits++;
        }
      }
    }
    expect(edits).toBeGreaterThan(5000);
  },
});

/** Whether a single-entry kind has its entry already, or something that is no table stands there. */
function isTaken(root: ReturnType<typeof parseManifest>['root'], key: string, environment: string | null): boolean {
  const kind = bindingKinds.find((each) => each.key === key);
  const property = (object: typeof root, name: string) => object.properties.find((each) => each.key === name)?.value;
  const environments = property(root, 'env');
  const base =
    environment === null ? root : environments?.type === 'object' ? property(environments, environment) : undefined;
  const value = base?.type === 'object' ? property(base, kind?.path[0] ?? '') : undefined;
  return kind?.shape === 'single' && value !== undefined;
}

function expectIn(name: string, run: () => void): void {
  try {
    run();
  } catch (error) {
    throw new Error(`${name}: ${error instanceof Error ? error.message : error}`);
  }
}
