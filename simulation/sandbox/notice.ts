/** What the watchdog of a sandbox writes to standard error before it ends a process that uses too much memory. */
export const memoryNotice = 'simulation: memory limit';
