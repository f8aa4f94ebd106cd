import * as ts from 'typescript';
import type { TextRange } from '../../../core/text';
import type { Completion, CompletionKind, CompletionList } from '../../answers';
import { bindingTypes, typeName } from '../bindingCalls';
import { bodyRange, type Context, isGeneratedName, preferences, toVirtual, withoutGeneratedNames } from '../context';
import { documentationOf, documentationOfDeclarations } from '../documentation';
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
  const range =
    (result.optionalReplacementSpan && bodyRange(document, result.optionalReplacementSpan)) ??
    wordBefore(document.body, offset);
  const items: Completion[] = [];
  const waiting = methodsToAwait(context, toVirtual(context, offset));
  for (const entry of result.entries) {
    if (isGeneratedName(entry.name) || (result.isMemberCompletion && entry.kind === ts.ScriptElementKind.warning)) {
      continue;
    }
    const own = entry.replacementSpan && bodyRange(document, entry.replacementSpan);
    const newText = entry.insertText ?? entry.name;
    items.push({
      label: entry.name,
      kind: kinds[entry.kind] ?? 'property',
      sortText: entry.sortText,
      // What replaces a dot (`['my-kv']`, `?.name`) must still match what is typed behind it.
      ...(/^(\[|\?\.)/.test(newText) ? { filterText: `.${entry.name}` } : {}),
      ...(entry.kindModifiers?.includes('deprecated') ? { deprecated: true } : {}),
      ...(own || newText !== entry.name ? { edit: { range: holding(own ?? range, offset, range), newText } } : {}),
      ...(waiting?.methods.has(entry.name) ? { additionalEdits: [waiting.edit] } : {}),
      ...(entry.source ? { source: entry.source } : {}),
    });
  }
  return { isIncomplete: result.isIncomplete ?? false, range, items, details: { from: 'typescript', offset } };
}

/** For `[Symbol]`, TypeScript replaces the dot alone; an edit must hold the cursor. */
function holding(range: TextRange, offset: number, word: TextRange): TextRange {
  return range.end < offset ? { start: range.start, end: word.end } : range;
}

/**
 * The methods of a binding that give a promise, where their name is completed in a place that wants the value: a statement
 * of its own or the value of a variable. `edit` puts `await` before the expression.
 */
function methodsToAwait({ service, document }: Context, position: number) {
  const program = service.getProgram();
  const sourceFile = program?.getSourceFile(document.path);
  const access = sourceFile && accessBefore(sourceFile, position);
  if (!program || !access || !wantsValue(access)) {
    return undefined;
  }
  const checker = program.getTypeChecker();
  const receiver = checker.getNonNullableType(checker.getTypeAtLocation(access.expression));
  if (!bindingTypes.has(typeName(receiver, checker) ?? '')) {
    return undefined;
  }
  const methods = receiver.getProperties().filter((property) => {
    const signatures = checker.getTypeOfSymbolAtLocation(property, access).getCallSignatures();
    return signatures.length > 0 && signatures.every((each) => typeName(each.getReturnType(), checker) === 'Promise');
  });
  const place = bodyRange(document, { start: access.getStart(sourceFile), length: 0 });
  return place && { methods: new Set(methods.map(({ name }) => name)), edit: { range: place, newText: 'await ' } };
}

/** The `a.b` whose name, typed or not, ends at a position. */
function accessBefore(sourceFile: ts.SourceFile, position: number): ts.PropertyAccessExpression | undefined {
  let found: ts.PropertyAccessExpression | undefined;
  const visit = (node: ts.Node): void => {
    if (node.pos <= position && position <= node.end) {
      const isHere = ts.isPropertyAccessExpression(node) && node.expression.end < position;
      found = isHere ? node : found;
      ts.forEachChild(node, visit);
    }
  };
  visit(sourceFile);
  return found;
}

function wantsValue(access: ts.PropertyAccessExpression): boolean {
  const whole = ts.isCallExpression(access.parent) && access.parent.expression === access ? access.parent : access;
  const owner = ts.findAncestor(whole, ts.isFunctionLike);
  const isAsync =
    owner !== undefined && (ts.getCombinedModifierFlags(owner as ts.Declaration) & ts.ModifierFlags.Async) !== 0;
  const isValue = ts.isVariableDeclaration(whole.parent) && whole.parent.initializer === whole;
  return isAsync && (ts.isExpressionStatement(whole.parent) || isValue);
}

/** Signature and documentation of one completion. */
export function completionDetails(
  context: Context,
  { offset, name, source }: ParametersOf<'completionDetails'>,
): AnswerOf<'completionDetails'> {
  const { service, document } = context;
  const position = toVirtual(context, offset);
  const details = service.getCompletionEntryDetails(document.path, position, name, {}, source, preferences, undefined);
  if (!details) {
    return undefined;
  }
  const symbol = () => service.getCompletionEntrySymbol(document.path, position, name, source);
  return {
    detail: withoutGeneratedNames(ts.displayPartsToString(details.displayParts)),
    documentation:
      documentationOf(details.documentation, details.tags) ||
      documentationOfDeclarations(context, symbol()?.declarations),
  };
}

function wordBefore(text: string, offset: number) {
  let start = offset;
  while (start > 0 && /[\w$]/.test(text.charAt(start - 1))) {
    start--;
  }
  return { start, end: offset };
}
