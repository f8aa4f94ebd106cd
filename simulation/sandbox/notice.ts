/** What the watchdog of a sandbox writes to standard error before it ends a process that uses too much memory. */
export const memoryNotice = 'simulation: memory limit';

/** The exit code of a Node that does not know a flag, or that has no inspector although one is asked for. */
export const badOption = 9;
