import ts from 'typescript';
import type { TextEdit } from '../../../core/text';
import { bodyRange, type Context, preferences, toVirtual } from '../context';
import type { AnswerOf, ParametersOf } from '../protocol';

/** TypeScript's own quick fixes for its errors in a range. One that would touch anything but the body is left out. */
export function codeFixes(context: Context, { range, codes }: ParametersOf<'codeFixes'>): AnswerOf<'codeFixes'> {
  const { service, document } = context;
  const fixes = service.getCodeFixesAtPosition(
    document.path,
    toVirtual(context, range.start),
    toVirtual(context, range.end),
    [...codes],
    { ...ts.getDefaultFormatCodeSettings('\n'), indentSize: 2, tabSize: 2 },
    preferences,
  );
  return fixes.flatMap(({ description, changes, commands }) => {
    const edits: TextEdit[] = [];
    for (const { fileName, textChanges } of changes) {
      for (const { span, newText } of textChanges) {
        const place = fileName === document.path ? bodyRange(document, span) : undefined;
        if (!place) {
          return [];
        }
        edits.push({ range: place, newText });
      }
    }
    return commands?.length ? [] : [{ title: description, files: [{ path: document.path, edits }] }];
  });
}
