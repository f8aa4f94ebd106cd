import * as ts from 'typescript';
import type { TextEdit } from '../../../core/text';
import type { FormattingOptions } from '../../answers';
import type { Context } from '../context';
import type { ParametersOf } from '../protocol';

/** Formats a stage file, or a range of it, as VS Code formats JavaScript. */
export function formatting(
  { document, syntax }: Context,
  { options, range }: ParametersOf<'formatting'>,
): readonly TextEdit[] {
  const settings = settingsFor(document.body, options);
  return syntax
    .ask(document, (service, name) =>
      range
        ? service.getFormattingEditsForRange(name, range.start, range.end, settings)
        : service.getFormattingEditsForDocument(name, settings),
    )
    .map(toTextEdit);
}

/** Formats the line that the typed key has ended. */
export function onTypeFormatting(
  { document, syntax }: Context,
  { offset, options, key }: ParametersOf<'onTypeFormatting'>,
): readonly TextEdit[] {
  const settings = settingsFor(document.body, options);
  return syntax
    .ask(document, (service, name) => service.getFormattingEditsAfterKeystroke(name, offset, key, settings))
    .map(toTextEdit);
}

const toTextEdit = ({ span, newText }: ts.TextChange): TextEdit => ({
  range: { start: span.start, end: span.start + span.length },
  newText,
});

function settingsFor(text: string, { tabSize, insertSpaces }: FormattingOptions): ts.FormatCodeSettings {
  return {
    ...ts.getDefaultFormatCodeSettings(text.includes('\r\n') ? '\r\n' : '\n'),
    indentSize: tabSize,
    tabSize,
    convertTabsToSpaces: insertSpaces,
    semicolons: ts.SemicolonPreference.Ignore,
  };
}
