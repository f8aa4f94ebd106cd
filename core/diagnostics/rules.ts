import { infraNotAvailable } from './infraNotAvailable';
import type { StageRule } from './rule';
import { undeclaredBinding } from './undeclaredBinding';

/** Every rule for stage files. */
export const stageRules: readonly StageRule[] = [undeclaredBinding, infraNotAvailable];
