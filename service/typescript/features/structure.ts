import * as ts from 'typescript';
import type { TextRange } from '../../../core/text';
import type { DocumentSymbol, FoldingRange, SelectionRanges } from '../../answers';
import type { Context } from '../context';
import type { ParametersOf } from '../protocol';

const symbolKinds: Partial<Record<string, DocumentSymbol['kind']>> = {
  [ts.ScriptElementKind.functionElement]: 'function',
  [ts.ScriptElementKind.localFunctionElement]: 'function',
  [ts.ScriptElementKind.constElement]: 'constant',
  [ts.ScriptElementKind.classElement]: 'class',
  [ts.ScriptElementKind.memberFunctionElement]: 'method',
  [ts.ScriptElementKind.memberVariableElement]: 'property',
};

const rangeOf = ({ start, length }: ts.TextSpan): TextRange => ({ start, end: start + length });

/** The outline of a stage file. */
export function documentSymbols({ document, syntax }: Context): readonly DocumentSymbol[] {
  const convert = (tree: ts.NavigationTree): DocumentSymbol[] => {
    const [span] = tree.spans;
    if (!span) {
      return [];
    }
    const range = rangeOf(span);
    const nameRange = tree.nameSpan ? rangeOf(tree.nameSpan) : range;
    const kind = symbolKinds[tree.kind] ?? 'variable';
    return [{ name: tree.text, kind, range, nameRange, children: (tree.childItems ?? []).flatMap(convert) }];
  };
  return syntax.ask(document, (service, name) => service.getNavigationTree(name).childItems ?? []).flatMap(convert);
}

/** What can be folded. */
export function foldingRanges({ document, syntax }: Context): readonly FoldingRange[] {
  return syntax
    .ask(document, (service, name) => service.getOutliningSpans(name))
    .map(({ textSpan, kind }) => ({
      range: rangeOf(textSpan),
      ...(kind === 'code' ? {} : { kind }),
    }));
}

/** The ranges around an offset, from the innermost outwards. */
export function selectionRanges(
  { document, syntax }: Context,
  { offset }: ParametersOf<'selectionRanges'>,
): SelectionRanges {
  const ranges: TextRange[] = [];
  const innermost = syntax.ask(document, (service, name) => service.getSmartSelectionRange(name, offset));
  for (let each: ts.SelectionRange | undefined = innermost; each; each = each.parent) {
    ranges.push(rangeOf(each.textSpan));
  }
  return ranges;
}
