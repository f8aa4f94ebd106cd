import type { CodeLanguage } from './roots';
import type { Access } from './scan';
import { findScopes, lookUp } from './scopes';
import { TokenList } from './tokenList';
import { tokenize } from './tokens';

/** Whether a Worker's entry is no module: developers.cloudflare.com/workers/reference/migrate-to-module-workers. */
export const listensForEvents = (text: string) =>
  /\baddEventListener\(\s*['"](fetch|scheduled|queue)['"]/.test(text) && !/\bexport\s+default\b/.test(text);

/**
 * Where names stand that a file does not declare, in the order of the text. In a service worker, which has its bindings as
 * globals, those that the manifest declares are uses.
 */
export function globalUses(text: string, language: CodeLanguage): readonly Access[] {
  const list = new TokenList(tokenize(text));
  const { declaring, scopeOf } = findScopes(list, text.length, language === 'typescript');
  return list.tokens.flatMap((token, index): Access[] => {
    const isKey = list.is(index + 1, ':') && (list.is(index - 1, '{') || list.is(index - 1, ','));
    const isName = token.type === 'identifier' && !declaring[index] && !list.isDot(index - 1) && !isKey;
    // A type, as in `declare const KV: KVNamespace`, is none that the manifest declares.
    return isName && !lookUp(scopeOf[index], token.text)
      ? [{ path: ['env', token.text], range: { start: token.start, end: token.end }, form: 'member' }]
      : [];
  });
}
