import * as ts from 'typescript';
import type { ErrorContext, RelevantError } from './relevance/error';
import { isPromiseAsValue } from './relevance/promiseAsValue';
import { unknownGlobal } from './relevance/unknownGlobal';
import { isUnknownMember } from './relevance/unknownMember';
import { wrongArgument } from './relevance/wrongArgument';

/*
 * Stage files are ordinary JavaScript by people who never asked for types. TypeScript's errors are kept only where they
 * are about `params`, bindings and the runtime, and where they cannot be mere missing null checks. Whoever adds a rule
 * here adds to the snippets that must stay silent first (test/snippets).
 */

type Judge = (node: ts.Node, context: ErrorContext, error: ts.Diagnostic) => boolean | Partial<RelevantError>;

/** TypeScript's codes by the judge that decides on them. All other errors are dropped. */
const judges: ReadonlyMap<number, Judge> = new Map(
  (
    [
      [isUnknownMember, [2339, 2551]],
      [wrongArgument, [2322, 2345, 2353, 2554, 2555, 2559, 2561, 2575, 2739, 2740, 2741, 2769, 2820]],
      [unknownGlobal, [2304, 2307, 2552, 2580, 2584, 2591]],
      [isPromiseAsValue, [2362, 2363, 2365, 2367, 2488, 2801]],
      // `await` in a function that is not async does not even start to run.
      [() => true, [1103, 1308]],
    ] as const
  ).flatMap(([judge, codes]) => codes.map((code): [number, Judge] => [code, judge])),
);

/** What to show for an error of TypeScript; `undefined` where nobody should see it. */
export function relevantError(error: ts.Diagnostic, context: ErrorContext): RelevantError | undefined {
  const { start, length = 0 } = error;
  const judge = judges.get(error.code);
  if (error.category !== ts.DiagnosticCategory.Error || start === undefined || !judge) {
    return undefined;
  }
  const verdict = judge(nodeAt(context.sourceFile, start, start + length), context, error);
  if (verdict === false) {
    return undefined;
  }
  const message = ts.flattenDiagnosticMessageText(error.messageText, '\n');
  return { message, span: { start, length }, ...(verdict === true ? {} : verdict) };
}

/** The outermost node that has exactly a range, or the innermost that holds it. */
function nodeAt(sourceFile: ts.SourceFile, start: number, end: number): ts.Node {
  let found: ts.Node = sourceFile;
  const visit = (node: ts.Node): void => {
    if (node.getStart(sourceFile) <= start && end <= node.end) {
      found = node;
      ts.forEachChild(node, visit);
    }
  };
  visit(sourceFile);
  return found;
}
