import { kvExpirationTooShort } from './kvExpirationTooShort';
import { kvKeyTooLong } from './kvKeyTooLong';
import { missingResponse } from './missingResponse';
import { payloadMutation } from './payloadMutation';
import type { TypedRule } from './rule';
import { tooManySqlParameters } from './tooManySqlParameters';
import { unawaitedBindingCall } from './unawaitedBindingCall';

/** Every rule that needs types or syntax. */
export const typedRules: readonly TypedRule[] = [
  unawaitedBindingCall,
  payloadMutation,
  missingResponse,
  kvExpirationTooShort,
  kvKeyTooLong,
  tooManySqlParameters,
];
