// Virtual processors are kept from falling asleep while something is measured.
import { spawn } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { cpus } from 'node:os';

/** Runs for as long as the process that has started it. */
const idling = 'const parent = process.ppid; while (process.ppid === parent) for (let i = 0; i < 1e6; i++);';

/**
 * Where processors are virtual, to wake one that sleeps is the host's business: the `write` that wakes another process was
 * seen to take 0.14 ms, as long as an answer about a binding, in some minutes and not in others. So each gets something to
 * do, of the lowest class there is (SCHED_IDLE), which yields at once to all else. Linux only; elsewhere nothing is done.
 * @returns {() => void} lets them sleep again
 */
export function keepAwake() {
  if (!isVirtual()) {
    return () => {};
  }
  const idlers = cpus().map((_, processor) => {
    const command = ['--cpu-list', `${processor}`, 'chrt', '--idle', '0', process.execPath, '--eval', idling];
    // Without these tools, processors fall asleep.
    return spawn('taskset', command, { stdio: 'ignore' }).on('error', () => {});
  });
  return () => {
    for (const idler of idlers) {
      idler.kill();
    }
  };
}

function isVirtual() {
  try {
    return /^flags\b.*\bhypervisor\b/m.test(readFileSync('/proc/cpuinfo', 'utf8'));
  } catch {
    return false;
  }
}
