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
/** A process with others of its own needs the shell wherever there is one. On Windows its job ends them with it. */
const supervisesGroups = process.platform !== 'win32' && existsSync(shell);

const begin = `
trap '' INT TERM HUP
ulimit -c 0`;
const untilClosed = `
exec 4<&0
"$@" <&4 3<&- 4<&- &
exec <&- 4<&- >&- 2>&-
read -r _ <&3
kill -9 $!
wait $!`;
const script = `${begin}
ulimit -f 0${untilClosed}`;
/** The folder moves away first: what has not entered itself there by then never starts. */
const groupScript = `${begin}
folder=$1
shift${untilClosed}
code=$?
mv "$folder" "$folder.gone"
kill -9 $(cat "$folder.gone/pid")
rm -rf "$folder.gone"
exit $code`;

/**
 * The command that runs another one which ends with the supervised child that starts it, and with whoever asked for
 * that: it enters itself in the child's folder, and only then becomes what it is to be.
 */
export function inGroup(folder: string, command: string, args: readonly string[]): [string, readonly string[]] {
  return supervisesGroups
    ? [shell, ['-c', 'echo $$ >"$0/pid" && exec "$@"', folder, command, ...args]]
    : [command, args];
}

/** A process that ends with this one, whatever way this one ends. */
export class SupervisedChild {
  readonly process: ChildProcess;
  /** Whether a shell sees to it. */
  readonly isSupervised: boolean;

  /**
   * With a `folder` of its own, the process may write files, and have one process that it started by `inGroup`: both
   * are gone when it is.
   */
  constructor(
    command: string,
    args: readonly string[],
    { folder, ...options }: { cwd: string; env: NodeJS.ProcessEnv; folder?: string },
  ) {
    this.isSupervised = folder === undefined ? supervises : supervisesGroups;
    const before = folder === undefined ? [script, 'simulation'] : [groupScript, 'simulation', folder];
    const [file, line] = this.isSupervised ? [shell, ['-c', ...before, command, ...args]] : [command, [...args]];
    const stdio: 'pipe'[] = this.isSupervised ? ['pipe', 'pipe', 'pipe', 'pipe'] : ['pipe', 'pipe', 'pipe'];
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
