import type { Finding } from '../../core/rules/rule';
import type { CodeFile } from '../code/codeFiles';
import type { ServiceContext } from '../context';
import type { Manifest } from '../workspace/manifest';

/** What is checked: code, a manifest, or a file that is neither, of which no provider says anything. */
export interface CheckedFile {
  /** Absolute, with `/`. */
  readonly path: string;
  readonly code: CodeFile | undefined;
  readonly manifest: Manifest | undefined;
}

export type ProviderName = 'text' | 'types';

/** One way to look at a file: rules over its text, TypeScript. */
export interface Provider {
  readonly name: ProviderName;
  /** What it finds; nothing in a file that it does not know, or once the request is cancelled. */
  check(context: ServiceContext, file: CheckedFile): Promise<readonly Finding[]>;
}
