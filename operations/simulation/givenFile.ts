import { resolve } from 'node:path';
import type { Refused } from '../../core/refused';
import type { Destination } from './destination';

/** A file that a user names, as text. */
export interface GivenFile {
  /** Relative to the root. */
  readonly file: string;
  readonly text: string;
}

/**
 * The file of a name on the command line or in a scenario: the first that there is of `first`, and the paths that the name
 * is in the working directory and in the root. `undefined` where there is none; refused where it is not to be read.
 */
export function givenFile(
  { project, reach }: Pick<Destination, 'project' | 'reach'>,
  name: string,
  first: readonly string[] = [],
): GivenFile | Refused | undefined {
  let refused: string | undefined;
  for (const path of [...first, project.resolve(name), resolve(project.root, name)]) {
    const content = reach.text(path);
    if ('text' in content) {
      return { file: project.relative(path), text: content.text };
    }
    if (content.unreachable !== 'missing' && content.unreachable !== 'folder') {
      const what = content.unreachable === 'outside' ? `${content.why}. Copy the file there` : content.why;
      refused ??= `${name} ${what}.`;
    }
  }
  return refused === undefined ? undefined : { refused };
}
