import type { RunOutcome } from '../../server/runner/protocol';

/** The exit code of a terminal whose run has ended, as the command line's: 0 fine, 1 the run failed, 2 it could not be done. */
export function exitCodeOf(outcome: RunOutcome): number {
  return 'ok' in outcome ? Number(!outcome.ok) : 2;
}

/** Why there was no run, or none to its end; `undefined` where the events say it all. */
export function whyNot(outcome: RunOutcome): string | undefined {
  return 'refused' in outcome ? outcome.refused : 'failure' in outcome ? outcome.failure : undefined;
}
