import { randomBytes } from 'node:crypto';
import { dirname, join } from 'node:path';
import type { Refused } from '../../../core/refused';
import {
  beginJournal,
  clearAway,
  endJournal,
  isComplete,
  type Journal,
  journalName,
  readJournal,
  undo,
} from './journal';
import { refusalOf, WriteRefusal } from './refusal';
import { type FileChange, requireUnchanged, type Target, targetOf, withoutDuplicates } from './target';
import { moveOver, removeQuietly, syncFolder, temporaryPath, writeInPlace, writeTemporary } from './temporary';

export type { FileChange } from './target';

export interface WriteOptions {
  /** The folder for the journal of a change of several files, absolute: the one that the command works on. */
  readonly folder: string;
  /** A path as messages show it. */
  readonly show: (path: string) => string;
}

/**
 * Changes files, all or none; answers a sentence where it is none. Each file has its old text or its new one at every
 * moment, also when the process is killed or the disk is full.
 *
 * 1. The new texts go beside the files (`.wrangler.toml.infra-bindings-<id>.new.tmp`), until the disk has them.
 * 2. Files that another program has changed since their texts were read stop it.
 * 3. Each new file is put in the place of the old one. It has the old one's mode, owner and group; Node cannot copy
 *    access control lists and extended attributes.
 *
 * A file with hard links, whose owner a new file cannot get, or that is mounted by itself, as containers do, is written
 * in place instead, which keeps everything of it. For that, and for several files, a journal and copies of the old texts
 * come first: what is cut off, `recover` takes back.
 */
export function writeFiles(changes: readonly FileChange[], options: WriteOptions): Refused | undefined {
  const mounted = new Set<string>();
  for (;;) {
    const failure = attempt(changes, mounted, options);
    if (failure?.busy === undefined || mounted.has(failure.busy)) {
      return failure && { refused: failure.refused };
    }
    mounted.add(failure.busy);
  }
}

/** A failure with `busy` changed nothing, and may not fail with that path written in place. */
function attempt(
  changes: readonly FileChange[],
  inPlace: ReadonlySet<string>,
  { folder, show }: WriteOptions,
): (Refused & { readonly busy?: string }) | undefined {
  const id = randomBytes(16).toString('hex');
  const begun: { journal?: Journal } = {};
  let targets: readonly Target[] = [];
  try {
    targets = withoutDuplicates(
      changes.map(targetOf).map((target) => (inPlace.has(target.path) ? { ...target, isInPlace: true } : target)),
    );
    if (targets.length > 1 || targets.some(({ isInPlace }) => isInPlace)) {
      begun.journal = begin(folder, id, targets);
    }
    prepare(targets, id, begun.journal !== undefined);
    targets.forEach(requireUnchanged);
    for (const target of targets) {
      put(target, id);
    }
    for (const each of new Set(targets.map(({ real }) => dirname(real)))) {
      syncFolder(each);
    }
    if (begun.journal) {
      // Last of all: while it is there, what is left of a command that was killed is found.
      clearAway(folder, begun.journal);
    }
    return undefined;
  } catch (error) {
    const { path, message, code } = refusalOf(folder, error);
    const outcome = begun.journal ? takeBack(folder, begun.journal, show) : nothingChanged;
    if (!begun.journal) {
      removeTemporaries(targets, id);
    }
    const isMounted = code === 'EBUSY' && outcome === nothingChanged && process.platform !== 'win32';
    return { refused: `${show(path)} ${message}. ${outcome}`, ...(isMounted && { busy: path }) };
  }
}

/**
 * Takes back a change of several files that was cut off: a killed process, a power failure. Answers a sentence about
 * what it did, `undefined` where there was nothing to do. Commands that write call it before they read.
 */
export function recover({ folder, show }: WriteOptions): { readonly done: string } | Refused | undefined {
  const journal = readJournal(folder);
  if (journal === undefined) {
    return undefined;
  }
  if (journal === 'unreadable') {
    // It is whole before the first file changes.
    endJournal(folder);
    return undefined;
  }
  if (journal.pid !== process.pid && isRunning(journal.pid)) {
    const file = show(join(folder, journalName));
    return {
      refused: `Another command (process ${journal.pid}) is changing files here: wait until it has ended. If process ${journal.pid} is no infra-bindings, delete ${file}.`,
    };
  }
  if (isComplete(folder, journal)) {
    clearAway(folder, journal);
    return undefined;
  }
  const outcome = takeBack(folder, journal, show);
  return outcome === nothingChanged
    ? { done: 'An earlier command was cut off while it changed files: they have their old texts again.' }
    : { refused: `An earlier command was cut off while it changed files. ${outcome}` };
}

/** Whether a change was cut off before it was whole. */
export function isInterrupted(folder: string): boolean {
  const journal = readJournal(folder);
  return journal !== undefined && journal !== 'unreadable' && !isRunning(journal.pid) && !isComplete(folder, journal);
}

function begin(folder: string, id: string, targets: readonly Target[]): Journal {
  try {
    return beginJournal(folder, id, targets);
  } catch (error) {
    const path = join(folder, journalName);
    if ((error as NodeJS.ErrnoException).code === 'EEXIST') {
      throw new WriteRefusal(path, 'says that another command is changing files here: wait until it has ended');
    }
    throw refusalOf(path, error);
  }
}

function prepare(targets: readonly Target[], id: string, keepsOld: boolean): void {
  for (const { path, real, stat, before, after, isInPlace } of targets) {
    const like = isInPlace ? 'private' : stat;
    try {
      writeTemporary(temporaryPath(real, id, 'new'), after, like);
      if (keepsOld && before) {
        writeTemporary(temporaryPath(real, id, 'old'), before, like);
      }
    } catch (error) {
      throw refusalOf(path, error);
    }
  }
}

function put({ path, real, after, isInPlace }: Target, id: string): void {
  try {
    if (isInPlace) {
      writeInPlace(real, after);
    } else {
      moveOver(temporaryPath(real, id, 'new'), real);
    }
  } catch (error) {
    throw refusalOf(path, error);
  }
}

function removeTemporaries(targets: readonly Target[], id: string): void {
  for (const { real } of targets) {
    removeQuietly(temporaryPath(real, id, 'new'));
    removeQuietly(temporaryPath(real, id, 'old'));
  }
}

const nothingChanged = 'Nothing was changed.';

/** Undoes a change; a sentence says how that ended. */
function takeBack(folder: string, journal: Journal, show: WriteOptions['show']): string {
  try {
    const kept = undo(folder, journal).map(show);
    return kept.length === 0
      ? nothingChanged
      : `Another program has changed files meanwhile: what they were before is in ${kept.join(', ')}.`;
  } catch (error) {
    const { code = 'unknown error' } = error as NodeJS.ErrnoException;
    return `Files could not get their old texts back (${code}): these are beside them, in files that end in ${journal.id}.old.tmp, and the next add, remove or rename tries again.`;
  }
}

function isRunning(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
}
