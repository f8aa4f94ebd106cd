import type ts from 'typescript';
import type { Runtime } from '../../../core/platform/stages/stages';

/** What an error is judged by. */
export interface ErrorContext {
  readonly checker: ts.TypeChecker;
  readonly sourceFile: ts.SourceFile;
  readonly runtime: Runtime;
}

/** An error as the user sees it, in positions of the virtual document. */
export interface RelevantError {
  readonly message: string;
  readonly span: ts.TextSpan;
}
