import { accessSync, constants, lstatSync, readFileSync, realpathSync, type Stats, statSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { kindOfFile } from '../fileKind';
import { refusalOf, WriteRefusal } from './refusal';

/** A file that is to get another text. */
export interface FileChange {
  /** Absolute. Links are followed: they stay, and what they lead to changes. */
  readonly path: string;
  /** The text that the new one was made from; `null` where there must be no file, `undefined` where any may be. */
  readonly before: string | null | undefined;
  readonly after: string;
}

/** Where a change goes, as it was found before anything was written. */
export interface Target {
  /** As the caller gave it, for messages. */
  readonly path: string;
  /** What links lead to. */
  readonly real: string;
  /** `undefined` where the file is yet to be made. */
  readonly stat: Stats | undefined;
  readonly before: Buffer | undefined;
  readonly after: Buffer;
  /** Whether the file itself must be kept, since another one in its place would lose hard links or the owner. */
  readonly isInPlace: boolean;
}

/** Looks where a change goes. Throws a `WriteRefusal` where it cannot or must not be made. */
export function targetOf({ path, before, after }: FileChange): Target {
  const real = resolved(path);
  const stat = statOf(path, real);
  const target = { path, real, after: Buffer.from(after), isInPlace: false };
  if (!stat) {
    if (typeof before === 'string') {
      throw new WriteRefusal(path, 'is not there any more');
    }
    return { ...target, stat: undefined, before: undefined };
  }
  if (!stat.isFile()) {
    throw new WriteRefusal(path, `cannot be written: it is ${kindOfFile(stat)}, not a regular file`);
  }
  // A rename asks for no permission on the file itself, and root has every permission.
  if ((stat.mode & 0o222) === 0) {
    throw new WriteRefusal(path, 'cannot be written: it is read-only');
  }
  try {
    accessSync(real, constants.W_OK);
    const found: Target = {
      ...target,
      stat,
      before: readFileSync(real),
      isInPlace: stat.nlink > 1 || !canGiveTo(stat),
    };
    const isExpected = before === undefined || (before !== null && found.before?.equals(Buffer.from(before)));
    if (!isExpected) {
      throw changedMeanwhile(path);
    }
    return found;
  } catch (error) {
    throw refusalOf(path, error);
  }
}

/** Each file once: a link and what it leads to are one. Throws where it would get two texts. */
export function withoutDuplicates(targets: readonly Target[]): readonly Target[] {
  const known = new Map<string, Target>();
  return targets.filter((target) => {
    const key = target.stat ? `${target.stat.dev} ${target.stat.ino}` : target.real;
    const other = known.get(key);
    if (other && !other.after.equals(target.after)) {
      throw new WriteRefusal(target.path, 'is the same file as another one that is to get another text');
    }
    known.set(key, target);
    return !other;
  });
}

/** Throws a `WriteRefusal` where the file is no longer as it was found. */
export function requireUnchanged({ path, real, stat, before }: Target): void {
  const now = statOf(path, real);
  const isSame =
    resolved(path) === real && (stat ? now?.ino === stat.ino && before?.equals(readFileSync(real)) : now === undefined);
  if (!isSame) {
    throw changedMeanwhile(path);
  }
}

function changedMeanwhile(path: string): WriteRefusal {
  return new WriteRefusal(path, 'was changed by another program meanwhile: run the command again');
}

/** Where links lead; a file that is yet to be made is in the folder that its path leads to. */
function resolved(path: string): string {
  try {
    return realpathSync(path);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ENOENT') {
      throw refusalOf(path, error);
    }
  }
  if (lstatSync(path, { throwIfNoEntry: false })) {
    throw new WriteRefusal(path, 'cannot be written: it is a link to a file that does not exist');
  }
  try {
    return join(realpathSync(dirname(path)), basename(path));
  } catch {
    throw new WriteRefusal(path, 'cannot be written: its folder does not exist');
  }
}

function statOf(path: string, real: string): Stats | undefined {
  try {
    return statSync(real, { throwIfNoEntry: false });
  } catch (error) {
    throw refusalOf(path, error);
  }
}

/** Whether a new file can get the owner and the group of an old one. */
function canGiveTo({ uid, gid }: Stats): boolean {
  const { geteuid, getegid, getgroups } = process;
  if (!geteuid || !getegid || !getgroups) {
    return true;
  }
  const own = geteuid.call(process);
  return own === 0 || (own === uid && [getegid.call(process), ...getgroups.call(process)].includes(gid));
}
