import type { EnginePools } from '../../simulation/engines/pools';
import type { SimulationEvent } from '../../simulation/events';
import { print } from '../output';
import type { TerminalText } from '../render/terminalText';
import { abortAtSignals } from '../signals';

/** For whom `simulate` runs: the command line, or an editor by way of a runner. */
export interface SimulateHost {
  /** What paths in arguments are relative to. */
  readonly workingDirectory: string;
  readonly color: boolean;
  /** Prints text, and a line break after it. */
  print(text: TerminalText): void;
  /** Is told each event, beside the text that says it. */
  onEvent?(event: SimulationEvent): void;
  /** Is told before the first run starts. */
  onStart?(): void;
  /** When aborted, runs end. */
  readonly signal: AbortSignal;
  /** What waits for runs. */
  readonly pools?: EnginePools;
}

/** The command line: standard output, and Ctrl-C. */
export function commandLineHost(): SimulateHost {
  const cancel = new AbortController();
  const { env, stdout } = process;
  return {
    workingDirectory: process.cwd(),
    color: env.NO_COLOR === undefined && (stdout.isTTY || env.FORCE_COLOR !== undefined),
    print,
    signal: cancel.signal,
    // Not before: until then a signal ends the process at once, also in the middle of reading a large project.
    onStart: () => abortAtSignals(cancel),
  };
}
