import type { Binding, ManifestModel } from '../model/binding';
import { bindingsOf } from '../model/environments';
import type { ManifestDocument } from '../sources/document';
import { parseManifest } from '../sources/parse';
import { addBinding } from '../sources/wrangler/edits';
import { applyEdits, type TextEdit } from '../text';
import { asOneEdit } from './manifestEntries';
import type { ManifestRule } from './rule';

/** A binding that code uses and that some environments lack. One warning, where it is declared first. */
export const bindingMissingInEnvironment: ManifestRule = {
  code: 'binding-missing-in-environment',
  severity: 'warning',

  check({ model, used }) {
    return firstDeclarations(model)
      .filter(({ name }) => used.has(name))
      .flatMap(({ name, nameRange }) => {
        const missing = missingIn(model, name);
        const where = missing
          .map((environment) => (environment === null ? 'the top level' : `'${environment}'`))
          .join(', ');
        return missing.length > 0
          ? [{ range: nameRange, message: `'${name}' is used in code, but not declared in ${where}.` }]
          : [];
      });
  },

  fixes({ model, document }, problem) {
    const binding = firstDeclarations(model).find(({ nameRange }) => nameRange.start === problem.range.start);
    if (!binding) {
      return [];
    }
    const missing = missingIn(model, binding.name);
    const each = missing.length > 1 ? missing.map((environment) => [environment]) : [];
    return [missing, ...each].flatMap((environments) => {
      const edit = declareIn(document, binding, environments);
      const names = environments.map((environment) => environment ?? 'the top level').join(', ');
      const isPreferred = environments === missing;
      return edit
        ? [{ title: `Declare ${binding.name} in ${names} too`, ...(isPreferred ? { isPreferred } : {}), edits: [edit] }]
        : [];
    });
  },
};

/** A binding copied to environments; nothing where one of them has no place for it. */
function declareIn(
  document: ManifestDocument,
  { kind, fields }: Binding,
  environments: readonly (string | null)[],
): TextEdit | undefined {
  // Each copy may move what the next one goes beside, so they are made one after the other and written as one.
  let current = document;
  for (const environment of environments) {
    const result = addBinding(current, kind, { ...fields }, environment);
    if ('refused' in result) {
      return undefined;
    }
    current = parseManifest(applyEdits(current.text, result.edits), document.format);
  }
  return asOneEdit(document.text, current.text);
}

function firstDeclarations({ bindings }: ManifestModel): readonly Binding[] {
  return bindings.filter(({ name }, index) => bindings.findIndex((each) => each.name === name) === index);
}

function missingIn(model: ManifestModel, name: string): readonly (string | null)[] {
  // With everything in named environments, nobody deploys the top level.
  const topLevel = model.bindings.some(({ environment }) => environment === null) ? [null] : [];
  const environments = model.environments.length > 0 ? [...topLevel, ...model.environments] : [];
  return environments.filter((environment) => !bindingsOf(model, environment).some((binding) => binding.name === name));
}
