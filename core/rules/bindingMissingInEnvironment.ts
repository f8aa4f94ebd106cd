import type { Binding, ManifestModel } from '../model/binding';
import { bindingsOf } from '../model/environments';
import { fixOf } from './fixes';
import type { ManifestInput } from './inputs';
import type { Fix, Rule, RuleFinding } from './rule';

/** A binding that code uses and that some environments lack. One warning, where it is declared first. */
export const bindingMissingInEnvironment: Rule<ManifestInput> = {
  code: 'binding-missing-in-environment',
  severity: 'warning',

  check({ model, edit, used, isNeeded }) {
    return firstDeclarations(model)
      .filter(({ name }) => used.has(name) && isNeeded(name))
      .flatMap((binding): readonly RuleFinding[] => {
        const { name, nameRange: range } = binding;
        const missing = missingIn(model, name);
        const where = missing
          .map((environment) => (environment === null ? 'the top level' : `'${environment}'`))
          .join(', ');
        const message = `'${name}' is used in code, but not declared in ${where}.`;
        return missing.length > 0 ? [{ range, message, fixes: () => declareIn(missing, binding, edit) }] : [];
      });
  },
};

/** Declares a binding in all environments that lack it, or in one of them. */
function declareIn(
  missing: readonly (string | null)[],
  { name, kind, fields }: Binding,
  edit: ManifestInput['edit'],
): readonly Fix[] {
  const each = missing.length > 1 ? missing.map((environment) => [environment]) : [];
  return [missing, ...each].flatMap((environments) => {
    const names = environments.map((environment) => environment ?? 'the top level').join(', ');
    const result = edit({ type: 'add', kind, fields, environments });
    return fixOf(`Declare ${name} in ${names} too`, result, environments === missing);
  });
}

function firstDeclarations({ bindings }: ManifestModel): readonly Binding[] {
  return bindings.filter(({ name }, index) => bindings.findIndex((each) => each.name === name) === index);
}

function missingIn(model: ManifestModel, name: string): readonly (string | null)[] {
  // With everything in named environments, the top level is not deployed.
  const topLevel = model.bindings.some(({ environment }) => environment === null) ? [null] : [];
  const environments = model.environments.length > 0 ? [...topLevel, ...model.environments] : [];
  return environments.filter((environment) => !bindingsOf(model, environment).some((binding) => binding.name === name));
}
