import type { Unread } from '../service/unread';
import type { Project } from './project';

/** A file that could not be read, or a folder that could not be listed: an answer is without what is in it. */
export interface UnreadFile {
  /** Relative to the root; `.` for the root itself. */
  readonly file: string;
  readonly reason: Unread['reason'];
  /** A sentence that names the file. */
  readonly message: string;
}

export function unreadFile({ relative }: Project, { path, reason, message }: Unread): UnreadFile {
  return { file: relative(path) || '.', reason, message: `${relative(path) || path} ${message}.` };
}
