import ts from 'typescript';
import type { TextRange } from '../../../core/text';
import type { SignatureHelp } from '../../answers';
import { bodyRange, type Context, documentationOf, toVirtual } from '../context';
import type { ParametersOf } from '../protocol';

/** The signatures of the call whose arguments the offset is in. */
export function signatureHelp(context: Context, { offset }: ParametersOf<'signatureHelp'>): SignatureHelp | undefined {
  const help = context.service.getSignatureHelpItems(context.document.path, toVirtual(context, offset), {});
  if (!help || !bodyRange(context.document, help.applicableSpan)) {
    return undefined;
  }
  return {
    activeSignature: help.selectedItemIndex,
    activeParameter: help.argumentIndex,
    signatures: help.items.map((item) => {
      let label = ts.displayPartsToString(item.prefixDisplayParts);
      const parameters: { label: TextRange; documentation: string }[] = [];
      item.parameters.forEach((parameter, index) => {
        label += index > 0 ? ts.displayPartsToString(item.separatorDisplayParts) : '';
        const text = ts.displayPartsToString(parameter.displayParts);
        const documentation = ts.displayPartsToString(parameter.documentation);
        parameters.push({ label: { start: label.length, end: label.length + text.length }, documentation });
        label += text;
      });
      label += ts.displayPartsToString(item.suffixDisplayParts);
      return { label, parameters, documentation: documentationOf(item.documentation, item.tags) };
    }),
  };
}
