import { readdirSync, readFileSync, readlinkSync } from 'node:fs';

/** The processes that a process has started, and those that they have. Linux only. */
export function descendantsOf(pid: string): string[] {
  const children = readFileSync(`/proc/${pid}/task/${pid}/children`, 'utf8').split(' ').filter(Boolean);
  return children.flatMap((child) => [child, ...descendantsOf(child)]);
}

/** The name of a process; empty when it is gone. */
export function nameOf(pid: string): string {
  return status(pid, /^Name:\s+(.*)$/m) ?? '';
}

/** What a process was started as; empty when it is gone. */
export function commandOf(pid: string): string {
  try {
    return readFileSync(`/proc/${pid}/cmdline`, 'utf8').split('\0').join(' ').trim();
  } catch {
    return '';
  }
}

/** Whether a process runs. One that is gone may still be listed until it is reaped. */
export function isRunning(pid: string): boolean {
  const state = status(pid, /^State:\s+(\w)/m);
  return state !== undefined && state !== 'Z';
}

/** The ports at which processes listen, on any address of IPv4. */
export function portsOf(pids: readonly string[]): number[] {
  const sockets = new Set(pids.flatMap(socketsOf));
  const rows = readFileSync('/proc/net/tcp', 'utf8').split('\n').slice(1);
  return rows.flatMap((row) => {
    const [, local = '', , state, , , , , , inode = ''] = row.trim().split(/\s+/);
    return state === '0A' && sockets.has(inode) ? [Number.parseInt(local.split(':')[1] ?? '', 16)] : [];
  });
}

function socketsOf(pid: string): string[] {
  try {
    const files = readdirSync(`/proc/${pid}/fd`).map((name) => readlinkSync(`/proc/${pid}/fd/${name}`));
    return files.flatMap((file) => /^socket:\[(\d+)\]$/.exec(file)?.[1] ?? []);
  } catch {
    return [];
  }
}

function status(pid: string, field: RegExp): string | undefined {
  try {
    return field.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1];
  } catch {
    return undefined;
  }
}
