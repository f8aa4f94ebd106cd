import { closeSync, constants, fstatSync, openSync, readdirSync, readSync, realpathSync, statSync } from 'node:fs';
import { dirname, isAbsolute, relative, resolve, sep } from 'node:path';

/** Why a file is not read. `why` goes on where its name ends: "lies outside of the workspace folder: …", no full stop. */
export interface Unreachable {
  readonly unreachable: 'missing' | 'outside' | 'folder' | 'special' | 'too-large' | 'binary' | 'unreadable';
  readonly why: string;
}

/** Larger files are refused before they are read, in bytes. */
export const largestFile = 20 * 1024 * 1024;

const reasons = {
  missing: 'does not exist',
  folder: 'is a folder, not a file',
  special: 'is not a regular file: devices, pipes and sockets are not read',
  'too-large': `is larger than ${largestFile / 1024 / 1024} MB`,
  binary: 'is not a text file in UTF-8',
} as const;

/**
 * What a simulation may read: the regular files below one folder, with the links of both resolved. Everything of a
 * project that a simulation reads comes through here: modules, fixtures, events, seeds, scenarios and migrations.
 */
export class Reach {
  /** The folder's real path. */
  readonly folder: string;
  readonly #given: string;
  readonly #name: string;

  /** `folder` is a folder that exists; `name` is what sentences call it. */
  constructor(folder: string, name = 'workspace folder') {
    this.#given = resolve(folder);
    this.#name = name;
    this.folder = realpathSync.native(this.#given);
  }

  /** Whether a real path lies in the folder. */
  has(path: string): boolean {
    return isBelow(this.folder, path);
  }

  /** The real path of a regular file, given by an absolute path or one below the folder. Opens nothing. */
  locate(path: string): { readonly path: string } | Unreachable {
    const real = this.#resolved(path);
    if ('unreachable' in real) {
      return real;
    }
    const stat = statSync(real.path, { throwIfNoEntry: false });
    if (!stat?.isFile()) {
      return unreachable(stat === undefined ? 'missing' : stat.isDirectory() ? 'folder' : 'special');
    }
    return stat.size > largestFile ? unreachable('too-large') : real;
  }

  /** The text of a file, without a byte order mark, and its real path. */
  text(path: string): { readonly path: string; readonly text: string } | Unreachable {
    const located = this.locate(path);
    if ('unreachable' in located) {
      return located;
    }
    try {
      const bytes = readRegular(located.path);
      return Array.isArray(bytes) ? unreachable(bytes[0]) : { path: located.path, text: decoder.decode(bytes) };
    } catch (error) {
      return error instanceof TypeError ? unreachable('binary') : unreadable(error);
    }
  }

  /**
   * The paths of all files below a folder, seen from there. Links to folders are not followed: what they lead to is read
   * where it is.
   */
  filesBelow(
    folder: string,
    isLeftOut: (name: string) => boolean,
  ): { readonly files: readonly string[] } | Unreachable {
    const located = this.#resolved(folder);
    if ('unreachable' in located) {
      return located;
    }
    const walk = (path: string): string[] => {
      const entries = readdirSync(resolve(located.path, path), { withFileTypes: true });
      return entries
        .filter(({ name }) => !isLeftOut(name))
        .flatMap((entry) => {
          const below = path === '' ? entry.name : `${path}/${entry.name}`;
          return entry.isDirectory() ? walk(below) : [below];
        });
    };
    try {
      return { files: walk('') };
    } catch (error) {
      return unreadable(error);
    }
  }

  /** The real path of what is in the folder, or the folder itself. */
  #resolved(path: string): { readonly path: string } | Unreachable {
    const absolute = resolve(this.folder, path);
    // Without asking the disk: on Windows, even to look at a path can reach another machine.
    if (![this.#given, this.folder].some((folder) => isSame(folder, absolute) || isBelow(folder, absolute))) {
      return this.#outside('lies outside');
    }
    try {
      const real = realpathSync.native(absolute);
      return this.has(real) || isSame(this.folder, real)
        ? { path: real }
        : this.#outside('is a link that leads outside');
    } catch (error) {
      return this.#unresolved(absolute, error);
    }
  }

  #outside(how: string): Unreachable {
    return {
      unreachable: 'outside',
      why: `${how} of the ${this.#name}: a simulation reads only files inside of it`,
    };
  }

  /** A path that leads nowhere. What is missing behind a link that leads outside is outside: that it is missing is no news. */
  #unresolved(path: string, error: unknown): Unreachable {
    const { code } = error as NodeJS.ErrnoException;
    if (code !== 'ENOENT' && code !== 'ENOTDIR') {
      return unreadable(error);
    }
    for (
      let above = dirname(path);
      isBelow(this.#given, above) || isBelow(this.folder, above);
      above = dirname(above)
    ) {
      try {
        return this.has(realpathSync.native(above))
          ? unreachable('missing')
          : this.#outside('is behind a link that leads outside');
      } catch {
        // It is missing, too.
      }
    }
    return unreachable('missing');
  }
}

/** `path` as seen from a folder, with `/`. */
export function pathFrom(folder: string, path: string): string {
  return relative(folder, path).replaceAll('\\', '/');
}

const decoder = new TextDecoder('utf-8', { fatal: true });

/** The bytes of a regular file; what it has become since it was looked at counts. */
function readRegular(path: string): Buffer | ['special' | 'too-large'] {
  const { O_RDONLY, O_NOFOLLOW = 0, O_NONBLOCK = 0 } = constants;
  const file = openSync(path, O_RDONLY | O_NOFOLLOW | O_NONBLOCK);
  try {
    const stat = fstatSync(file);
    if (!stat.isFile() || stat.size > largestFile) {
      return [stat.isFile() ? 'too-large' : 'special'];
    }
    const bytes = Buffer.alloc(stat.size);
    let length = 0;
    for (let read = -1; read !== 0 && length < bytes.length; length += read) {
      read = readSync(file, bytes, length, bytes.length - length, length);
    }
    return bytes.subarray(0, length);
  } finally {
    closeSync(file);
  }
}

/** Node compares paths as the system does: on Windows without regard to case. */
function isBelow(folder: string, path: string): boolean {
  const way = relative(folder, path);
  return way !== '' && way !== '..' && !way.startsWith(`..${sep}`) && !isAbsolute(way);
}

function isSame(folder: string, path: string): boolean {
  return relative(folder, path) === '';
}

function unreachable(reason: keyof typeof reasons): Unreachable {
  return { unreachable: reason, why: reasons[reason] };
}

function unreadable(error: unknown): Unreachable {
  const { code = 'unknown error' } = error as NodeJS.ErrnoException;
  return { unreachable: 'unreadable', why: `cannot be read (${code})` };
}
