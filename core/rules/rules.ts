import { bindingAsVariable } from './bindingAsVariable';
import { bindingMissingInEnvironment } from './bindingMissingInEnvironment';
import { duplicateBinding } from './duplicateBinding';
import { infraNotAvailable } from './infraNotAvailable';
import { invalidBindingName } from './invalidBindingName';
import { invalidField } from './invalidField';
import { manifestSyntax } from './manifestSyntax';
import { missingField } from './missingField';
import type { CodeRule, ManifestRule } from './rule';
import { secretInBrowser } from './secretInBrowser';
import { undeclaredBinding } from './undeclaredBinding';
import { unknownField } from './unknownField';
import { unknownVariable } from './unknownVariable';
import { unusedBinding } from './unusedBinding';
import { variableAsBinding } from './variableAsBinding';
import { wrongVariablePath } from './wrongVariablePath';

/** Every rule for stage files. */
export const codeRules: readonly CodeRule[] = [
  undeclaredBinding,
  infraNotAvailable,
  variableAsBinding,
  bindingAsVariable,
  unknownVariable,
  wrongVariablePath,
  secretInBrowser,
];

/** Every rule for manifests. */
export const manifestRules: readonly ManifestRule[] = [
  manifestSyntax,
  missingField,
  invalidField,
  unknownField,
  duplicateBinding,
  invalidBindingName,
  bindingMissingInEnvironment,
  unusedBinding,
];
