import type { Binding, ManifestModel } from '../model/binding';
import { bindingsOf } from '../model/environments';
import { fixOf } from './manifestEntries';
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

  fixes({ model, edit }, problem) {
    const binding = firstDeclarations(model).find(({ nameRange }) => nameRange.start === problem.range.start);
    if (!binding) {
      return [];
    }
    const missing = missingIn(model, binding.name);
    const each = missing.length > 1 ? missing.map((environment) => [environment]) : [];
    const { kind, fields } = binding;
    return [missing, ...each].flatMap((environments) => {
      const names = environments.map((environment) => environment ?? 'the top level').join(', ');
      const result = edit({ type: 'add', kind, fields, environments });
      return fixOf(`Declare ${binding.name} in ${names} too`, result, environments === missing);
    });
  },
};

function firstDeclarations({ bindings }: ManifestModel): readonly Binding[] {
  return bindings.filter(({ name }, index) => bindings.findIndex((each) => each.name === name) === index);
}

function missingIn(model: ManifestModel, name: string): readonly (string | null)[] {
  // With everything in named environments, the top level is not deployed.
  const topLevel = model.bindings.some(({ environment }) => environment === null) ? [null] : [];
  const environments = model.environments.length > 0 ? [...topLevel, ...model.environments] : [];
  return environments.filter((environment) => !bindingsOf(model, environment).some((binding) => binding.name === name));
}
