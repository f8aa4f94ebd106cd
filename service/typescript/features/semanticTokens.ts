import * as ts from 'typescript';
import type { InlayHint, SemanticToken } from '../../answers';
import { bodyRange, type Context, toVirtual } from '../context';
import type { ParametersOf } from '../protocol';

/** Semantic tokens of a range, in the order of the text. */
export function semanticTokens(context: Context, { range }: ParametersOf<'semanticTokens'>): readonly SemanticToken[] {
  const { service, document } = context;
  const { spans } = service.getEncodedSemanticClassifications(
    document.path,
    { start: toVirtual(context, range.start), length: range.end - range.start },
    ts.SemanticClassificationFormat.TwentyTwenty,
  );
  const tokens: SemanticToken[] = [];
  for (let i = 0; i + 2 < spans.length; i += 3) {
    const [start = 0, length = 0, classification = 0] = spans.slice(i, i + 3);
    const found = bodyRange(document, { start, length });
    if (found) {
      // The 2020 format: the type plus one from bit 8 on, the modifiers below.
      tokens.push({ range: found, type: (classification >> 8) - 1, modifiers: classification & 255 });
    }
  }
  return tokens;
}

/** Names of parameters at arguments. */
export function inlayHints(
  context: Context,
  { range, parameterNames }: ParametersOf<'inlayHints'>,
): readonly InlayHint[] {
  const span = { start: toVirtual(context, range.start), length: range.end - range.start };
  const hints = context.service.provideInlayHints(context.document.path, span, {
    includeInlayParameterNameHints: parameterNames,
  });
  return hints.flatMap((hint) => {
    const place = bodyRange(context.document, { start: hint.position, length: 0 });
    return place
      ? [
          {
            offset: place.start,
            label: hint.text || ts.displayPartsToString(hint.displayParts as ts.SymbolDisplayPart[] | undefined),
            kind: hint.kind === ts.InlayHintKind.Type ? ('type' as const) : ('parameter' as const),
            paddingLeft: hint.whitespaceBefore ?? false,
            paddingRight: hint.whitespaceAfter ?? false,
          },
        ]
      : [];
  });
}
