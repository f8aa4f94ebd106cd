import type { Refused } from '../core/refused';
import type { SourcePlace } from '../simulation/events';

/** A refusal that may belong to a place in a file of the user's. */
export interface RefusedAt extends Refused {
  readonly at?: SourcePlace;
}
