import type { Binding, ManifestModel } from './binding';
import { bindingsOf } from './environments';

/** Names that the platform keeps for itself, with the reason. */
const reserved = new Map([
  ['__proto__', 'JavaScript keeps it for itself'],
  ['__STATIC_CONTENT', 'Workers Sites uses it'],
  ['__STATIC_CONTENT_MANIFEST', 'Workers Sites uses it'],
]);

/**
 * Why no binding can have this name: one sentence, or `undefined` when it can. Any text that is a property name will do,
 * an identifier or not.
 */
export function invalidName(name: string, isPages: boolean | undefined): string | undefined {
  if (name.trim() === '') {
    return 'A binding needs a name.';
  }
  if (name !== name.trim()) {
    return 'A binding’s name cannot begin or end with a space.';
  }
  if (/\p{Cc}|\p{Surrogate}/u.test(name)) {
    return 'A binding’s name cannot hold line breaks or control characters.';
  }
  const reason = reserved.get(name);
  if (reason !== undefined) {
    return `“${name}” cannot be a binding: ${reason}.`;
  }
  return isPages === true && name === 'ASSETS'
    ? '“ASSETS” cannot be a binding: Pages uses it for the project’s files.'
    : undefined;
}

/**
 * Why a binding cannot have this name in this environment: one sentence, or `undefined` when it can. `except` is the
 * binding that is to get the name.
 */
export function checkBindingName(
  model: ManifestModel,
  name: string,
  environment: string | null,
  except?: Binding,
): string | undefined {
  const invalid = invalidName(name, model.isPages);
  if (invalid !== undefined) {
    return invalid;
  }
  const place = environment === null ? 'at the top level' : `in the environment “${environment}”`;
  const binding = bindingsOf(model, environment).find(
    (each) => each.name === name && each.nameRange.start !== except?.nameRange.start,
  );
  if (binding) {
    return `There is a binding “${name}” ${place} already (${binding.kind.label}).`;
  }
  if (environment === null && model.files?.some((each) => each.name === name)) {
    return `There is a file “${name}” ${place} already.`;
  }
  const variable = model.variables.find((each) => each.name === name && each.environment === environment);
  return variable && `There is a ${variable.secret ? 'secret' : 'variable'} “${name}” ${place} already.`;
}

/**
 * Why no variable can have this name in this environment: one sentence, or `undefined` when it can. Secrets files take
 * only names that a shell would take too, and a manifest's keys need no quotes then.
 */
export function checkVariableName(model: ManifestModel, name: string, environment: string | null): string | undefined {
  return /^[A-Za-z_]\w*$/.test(name)
    ? checkBindingName(model, name, environment)
    : `“${name}” cannot be a variable: its name can hold letters, digits and _, and begins with no digit.`;
}
