import { constants } from 'node:os';

/** What asks a command to end: Ctrl-C, `kill`, a closed terminal. */
const endings = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const;

/**
 * Lets a change of files be made whole before a signal ends the command, with the exit code that a shell gives it: 128
 * and the signal's number. A change takes milliseconds and leaves the event loop no turn. Until this is called, and in
 * commands that write nothing, a signal ends the process at once, whatever it is busy with.
 */
export function finishChangesBeforeSignals(): void {
  for (const signal of endings) {
    process.once(signal, () => process.exit(exitCodeOf(signal)));
  }
  // A limit on the size of files is then an error of the write, and not the end of the process.
  if (process.platform !== 'win32') {
    process.on('SIGXFSZ', () => {});
  }
}

/** How long runs have for their own end, in ms. */
const runsEndMs = 700;

/** Aborts runs at a signal, so that they can report their end, and ends the process if that takes long. */
export function abortAtSignals(runs: AbortController): void {
  for (const signal of endings) {
    process.once(signal, () => {
      const code = exitCodeOf(signal);
      // What the runs say of themselves, that they failed, must not hide that they were stopped.
      process.once('exit', () => {
        process.exitCode = code;
      });
      setTimeout(() => process.exit(code), runsEndMs).unref();
      runs.abort();
    });
  }
}

const exitCodeOf = (signal: (typeof endings)[number]) => 128 + constants.signals[signal];
