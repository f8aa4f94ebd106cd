import * as ts from 'typescript';
import { toBody } from '../../core/platform/stages/virtualDocument';
import type { TextEdit, TextRange } from '../../core/text';
import type { Location } from '../answers';
import type { Project, StageDocument } from './project';
import type { SyntaxService } from './syntaxService';

/** What a feature works on: one stage file and the program that it is in. */
export interface Context {
  readonly project: Project;
  readonly service: ts.LanguageService;
  readonly syntax: SyntaxService;
  readonly document: StageDocument;
  readonly stageDocument: (path: string) => StageDocument | undefined;
}

/** An offset of the body as TypeScript counts it. */
export function toVirtual(context: Context, offset: number): number {
  return context.document.virtual.offset + offset;
}

/** TypeScript's span as a range of the body; `undefined` where any of it is in the wrapper. */
export function bodyRange(document: StageDocument, span: ts.TextSpan): TextRange | undefined {
  return toBody(document.virtual, { start: span.start, end: span.start + span.length });
}

/** TypeScript's span as a place in a stage file; `undefined` in generated text and in libraries. */
export function location(context: Context, fileName: string, span: ts.TextSpan): Location | undefined {
  const document = context.stageDocument(fileName);
  const range = document && bodyRange(document, span);
  return range && { path: fileName, range };
}

/** TypeScript's changes as edits of the body; `undefined` if any of them is elsewhere. */
export function bodyEdits(
  document: StageDocument,
  changes: readonly ts.FileTextChanges[],
): readonly TextEdit[] | undefined {
  const edits: TextEdit[] = [];
  for (const { fileName, textChanges } of changes) {
    for (const { span, newText } of textChanges) {
      const range = fileName === document.path ? bodyRange(document, span) : undefined;
      if (!range) {
        return undefined;
      }
      const isAtLineStart = range.start === 0 || document.body.charAt(range.start - 1) === '\n';
      edits.push({ range, newText: withoutLevel(newText, indentation(document.body), isAtLineStart) });
    }
  }
  return edits;
}

/** TypeScript indents for the function that the wrapper is: one level too many. */
function withoutLevel(text: string, level: string, isAtLineStart: boolean): string {
  const lines = text.split('\n');
  return lines
    .map((line, index) => ((index > 0 || isAtLineStart) && line.startsWith(level) ? line.slice(level.length) : line))
    .join('\n');
}

/** One level of a text's own indentation; two spaces where it has none. */
function indentation(text: string): string {
  return /^(\t| {2,8})(?=\S)/m.exec(text)?.[1] ?? '  ';
}

/** How TypeScript is to write code into a body: in its own indentation and line endings. */
export function writingStyle(text: string): ts.FormatCodeSettings {
  const level = indentation(text);
  const size = level === '\t' ? 4 : level.length;
  return {
    ...ts.getDefaultFormatCodeSettings(text.includes('\r\n') ? '\r\n' : '\n'),
    indentSize: size,
    tabSize: size,
    convertTabsToSpaces: level !== '\t',
  };
}

export const preferences: ts.UserPreferences = {
  includeCompletionsForModuleExports: false,
  includeCompletionsWithInsertText: true,
  includeCompletionsWithSnippetText: false,
  providePrefixAndSuffixTextForRename: true,
  quotePreference: 'auto',
};

/** A text of TypeScript's as the user sees it: without the names of types that were made for the manifest. */
export const withoutGeneratedNames = (text: string) => text.replace(/\bEdgeTag(Infra|Secrets)\b/g, 'EdgeTag.$1');

/** Whether a name is part of what we generate around the body. */
export const isGeneratedName = (name: string) =>
  name === 'EdgeTag' || name === 'EdgeTagInfra' || name === 'EdgeTagSecrets';
