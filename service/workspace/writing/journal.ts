import { createHash } from 'node:crypto';
import { lstatSync, readFileSync, realpathSync, rmSync } from 'node:fs';
import { dirname, join, relative, resolve } from 'node:path';
import { nodeFileSystem } from '../fileSystem';
import type { Target } from './target';
import {
  moveOver,
  removeQuietly,
  syncFolder,
  type TemporaryKind,
  temporaryPath,
  writeInPlace,
  writeTemporary,
} from './temporary';

/** The file that says which change is under way, in the folder that a command works on. */
export const journalName = '.infra-bindings-journal.tmp';

/** A change of files that has begun. It is undone unless its journal is removed, which ends it. */
export interface Journal {
  /** Part of the names of its temporary files: 32 hexadecimal digits. */
  readonly id: string;
  /** The process that makes the change. */
  readonly pid: number;
  readonly files: readonly JournalEntry[];
}

interface JournalEntry {
  /** What links lead to, relative to the journal's folder. */
  readonly path: string;
  readonly isInPlace: boolean;
  /** SHA-256 of the texts; `null` where there was no file. */
  readonly before: string | null;
  readonly after: string;
}

/** Writes the journal of a change. Fails with EEXIST where another change is under way. */
export function beginJournal(folder: string, id: string, targets: readonly Target[]): Journal {
  const base = realpathSync(folder);
  const files = targets.map(({ real, before, after, isInPlace }) => ({
    path: relative(base, real),
    isInPlace,
    before: before ? hash(before) : null,
    after: hash(after),
  }));
  const journal: Journal = { id, pid: process.pid, files };
  const path = join(folder, journalName);
  try {
    writeTemporary(path, Buffer.from(JSON.stringify(journal)), 'private');
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') {
      removeQuietly(path);
    }
    throw error;
  }
  syncFolder(folder);
  return journal;
}

/** Removes a journal of which nothing is left to be done. */
export function endJournal(folder: string): void {
  rmSync(join(folder, journalName), { force: true });
  syncFolder(folder);
}

/** The journal in a folder; `undefined` where there is none, `unreadable` where it was cut off before the change began. */
export function readJournal(folder: string): Journal | 'unreadable' | undefined {
  const path = join(folder, journalName);
  if (!lstatSync(path, { throwIfNoEntry: false })) {
    return undefined;
  }
  const content = nodeFileSystem.read(path);
  try {
    const journal: unknown = 'text' in content ? JSON.parse(content.text) : undefined;
    return isJournal(journal) ? journal : 'unreadable';
  } catch {
    return 'unreadable';
  }
}

/** Whether a change was made whole, and only its temporary files and its journal are left to be removed. */
export function isComplete(folder: string, { files }: Journal): boolean {
  const base = realpathSync(folder);
  return files.every(({ path, after }) => {
    const now = bytesOf(resolve(base, path));
    return now !== undefined && hash(now) === after;
  });
}

/** Removes what a change that was made whole has left. One that cannot be removed does no harm: the next change tries again. */
export function clearAway(folder: string, { id, files }: Journal): void {
  const base = realpathSync(folder);
  for (const { path } of files) {
    removeQuietly(temporaryPath(resolve(base, path), id, 'new'));
    removeQuietly(temporaryPath(resolve(base, path), id, 'old'));
  }
  removeQuietly(join(folder, journalName));
}

/**
 * Gives every file of a change its old text back, from the copies beside them, and removes the temporary files. Answers
 * the copies of those that another program has changed since: they are left as they are. Throws where the system
 * refuses; the copies and the journal then stay.
 */
export function undo(folder: string, { id, files }: Journal): readonly string[] {
  const kept: string[] = [];
  const base = realpathSync(folder);
  for (const { path, isInPlace, before, after } of files) {
    const real = resolve(base, path);
    const copy = (kind: TemporaryKind) => temporaryPath(real, id, kind);
    // The journal of a stranger's repository must not reach out of it through a link: ours has no links in its paths.
    const isOurs = realpathSync(dirname(real)) === dirname(real) && (before !== null || !path.startsWith('..'));
    const now = isOurs ? bytesOf(real) : undefined;
    const old = bytesOf(copy('old'));
    if (now && before !== hash(now)) {
      const isUndone = hash(now) === after || (isInPlace && isPartly(now, old, bytesOf(copy('new'))));
      if (!isUndone || (before !== null && (!old || hash(old) !== before))) {
        kept.push(copy('old'));
        continue;
      }
      if (before === null) {
        rmSync(real);
      } else if (isInPlace && old) {
        writeInPlace(real, old);
      } else {
        moveOver(copy('old'), real);
      }
      syncFolder(dirname(real));
    }
    removeQuietly(copy('old'));
    removeQuietly(copy('new'));
  }
  endJournal(folder);
  return kept.filter((path) => bytesOf(path));
}

/** Whether a text is what writing in place leaves when it is cut off: the new text up to a place, and then the old. */
function isPartly(now: Buffer, old: Buffer | undefined, after: Buffer | undefined): boolean {
  if (!old || !after) {
    return false;
  }
  let same = 0;
  while (same < now.length && now[same] === after[same]) {
    same++;
  }
  return now.subarray(same).equals(old.subarray(same));
}

/** The bytes of a regular file; `undefined` for anything else, links too. */
function bytesOf(path: string): Buffer | undefined {
  return lstatSync(path, { throwIfNoEntry: false })?.isFile() ? readFileSync(path) : undefined;
}

const hash = (bytes: Buffer) => createHash('sha256').update(bytes).digest('hex');

function isJournal(value: unknown): value is Journal {
  const { id, pid, files } = record(value);
  return (
    typeof id === 'string' &&
    /^[0-9a-f]{32}$/.test(id) &&
    Number.isInteger(pid) &&
    (pid as number) > 0 &&
    Array.isArray(files) &&
    files.map(record).every(({ path, before }) => typeof path === 'string' && (before === null || isText(before)))
  );
}

const isText = (value: unknown) => typeof value === 'string';
const record = (value: unknown): Record<string, unknown> =>
  typeof value === 'object' && value !== null ? (value as Record<string, unknown>) : {};
