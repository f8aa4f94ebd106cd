import { memoryNotice } from './notice';

/** The argument before the id of the process to live as long as, and the megabytes to stay within. */
export const watchArgument = '--watch';

// Runs in a thread of its own, which a loop in the stage cannot hold up. An ArrayBuffer ignores the limit of V8's heap.
const source = `
const { workerData } = require('node:worker_threads');
const { writeSync } = require('node:fs');
const end = () => process.kill(process.pid, 'SIGKILL');
const parentLives = () => {
  if (process.platform !== 'win32') return process.ppid === workerData.parent;
  try { return process.kill(workerData.parent, 0); } catch { return false; }
};
setInterval(() => {
  if (!parentLives()) end();
  const rssMb = process.memoryUsage.rss() / 1048576;
  if (rssMb > workerData.rssMb) {
    try { writeSync(2, workerData.notice + ' ' + Math.round(rssMb) + '\\n'); } finally { end(); }
  }
}, 20);
`;

/** Watches, from a second thread, that the parent lives and memory stays within its limit; ends the process if not. */
export function startWatchdog(parent: number, rssMb: number): boolean {
  try {
    // Loaded only where it is needed: the thread costs as much as starting Node again.
    const { Worker } = process.getBuiltinModule('node:worker_threads');
    const worker = new Worker(source, { eval: true, env: {}, workerData: { parent, rssMb, notice: memoryNotice } });
    worker.on('error', () => {});
    worker.unref();
    return true;
  } catch {
    return false;
  }
}
