// How much memory a process and all that it started use.
import { execFileSync } from 'node:child_process';

/**
 * Resident memory of a process and of those below it, in MB; `undefined` where the system does not tell.
 * @param {number} root
 */
export function residentMb(root) {
  const processes = listProcesses();
  const tree = new Set([root]);
  for (let size = 0; size !== tree.size; ) {
    size = tree.size;
    for (const { pid, parent } of processes) {
      if (tree.has(parent)) {
        tree.add(pid);
      }
    }
  }
  const found = processes.filter(({ pid }) => tree.has(pid));
  return found.length > 0 ? found.reduce((sum, { residentKb }) => sum + residentKb, 0) / 1024 : undefined;
}

function listProcesses() {
  try {
    const lines = execFileSync('ps', ['-A', '-o', 'pid=,ppid=,rss='], { encoding: 'utf8' }).trim().split('\n');
    return lines.map((line) => {
      const [pid = 0, parent = 0, residentKb = 0] = line.trim().split(/\s+/).map(Number);
      return { pid, parent, residentKb };
    });
  } catch {
    return [];
  }
}
