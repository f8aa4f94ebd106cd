import type ts from 'typescript';
import type { Stage } from '../../../core/platform/stages/stages';

/**
 * A stage file with its types, for rules that need them. Positions are those of the virtual document, also in what a rule
 * finds; `features/diagnostics.ts` takes them back to the body.
 */
export interface TypedInput {
  readonly stage: Stage;
  readonly sourceFile: ts.SourceFile;
  readonly checker: ts.TypeChecker;
  /** The function that the wrapper makes of the body. */
  readonly handler: ts.FunctionLikeDeclaration & { readonly body: ts.Block };
  /** TypeScript's own errors, for rules that judge them. */
  readonly errors: readonly ts.Diagnostic[];
}
