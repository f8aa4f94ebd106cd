import { statSync, writeFileSync } from 'node:fs';
import type { Refused } from '../core/refused';
import { folderOf } from '../service/workspace/paths';
import { writeFiles } from '../service/workspace/writing/writeFiles';

/**
 * Writes a report, whole or not at all; to what is no file, such as `/dev/stdout`, as to any stream. `name` is the path
 * as the user gave it.
 */
export function writeReport(path: string, name: string, text: string): Refused | undefined {
  const stat = statSync(path, { throwIfNoEntry: false });
  if (stat && !stat.isFile() && !stat.isDirectory()) {
    writeFileSync(path, text);
    return undefined;
  }
  return writeFiles([{ path, before: undefined, after: text }], { folder: folderOf(path), show: () => name });
}
