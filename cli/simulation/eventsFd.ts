import { fstatSync, writeSync } from 'node:fs';
import type { SimulationEvent } from '../../simulation/events';
import { Failure } from '../failure';

/**
 * Writes events to the file descriptor of `--events-fd`, a JSON object a line: for a host that shows the text of a run
 * and needs its events too. Without the option, nowhere.
 */
export function eventsFdWriter(value: string | undefined): (event: SimulationEvent) => void {
  if (value === undefined) {
    return () => {};
  }
  const descriptor = Number(value);
  if (!isOpen(descriptor)) {
    throw new Failure(`--events-fd takes an open file descriptor, not '${value}'.`);
  }
  let gone = false;
  return (event) => {
    gone = gone || !writeAll(descriptor, Buffer.from(`${JSON.stringify(event)}\n`));
  };
}

function isOpen(descriptor: number): boolean {
  try {
    return Number.isInteger(descriptor) && fstatSync(descriptor) !== undefined;
  } catch {
    return false;
  }
}

/** Whether all of it could be written; not if the reader has gone. */
function writeAll(descriptor: number, bytes: Buffer): boolean {
  for (let written = 0; written < bytes.length; ) {
    try {
      written += writeSync(descriptor, bytes, written);
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'EAGAIN') {
        return false;
      }
    }
  }
  return true;
}
