import { bindingAsVariable } from './bindingAsVariable';
import { bindingMissingInEnvironment } from './bindingMissingInEnvironment';
import { infraNotAvailable } from './infraNotAvailable';
import { manifestSyntax } from './manifestSyntax';
import type { CodeRule, ManifestRule } from './rule';
import { secretInBrowser } from './secretInBrowser';
import { undeclaredBinding } from './undeclaredBinding';
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
export const manifestRules: readonly ManifestRule[] = [manifestSyntax, bindingMissingInEnvironment, unusedBinding];
