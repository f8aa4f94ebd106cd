import {
  closeSync,
  constants,
  fstatSync,
  lstatSync,
  openSync,
  readdirSync,
  readSync,
  type Stats,
  statSync,
} from 'node:fs';
import { kindOfFile } from './fileKind';

/** Why there is no text of a file, or no list of a folder. */
export interface FileProblem {
  readonly problem: 'missing' | 'dead-link' | 'unreadable' | 'folder' | 'not-a-file' | 'binary' | 'too-large';
  /** A part of a sentence that follows the name: `cannot be read (EACCES)`. */
  readonly message: string;
}

/** The text of a file, or why there is none. */
export type FileContent = { readonly text: string } | FileProblem;

/** What is in a folder. */
export interface FolderContent {
  readonly entries: readonly FolderEntry[];
  /** Why `entries` is empty, where something is in the way. A folder that is not there is an empty one. */
  readonly problem?: FileProblem;
}

export interface FolderEntry {
  readonly name: string;
  readonly isFolder: boolean;
}

/** What the service needs of a file system. Paths are absolute, with `/`. */
export interface FileSystem {
  read(path: string): FileContent;
  /** Whether a regular file is there, or a link to one. */
  isFile(path: string): boolean;
  /** Whether anything is there: a file, a folder, a link to nothing. */
  exists(path: string): boolean;
  /** Another text whenever the file is another; `undefined` if there is none. */
  stamp?(path: string): string | undefined;
  list(folder: string): FolderContent;
}

/** Larger files are nobody's manifest and nobody's stage file. */
const largestFile = 20 * 1024 * 1024;

/** The file system of this machine. Never throws, and never opens what is no regular file: a pipe would wait forever. */
export const nodeFileSystem: FileSystem = {
  read(path) {
    try {
      const stat = statSync(path);
      return problemOf(stat) ?? readRegular(path);
    } catch (error) {
      return missing(path, error, 'file') ?? unreadable(error);
    }
  },
  isFile(path) {
    return statOf(path)?.isFile() ?? false;
  },
  exists(path) {
    try {
      return lstatSync(path, { throwIfNoEntry: false }) !== undefined;
    } catch {
      return false;
    }
  },
  stamp(path) {
    const stat = statOf(path);
    // Not the time of the last modification: some package managers set the same one for all files.
    return stat && `${stat.ctimeMs} ${stat.size}`;
  },
  list(folder) {
    try {
      const entries = readdirSync(folder, { withFileTypes: true });
      return { entries: entries.map((entry) => ({ name: entry.name, isFolder: entry.isDirectory() })) };
    } catch (error) {
      const problem = missing(folder, error, 'folder') ?? unreadable(error);
      return problem.problem === 'missing' ? { entries: [] } : { entries: [], problem };
    }
  },
};

/** What a path leads to; `undefined` where that is nothing, or not to be seen. */
function statOf(path: string): Stats | undefined {
  try {
    return statSync(path, { throwIfNoEntry: false });
  } catch {
    return undefined;
  }
}

function problemOf(stat: Stats): FileProblem | undefined {
  if (!stat.isFile()) {
    const problem = stat.isDirectory() ? 'folder' : 'not-a-file';
    return { problem, message: `is ${kindOfFile(stat)}, not a regular file` };
  }
  return stat.size > largestFile ? tooLarge : undefined;
}

const tooLarge: FileProblem = { problem: 'too-large', message: `is larger than ${largestFile / 1024 / 1024} MB` };

/** Another program may have put something else there since it was looked at: opening does not wait, and looks again. */
function readRegular(path: string): FileContent {
  const file = openSync(path, constants.O_RDONLY | (constants.O_NONBLOCK ?? 0));
  try {
    const stat = fstatSync(file);
    const problem = problemOf(stat);
    if (problem) {
      return problem;
    }
    const bytes = readAll(file, stat.size);
    return bytes ? decode(bytes) : tooLarge;
  } finally {
    closeSync(file);
  }
}

/** All that a file has, which may be more than its size says; `undefined` where that is too much. */
function readAll(file: number, size: number): Buffer | undefined {
  let bytes = Buffer.allocUnsafe(size + 1);
  let length = 0;
  for (;;) {
    const count = readSync(file, bytes, length, bytes.length - length, null);
    length += count;
    if (count === 0) {
      return bytes.subarray(0, length);
    }
    if (length > largestFile) {
      return undefined;
    }
    if (length === bytes.length) {
      bytes = Buffer.concat([bytes], 2 * length);
    }
  }
}

function missing(path: string, error: unknown, noun: 'file' | 'folder'): FileProblem | undefined {
  const { code } = error as NodeJS.ErrnoException;
  if (code !== 'ENOENT' && code !== 'ENOTDIR') {
    return undefined;
  }
  let stat: Stats | undefined;
  try {
    stat = lstatSync(path, { throwIfNoEntry: false });
  } catch {
    // Not to be seen: nothing there, as far as anyone can tell.
  }
  if (stat?.isSymbolicLink() && !statOf(path)) {
    return { problem: 'dead-link', message: `is a link to a ${noun} that does not exist` };
  }
  return noun === 'folder' && stat
    ? { problem: 'not-a-file', message: `is ${kindOfFile(statOf(path) ?? stat)}, not a folder` }
    : { problem: 'missing', message: 'does not exist' };
}

const meanings: Readonly<Record<string, string>> = {
  ELOOP: 'is a link that leads back to itself (ELOOP)',
};

function unreadable(error: unknown): FileProblem {
  const code = (error as NodeJS.ErrnoException).code ?? 'unknown error';
  return { problem: 'unreadable', message: meanings[code] ?? `cannot be read (${code})` };
}

function decode(bytes: Buffer): FileContent {
  if (bytes.subarray(0, 8192).includes(0)) {
    return { problem: 'binary', message: 'is not a text file in UTF-8' };
  }
  try {
    return { text: new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes) };
  } catch {
    return { problem: 'binary', message: 'is not a text file in UTF-8' };
  }
}
