import { type ChildProcess, spawn } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import type { Writable } from 'node:stream';

const shell = '/bin/sh';

/**
 * On Linux a shell stands between: it holds a pipe of ours, and when that closes, because we want it to or because we
 * were killed, it ends the sandbox. That costs a millisecond or two, where a thread of the sandbox that watches its
 * parent costs as much as starting Node again. A sandbox that nobody supervises must watch for itself.
 * The shell also sets the size of any file that the sandbox could write, or leave behind when it crashes, to nothing.
 */
export const supervises = process.platform === 'linux' && existsSync(shell);

const script = `
trap '' INT TERM HUP
ulimit -c 0
ulimit -f 0
exec 4<&0
"$@" <&4 3<&- 4<&- &
exec <&- 4<&- >&- 2>&-
read -r _ <&3
kill -9 $!
wait $!`;

/** A process that ends with this one, whatever way this one ends. */
export class SupervisedChild {
  readonly process: ChildProcess;

  constructor(command: string, args: readonly string[], options: { cwd: string; env: NodeJS.ProcessEnv }) {
    const [file, line] = supervises ? [shell, ['-c', script, 'simulation', command, ...args]] : [command, [...args]];
    const stdio: 'pipe'[] = supervises ? ['pipe', 'pipe', 'pipe', 'pipe'] : ['pipe', 'pipe', 'pipe'];
    this.process = spawn(file, line, { ...options, stdio, windowsHide: true });
    this.#lifeline?.on('error', () => {});
    // The shell waits for us: it cannot tell that the sandbox has ended by itself.
    this.process.stdout?.once('close', () => this.end());
  }

  /** Ends the process at once; it is gone when `process` emits `close`. */
  end(): void {
    if (this.#lifeline) {
      this.#lifeline.destroy();
    } else {
      this.process.kill('SIGKILL');
    }
  }

  get #lifeline(): Writable | undefined {
    return (this.process.stdio[3] as Writable | null | undefined) ?? undefined;
  }
}

/** The memory that a process uses, in MB; `undefined` where the system does not say, or the process is gone. */
export function residentMb(pid: number): number | undefined {
  try {
    const kilobytes = /^VmRSS:\s+(\d+) kB$/m.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1];
    return kilobytes === undefined ? undefined : Math.round(Number(kilobytes) / 1024);
  } catch {
    return undefined;
  }
}
