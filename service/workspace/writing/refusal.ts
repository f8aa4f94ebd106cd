/** Why a file is not written: a part of a sentence that follows the file's name. Never leaves `writeFiles`. */
export class WriteRefusal extends Error {
  constructor(
    /** As the caller gave it. */
    readonly path: string,
    message: string,
    /** The system's error code, where there is one. */
    readonly code?: string,
  ) {
    super(message);
  }
}

/** What the system's error codes mean to a user. */
const meanings: Readonly<Record<string, string>> = {
  EACCES: 'permission denied',
  EBUSY: 'another program holds it',
  EDQUOT: 'the disk quota is used up',
  EFBIG: 'the system allows no file of that size',
  EIO: 'the disk reports an error',
  EMFILE: 'too many files are open',
  ENOSPC: 'no space is left on the disk',
  EPERM: 'permission denied',
  EROFS: 'the file system is read-only',
};

/** The refusal for an error of the file system; `what` goes before its reason: `cannot be written`. */
export function refusalOf(path: string, error: unknown, what = 'cannot be written'): WriteRefusal {
  if (error instanceof WriteRefusal) {
    return error;
  }
  const { code } = error as NodeJS.ErrnoException;
  if (code === undefined) {
    throw error;
  }
  const meaning = meanings[code];
  return new WriteRefusal(path, `${what}${meaning ? `: ${meaning}` : ''} (${code})`, code);
}
