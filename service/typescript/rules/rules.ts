import type { Rule } from '../../../core/rules/rule';
import type { TypedInput } from './input';
import { kvExpirationTooShort } from './kvExpirationTooShort';
import { kvKeyTooLong } from './kvKeyTooLong';
import { missingResponse } from './missingResponse';
import { payloadMutation } from './payloadMutation';
import { tooManySqlParameters } from './tooManySqlParameters';
import { unawaitedBindingCall } from './unawaitedBindingCall';

/** Every rule that needs types or syntax. */
export const typedRules: readonly Rule<TypedInput>[] = [
  unawaitedBindingCall,
  payloadMutation,
  missingResponse,
  kvExpirationTooShort,
  kvKeyTooLong,
  tooManySqlParameters,
];
