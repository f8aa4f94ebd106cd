import * as ts from 'typescript';
import type { TextRange } from '../../../core/text';
import type { SignatureHelp } from '../../answers';
import { type Markdown, markdownOfOthers } from '../../markdown';
import { bodyRange, type Context, toVirtual, withoutGeneratedNames } from '../context';
import { documentationOf, documentationOfDeclarations } from '../documentation';
import type { ParametersOf } from '../protocol';

/** The signatures of the call whose arguments the offset is in. */
export function signatureHelp(context: Context, { offset }: ParametersOf<'signatureHelp'>): SignatureHelp | undefined {
  const help = context.service.getSignatureHelpItems(context.document.path, toVirtual(context, offset), {});
  if (!help || !bodyRange(context.document, help.applicableSpan)) {
    return undefined;
  }
  const declarations = signatureDeclarations(context, help);
  return {
    activeSignature: help.selectedItemIndex,
    activeParameter: help.argumentIndex,
    signatures: help.items.map((item, index) => {
      let label = shown(item.prefixDisplayParts);
      const parameters: { label: TextRange; documentation: Markdown }[] = [];
      item.parameters.forEach((parameter, place) => {
        label += place > 0 ? shown(item.separatorDisplayParts) : '';
        const text = shown(parameter.displayParts);
        const documentation = markdownOfOthers(ts.displayPartsToString(parameter.documentation));
        parameters.push({ label: { start: label.length, end: label.length + text.length }, documentation });
        label += text;
      });
      label += shown(item.suffixDisplayParts);
      const documentation =
        documentationOf(item.documentation, item.tags) || documentationOfDeclarations(context, declarations[index]);
      return { label, parameters, documentation };
    }),
  };
}

const shown = (parts: ts.SymbolDisplayPart[]) => withoutGeneratedNames(ts.displayPartsToString(parts));

/** The declaration of each signature that is shown, where it is known. */
function signatureDeclarations(
  { service, document }: Context,
  { applicableSpan: { start, length }, items }: ts.SignatureHelpItems,
): readonly (readonly ts.Declaration[])[] {
  const program = service.getProgram();
  const sourceFile = program?.getSourceFile(document.path);
  let call: ts.CallExpression | ts.NewExpression | undefined;
  const visit = (node: ts.Node): void => {
    if (node.pos <= start && start + length <= node.end) {
      const isCall = ts.isCallExpression(node) || ts.isNewExpression(node);
      call = isCall && node.arguments && node.arguments.pos <= start ? node : call;
      ts.forEachChild(node, visit);
    }
  };
  if (sourceFile) {
    visit(sourceFile);
  }
  const signatures = program && call ? signaturesOf(call, program.getTypeChecker()) : [];
  return signatures.length === items.length
    ? signatures.map(({ declaration }) => (declaration ? [declaration] : []))
    : [];
}

/** What a call may mean, in the order in which TypeScript shows it. */
function signaturesOf(call: ts.CallExpression | ts.NewExpression, checker: ts.TypeChecker): readonly ts.Signature[] {
  const called = checker.getTypeAtLocation(call.expression);
  const declared = ts.isNewExpression(call) ? called.getConstructSignatures() : called.getCallSignatures();
  if (declared.length < 2) {
    return declared;
  }
  // Overloads have an order of their own there, and must be resolved for it.
  const candidates: ts.Signature[] = [];
  checker.getResolvedSignature(call, candidates);
  return candidates;
}
