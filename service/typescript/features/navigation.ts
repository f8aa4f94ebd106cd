import * as ts from 'typescript';
import type { TextEdit } from '../../../core/text';
import type { DocumentHighlight, Location } from '../../answers';
import { bodyRange, type Context, location, preferences, toVirtual } from '../context';
import type { AnswerOf, ParametersOf } from '../protocol';

const places = (context: Context, found: readonly ts.DocumentSpan[] | undefined): Location[] =>
  (found ?? []).flatMap(({ fileName, textSpan }) => location(context, fileName, textSpan) ?? []);

/** Where a name of the file was declared. */
export function definition(context: Context, { offset }: ParametersOf<'definition'>): Location[] {
  return places(context, context.service.getDefinitionAtPosition(context.document.path, toVirtual(context, offset)));
}

/** Where the type of an expression was declared. */
export function typeDefinition(context: Context, { offset }: ParametersOf<'typeDefinition'>): Location[] {
  return places(
    context,
    context.service.getTypeDefinitionAtPosition(context.document.path, toVirtual(context, offset)),
  );
}

/** Every use of a name of the file, its declaration among them. */
export function references(context: Context, { offset }: ParametersOf<'references'>): Location[] {
  return places(context, context.service.getReferencesAtPosition(context.document.path, toVirtual(context, offset)));
}

/** The same name elsewhere in the file. */
export function documentHighlights(
  context: Context,
  { offset }: ParametersOf<'documentHighlights'>,
): readonly DocumentHighlight[] {
  const { service, document } = context;
  const found = service.getDocumentHighlights(document.path, toVirtual(context, offset), [document.path]) ?? [];
  return found
    .flatMap(({ highlightSpans }) => highlightSpans)
    .flatMap((highlight) => {
      const range = bodyRange(document, highlight.textSpan);
      const isWrite = highlight.kind === ts.HighlightSpanKind.writtenReference;
      return range ? [{ range, isWrite }] : [];
    });
}

/** What a rename would change: the name's range, or why it cannot be renamed. */
export function prepareRename(context: Context, { offset }: ParametersOf<'prepareRename'>): AnswerOf<'prepareRename'> {
  const info = context.service.getRenameInfo(context.document.path, toVirtual(context, offset), preferences);
  if (!info.canRename) {
    return { refused: info.localizedErrorMessage };
  }
  const range = bodyRange(context.document, info.triggerSpan);
  return range && renamed(context, offset, '')
    ? { range }
    : { refused: 'This name comes from the platform and cannot be renamed.' };
}

/** The edits that rename a name of the file. */
export function rename(context: Context, { offset, newName }: ParametersOf<'rename'>): readonly TextEdit[] {
  return renamed(context, offset, newName) ?? [];
}

/** `undefined` when a place to change is not in the body: in the wrapper, or in a library. */
function renamed(context: Context, offset: number, newName: string): TextEdit[] | undefined {
  const { service, document } = context;
  const found = service.findRenameLocations(document.path, toVirtual(context, offset), false, false, preferences) ?? [];
  const edits: TextEdit[] = [];
  for (const { fileName, textSpan, prefixText = '', suffixText = '' } of found) {
    const range = fileName === document.path ? bodyRange(document, textSpan) : undefined;
    if (!range) {
      return undefined;
    }
    edits.push({ range, newText: prefixText + newName + suffixText });
  }
  return edits.length > 0 ? edits : undefined;
}
