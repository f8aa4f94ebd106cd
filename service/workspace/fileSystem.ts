import { readdirSync, readFileSync, statSync } from 'node:fs';

/** The text of a file, or one sentence that says why there is none. */
export type FileContent =
  | { readonly text: string }
  | { readonly problem: 'missing' | 'unreadable' | 'binary' | 'too-large'; readonly message: string };

/** What the service needs of a file system. Paths are absolute, with `/`. */
export interface FileSystem {
  read(path: string): FileContent;
  isFile(path: string): boolean;
  /** Another text whenever the file is another; `undefined` if there is none. */
  stamp?(path: string): string | undefined;
  /** Names in a folder; empty if it cannot be read. */
  list(folder: string): readonly { readonly name: string; readonly isFolder: boolean }[];
}

/** Larger files are nobody's manifest and nobody's stage file. */
const largestFile = 20 * 1024 * 1024;

/** The file system of this machine. Never throws. */
export const nodeFileSystem: FileSystem = {
  read(path) {
    try {
      const { size } = statSync(path);
      if (size > largestFile) {
        return { problem: 'too-large', message: `is larger than ${largestFile / 1024 / 1024} MB` };
      }
      const bytes = readFileSync(path);
      return decode(bytes);
    } catch (error) {
      const code = (error as NodeJS.ErrnoException).code;
      return code === 'ENOENT' || code === 'ENOTDIR'
        ? { problem: 'missing', message: 'does not exist' }
        : { problem: 'unreadable', message: `cannot be read (${code ?? 'unknown error'})` };
    }
  },
  isFile(path) {
    return statSync(path, { throwIfNoEntry: false })?.isFile() ?? false;
  },
  stamp(path) {
    const stat = statSync(path, { throwIfNoEntry: false });
    // Not the time of the last modification: some package managers set the same one for all files.
    return stat && `${stat.ctimeMs} ${stat.size}`;
  },
  list(folder) {
    try {
      return readdirSync(folder, { withFileTypes: true }).map((entry) => ({
        name: entry.name,
        isFolder: entry.isDirectory(),
      }));
    } catch {
      return [];
    }
  },
};

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
