import { bodyEdits, type Context, preferences, toVirtual, writingStyle } from '../context';
import type { AnswerOf, ParametersOf } from '../protocol';

/** TypeScript's refactorings of a selection. One that would touch anything but the body is left out. */
export function refactors(context: Context, { range }: ParametersOf<'refactors'>): AnswerOf<'refactors'> {
  const { service, document } = context;
  const span = { pos: toVirtual(context, range.start), end: toVirtual(context, range.end) };
  const format = writingStyle(document.body);
  return service.getApplicableRefactors(document.path, span, preferences).flatMap(({ name, actions }) =>
    actions.flatMap((action) => {
      const result = service.getEditsForRefactor(document.path, format, span, name, action.name, preferences);
      const edits = result && !result.commands?.length ? bodyEdits(document, result.edits) : undefined;
      return edits && edits.length > 0 ? [{ title: action.description, edits }] : [];
    }),
  );
}
