import type { CodeFiles } from './code/codeFiles';
import type { Settings } from './settings';
import type { Cancellation, TypeScriptClient } from './typescript/client';
import type { Workspace } from './workspace/workspace';

/** What every feature works on. */
export interface ServiceContext {
  readonly workspace: Workspace;
  readonly code: CodeFiles;
  readonly typescript: TypeScriptClient;
  settings: Settings;
  /** Of the request that is being answered. */
  readonly cancellation?: Cancellation;
}
