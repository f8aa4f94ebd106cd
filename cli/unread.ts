import type { Unread } from '../service/unread';
import type { Project } from './project';

/** What could not be read, for JSON. */
export function unreadJson({ relative }: Project, unread: readonly Unread[]) {
  return unread.map((each) => ({
    file: relative(each.path) || '.',
    reason: each.reason,
    message: sentence(relative, each),
  }));
}

/** One sentence for each. */
export function unreadSentences({ relative }: Project, unread: readonly Unread[]): readonly string[] {
  return unread.map((each) => sentence(relative, each));
}

function sentence(relative: Project['relative'], { path, message }: Unread): string {
  return `${relative(path) || path} ${message}.`;
}
