import type { SourcePlace } from '../../simulation/events';

export interface RenderOptions {
  readonly color: boolean;
  /** The Destination's root, as seen from where the output is read; empty when it is read there. */
  readonly root: string;
  /** The stage file, relative to the root: where an error belongs that has no place. */
  readonly file?: string;
}

/** A place as a terminal finds it: `file:line:column`, one-based. */
export function locate({ file, line, character }: SourcePlace, { root }: RenderOptions): string {
  const path = root === '' || root === '.' ? file : `${root.replace(/\/+$/, '')}/${file}`;
  return `${path}:${line + 1}:${character + 1}`;
}
