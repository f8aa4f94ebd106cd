import type { Stats } from 'node:fs';

/** What something that is not a regular file is, with its article. */
export function kindOfFile(stat: Stats): string {
  if (stat.isDirectory()) {
    return 'a folder';
  }
  if (stat.isFIFO()) {
    return 'a named pipe';
  }
  if (stat.isSocket()) {
    return 'a socket';
  }
  return stat.isFile() ? 'a file' : 'a device';
}
