import ts from 'typescript';
import type { Completion, CompletionKind, CompletionList } from '../../answers';
import { bodyRange, type Context, documentationOf, isGeneratedName, preferences, toVirtual } from '../context';
import type { AnswerOf, ParametersOf } from '../protocol';

const kinds: Readonly<Partial<Record<string, CompletionKind>>> = {
  [ts.ScriptElementKind.keyword]: 'keyword',
  [ts.ScriptElementKind.primitiveType]: 'keyword',
  [ts.ScriptElementKind.constElement]: 'constant',
  [ts.ScriptElementKind.letElement]: 'variable',
  [ts.ScriptElementKind.variableElement]: 'variable',
  [ts.ScriptElementKind.localVariableElement]: 'variable',
  [ts.ScriptElementKind.parameterElement]: 'variable',
  [ts.ScriptElementKind.alias]: 'variable',
  [ts.ScriptElementKind.memberVariableElement]: 'field',
  [ts.ScriptElementKind.memberGetAccessorElement]: 'field',
  [ts.ScriptElementKind.functionElement]: 'function',
  [ts.ScriptElementKind.localFunctionElement]: 'function',
  [ts.ScriptElementKind.memberFunctionElement]: 'method',
  [ts.ScriptElementKind.callSignatureElement]: 'method',
  [ts.ScriptElementKind.enumElement]: 'enum',
  [ts.ScriptElementKind.moduleElement]: 'module',
  [ts.ScriptElementKind.classElement]: 'class',
  [ts.ScriptElementKind.interfaceElement]: 'interface',
  [ts.ScriptElementKind.typeElement]: 'class',
  [ts.ScriptElementKind.string]: 'constant',
  [ts.ScriptElementKind.warning]: 'text',
};

/** Completions at an offset of the body. Words that TypeScript merely found in the text are left out of member lists. */
export function completion(
  context: Context,
  { offset, trigger }: ParametersOf<'completion'>,
): CompletionList | undefined {
  const { service, document } = context;
  const result = service.getCompletionsAtPosition(document.path, toVirtual(context, offset), {
    ...preferences,
    ...(trigger ? { triggerCharacter: trigger as ts.CompletionsTriggerCharacter } : {}),
  });
  if (!result) {
    return undefined;
  }
  const replaced = result.optionalReplacementSpan && bodyRange(document, result.optionalReplacementSpan);
  const items: Completion[] = [];
  for (const entry of result.entries) {
    if (isGeneratedName(entry.name) || (result.isMemberCompletion && entry.kind === ts.ScriptElementKind.warning)) {
      continue;
    }
    const own = entry.replacementSpan && bodyRange(document, entry.replacementSpan);
    const range = own ?? replaced ?? wordBefore(document.body, offset);
    const newText = entry.insertText ?? entry.name;
    items.push({
      label: entry.name,
      kind: kinds[entry.kind] ?? 'property',
      sortText: entry.sortText,
      // What replaces a dot (`['my-kv']`, `?.name`) must still match what is typed behind it.
      ...(/^(\[|\?\.)/.test(newText) ? { filterText: `.${entry.name}` } : {}),
      ...(entry.kindModifiers?.includes('deprecated') ? { deprecated: true } : {}),
      edit: { range, newText },
      resolve: { name: entry.name, offset, ...(entry.source ? { source: entry.source } : {}) },
    });
  }
  return { isIncomplete: result.isIncomplete ?? false, items };
}

/** Signature and documentation of one completion. */
export function completionDetails(
  context: Context,
  { offset, name, source }: ParametersOf<'completionDetails'>,
): AnswerOf<'completionDetails'> {
  const position = toVirtual(context, offset);
  const details = context.service.getCompletionEntryDetails(
    context.document.path,
    position,
    name,
    {},
    source,
    preferences,
    undefined,
  );
  return (
    details && {
      detail: ts.displayPartsToString(details.displayParts),
      documentation: documentationOf(details.documentation, details.tags),
    }
  );
}

function wordBefore(text: string, offset: number) {
  let start = offset;
  while (start > 0 && /[\w$]/.test(text.charAt(start - 1))) {
    start--;
  }
  return { start, end: offset };
}
