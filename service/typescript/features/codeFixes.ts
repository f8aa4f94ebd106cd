import { bodyEdits, type Context, preferences, toVirtual, writingStyle } from '../context';
import type { AnswerOf, ParametersOf } from '../protocol';

/** TypeScript's own quick fixes for its errors in a range. One that would touch anything but the body is left out. */
export function codeFixes(context: Context, { range, codes }: ParametersOf<'codeFixes'>): AnswerOf<'codeFixes'> {
  const { service, document } = context;
  const fixes = service.getCodeFixesAtPosition(
    document.path,
    toVirtual(context, range.start),
    toVirtual(context, range.end),
    [...codes],
    writingStyle(document.body),
    preferences,
  );
  return fixes.flatMap(({ description, changes, commands }) => {
    const edits = commands?.length ? undefined : bodyEdits(document, changes);
    return edits ? [{ title: description, edits }] : [];
  });
}
