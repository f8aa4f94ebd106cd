import {
  closeSync,
  constants,
  fchmodSync,
  fchownSync,
  fstatSync,
  fsyncSync,
  ftruncateSync,
  openSync,
  renameSync,
  rmSync,
  type Stats,
  writeSync,
} from 'node:fs';
import { basename, dirname, join } from 'node:path';

/** A text beside a file: the one that it is to get, or the one that it had. */
export type TemporaryKind = 'new' | 'old';

/** Leaves room for the rest of the name: file systems allow 255 bytes, and a character takes up to four. */
const longestName = 50;

/**
 * The path of a temporary file: hidden, in the same folder and so on the same file system, with an ending that no
 * pattern for manifests, code or secrets files matches.
 */
export function temporaryPath(real: string, id: string, kind: TemporaryKind): string {
  return join(dirname(real), `.${basename(real).slice(0, longestName)}.infra-bindings-${id}.${kind}.tmp`);
}

/**
 * Writes a file that must not be there yet, until the disk has it. `like` is the file that gives mode and owner; one that
 * takes no file's place is `private`.
 */
export function writeTemporary(path: string, bytes: Buffer, like: Stats | 'private' | undefined): void {
  const file = openSync(path, 'wx', like ? 0o600 : 0o666);
  try {
    writeAll(file, bytes);
    if (like && like !== 'private') {
      const { uid, gid } = fstatSync(file);
      if (process.platform !== 'win32' && (uid !== like.uid || gid !== like.gid)) {
        fchownSync(file, like.uid, like.gid);
      }
      // After the owner, whose change clears some bits.
      fchmodSync(file, like.mode & 0o7777);
    }
    fsyncSync(file);
  } finally {
    closeSync(file);
  }
}

/** Gives the file itself another text, from its beginning on, until the disk has it. */
export function writeInPlace(path: string, bytes: Buffer): void {
  const file = openSync(path, constants.O_RDWR | (constants.O_NOFOLLOW ?? 0) | (constants.O_NONBLOCK ?? 0));
  try {
    writeAll(file, bytes);
    ftruncateSync(file, bytes.length);
    fsyncSync(file);
  } finally {
    closeSync(file);
  }
}

function writeAll(file: number, bytes: Buffer): void {
  for (let done = 0; done < bytes.length; ) {
    done += writeSync(file, bytes, done, bytes.length - done, done);
  }
}

/** How often, and after how many ms, a rename is tried again on Windows, where a virus scanner may hold the file. */
const renameTries = 10;
const renameDelayMs = 50;

/** Puts a file in another's place. */
export function moveOver(from: string, to: string): void {
  for (let tries = 1; ; tries++) {
    try {
      renameSync(from, to);
      return;
    } catch (error) {
      const isHeld = ['EPERM', 'EACCES', 'EBUSY'].includes(`${(error as NodeJS.ErrnoException).code}`);
      if (process.platform !== 'win32' || !isHeld || tries === renameTries) {
        throw error;
      }
      Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, renameDelayMs);
    }
  }
}

/** Waits until the disk has a folder's names. Not every system and file system can: the files themselves are safe. */
export function syncFolder(folder: string): void {
  if (process.platform === 'win32') {
    return;
  }
  try {
    const handle = openSync(folder, 'r');
    try {
      fsyncSync(handle);
    } finally {
      closeSync(handle);
    }
  } catch {
    // A folder that may be written and not read, or a file system without this.
  }
}

/** Removes what may be there. One that stays does no harm. */
export function removeQuietly(path: string): void {
  try {
    rmSync(path, { force: true });
  } catch {
    // Its name says what it is.
  }
}
