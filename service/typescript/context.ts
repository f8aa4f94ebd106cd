import ts from 'typescript';
import { toBody } from '../../core/stages/virtualDocument';
import type { TextRange } from '../../core/text';
import type { Location } from '../answers';
import type { Project, StageDocument } from './project';

/** What a feature works on: one stage file and the program that it is in. */
export interface Context {
  readonly project: Project;
  readonly service: ts.LanguageService;
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

export const preferences: ts.UserPreferences = {
  includeCompletionsForModuleExports: false,
  includeCompletionsWithInsertText: true,
  includeCompletionsWithSnippetText: false,
  providePrefixAndSuffixTextForRename: true,
  quotePreference: 'auto',
};

/** Documentation and tags of a symbol as Markdown. */
export function documentationOf(
  parts: readonly ts.SymbolDisplayPart[] | undefined,
  tags: readonly ts.JSDocTagInfo[] | undefined,
): string {
  const lines = (tags ?? []).map(({ name, text }) => `*@${name}* ${ts.displayPartsToString(text ? [...text] : [])}`);
  return [ts.displayPartsToString(parts ? [...parts] : []), ...lines].filter(Boolean).join('\n\n');
}

/** Whether a name is part of what we generate around the body. */
export const isGeneratedName = (name: string) =>
  name === 'EdgeTag' || name === 'EdgeTagInfra' || name === 'EdgeTagSecrets';
