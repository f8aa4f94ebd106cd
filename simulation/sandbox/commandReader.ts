import { readSync } from 'node:fs';
import type { SandboxCommand } from './command';

const lineFeed = 10;
let unread = Buffer.alloc(0);

/** The next command on standard input, `undefined` at its end. A rehearsal only where what follows it is not there yet. */
export function readCommand(): SandboxCommand | undefined {
  const line = readLine();
  const command = line === '' ? undefined : (JSON.parse(line) as SandboxCommand);
  return command?.isRehearsal && unread.includes(lineFeed) ? readCommand() : command;
}

/** Waits for a line. Everything that has come by then is read. */
function readLine(): string {
  const chunks = [unread];
  while (!chunks.at(-1)?.includes(lineFeed)) {
    const chunk = Buffer.alloc(65536);
    let length = 0;
    try {
      length = readSync(0, chunk);
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code === 'EAGAIN') {
        continue;
      }
      throw error;
    }
    chunks.push(chunk.subarray(0, length));
    if (length === 0) {
      break;
    }
  }
  const read = Buffer.concat(chunks);
  const end = read.indexOf(lineFeed);
  unread = end === -1 ? Buffer.alloc(0) : read.subarray(end + 1);
  return read.subarray(0, end === -1 ? read.length : end).toString();
}
