import { bindingAsVariable } from './bindingAsVariable';
import { bindingMissingInEnvironment } from './bindingMissingInEnvironment';
import { duplicateBinding } from './duplicateBinding';
import { infraNotAvailable } from './infraNotAvailable';
import type { CodeInput, ManifestInput } from './inputs';
import { invalidBindingName } from './invalidBindingName';
import { invalidField } from './invalidField';
import { manifestSyntax } from './manifestSyntax';
import { missingField } from './missingField';
import type { Rule } from './rule';
import { secretInBrowser } from './secretInBrowser';
import { undeclaredBinding } from './undeclaredBinding';
import { unknownField } from './unknownField';
import { unknownVariable } from './unknownVariable';
import { unusedBinding } from './unusedBinding';
import { variableAsBinding } from './variableAsBinding';
import { wrongVariablePath } from './wrongVariablePath';

/** Every rule for stage files. */
export const codeRules: readonly Rule<CodeInput>[] = [
  undeclaredBinding,
  infraNotAvailable,
  variableAsBinding,
  bindingAsVariable,
  unknownVariable,
  wrongVariablePath,
  secretInBrowser,
];

/** Every rule for manifests. */
export const manifestRules: readonly Rule<ManifestInput>[] = [
  manifestSyntax,
  missingField,
  invalidField,
  unknownField,
  duplicateBinding,
  invalidBindingName,
  bindingMissingInEnvironment,
  unusedBinding,
];
