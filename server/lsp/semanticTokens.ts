import {
  type SemanticTokens,
  SemanticTokensBuilder,
  type SemanticTokensRangeParams,
  SemanticTokensRegistrationType,
} from 'vscode-languageserver/node';
import type { TextRange } from '../../core/text';
import { semanticTokenModifiers, semanticTokenTypes } from '../../service/answers';
import { semanticTokens } from '../../service/features/semanticTokens';
import type { LspFeature, Target } from './feature';
import { plainManifests, stageFiles } from './selectors';

const semanticTokensProvider = {
  legend: { tokenTypes: [...semanticTokenTypes], tokenModifiers: [...semanticTokenModifiers] },
  full: true,
  range: true,
};

/** `textDocument/semanticTokens/full` and `…/range`. */
export const semanticTokensFeature: LspFeature = {
  capabilities: { semanticTokensProvider },
  registration: {
    method: SemanticTokensRegistrationType.method,
    documentSelector: [...stageFiles, ...plainManifests],
    options: semanticTokensProvider,
  },
  register(server) {
    const { semanticTokens: requests } = server.connection.languages;
    const full = server.on((target) => tokensIn(target, { start: 0, end: target.text.length }));
    const inRange = server.on((target, { range: { start, end } }: SemanticTokensRangeParams) =>
      tokensIn(target, { start: target.lines.offsetAt(start), end: target.lines.offsetAt(end) }),
    );
    requests.on(async (params, cancellation) => (await full(params, cancellation)) ?? noTokens);
    requests.onRange(async (params, cancellation) => (await inRange(params, cancellation)) ?? noTokens);
  },
};

const noTokens: SemanticTokens = { data: [] };

async function tokensIn({ path, lines, service }: Target, range: TextRange): Promise<SemanticTokens> {
  const builder = new SemanticTokensBuilder();
  for (const token of await semanticTokens(service, path, range)) {
    const { line, character } = lines.positionAt(token.range.start);
    builder.push(line, character, token.range.end - token.range.start, token.type, token.modifiers);
  }
  return builder.build();
}
