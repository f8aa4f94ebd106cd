import type { TextRange } from '../../core/text';
import { type SemanticToken, semanticTokenTypes } from '../answers';
import { askTypeScript } from '../askTypeScript';
import type { ServiceContext } from '../context';

/**
 * Semantic tokens of a stage file, or of a manifest whose language a stock VS Code has no colours for. In a stage file, the way to a binding, `params.infra.CACHE`, has none: the grammar picks it out, and a
 * token that says "property" would take its colour away.
 */
export async function semanticTokens(
  context: ServiceContext,
  path: string,
  range: TextRange,
): Promise<readonly SemanticToken[]> {
  const highlights = context.workspace.manifestAt(path)?.reading?.highlights?.();
  if (highlights) {
    return highlights
      .filter((token) => token.range.start < range.end && token.range.end > range.start)
      .map((token) => ({ range: token.range, type: semanticTokenTypes.indexOf(token.type), modifiers: 0 }));
  }
  const file = context.code.at(path);
  const tokens = (await askTypeScript(context, 'semanticTokens', { path, range })) ?? [];
  const starts = new Set(
    (file?.scan.accesses ?? []).flatMap(({ path: names, range: { start } }) =>
      names[0] === 'infra' && names.length <= 2 ? [start] : [],
    ),
  );
  return tokens.filter(({ range: { start, end } }) => !starts.has(start) && file?.text.slice(start, end) !== 'params');
}
