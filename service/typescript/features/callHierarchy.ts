import type ts from 'typescript';
import type { TextRange } from '../../../core/text';
import type { CallHierarchyCall, CallHierarchyItem } from '../../answers';
import { bodyRange, type Context, toVirtual } from '../context';
import type { ParametersOf } from '../protocol';

/** The function whose name or call stands at an offset. */
export function prepareCallHierarchy(
  context: Context,
  { offset }: ParametersOf<'prepareCallHierarchy'>,
): readonly CallHierarchyItem[] {
  const found = context.service.prepareCallHierarchy(context.document.path, toVirtual(context, offset)) ?? [];
  return (Array.isArray(found) ? found : [found]).flatMap((item) => toItem(context, item) ?? []);
}

/** Who calls the function at an offset. */
export function incomingCalls(
  context: Context,
  { offset }: ParametersOf<'incomingCalls'>,
): readonly CallHierarchyCall[] {
  const { service, document } = context;
  return service
    .provideCallHierarchyIncomingCalls(document.path, toVirtual(context, offset))
    .flatMap(({ from, fromSpans }) => toCall(context, from, fromSpans));
}

/** Whom the function at an offset calls. */
export function outgoingCalls(
  context: Context,
  { offset }: ParametersOf<'outgoingCalls'>,
): readonly CallHierarchyCall[] {
  const { service, document } = context;
  return service
    .provideCallHierarchyOutgoingCalls(document.path, toVirtual(context, offset))
    .flatMap(({ to, fromSpans }) => toCall(context, to, fromSpans));
}

function toCall(context: Context, item: ts.CallHierarchyItem, spans: readonly ts.TextSpan[]): CallHierarchyCall[] {
  const converted = toItem(context, item);
  const ranges = spans.flatMap((span): TextRange | readonly TextRange[] => bodyRange(context.document, span) ?? []);
  return converted && ranges.length > 0 ? [{ item: converted, ranges }] : [];
}

/** A function of the body; the function that the platform makes of the body is the stage itself. */
function toItem({ document }: Context, item: ts.CallHierarchyItem): CallHierarchyItem | undefined {
  if (item.file !== document.path) {
    return undefined;
  }
  const range = bodyRange(document, item.span);
  const nameRange = bodyRange(document, item.selectionSpan);
  return range && nameRange
    ? { name: item.name, range, nameRange }
    : { name: document.stage.id, range: { start: 0, end: document.body.length }, nameRange: { start: 0, end: 0 } };
}
