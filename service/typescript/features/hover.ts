import * as ts from 'typescript';
import type { Hover } from '../../answers';
import { codeBlock, markdown } from '../../markdown';
import { bodyRange, type Context, toVirtual, withoutGeneratedNames } from '../context';
import { documentationAt, documentationOf } from '../documentation';
import type { ParametersOf } from '../protocol';

/** Type and documentation of what stands at an offset of the body. */
export function hover(context: Context, { offset }: ParametersOf<'hover'>): Hover | undefined {
  const position = toVirtual(context, offset);
  const info = context.service.getQuickInfoAtPosition(context.document.path, position);
  const range = info && bodyRange(context.document, info.textSpan);
  if (!info || !range) {
    return undefined;
  }
  const signature = withoutGeneratedNames(ts.displayPartsToString(info.displayParts));
  const documentation = documentationOf(info.documentation, info.tags) || documentationAt(context, position);
  return { markdown: markdown`${codeBlock(signature, 'typescript')}\n${documentation}`, range };
}
