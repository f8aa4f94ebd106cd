import { marked, type Token, walkTokens } from 'marked';

/** What Markdown makes an editor load or offer to click, besides links to Cloudflare's documentation. */
export function loadedOrLinked(markdown: string): string[] {
  const found: string[] = [];
  walkTokens(marked.lexer(markdown, { gfm: true }), (token: Token) => {
    if (token.type === 'image' || token.type === 'html' || token.type === 'table') {
      found.push(`${token.type} ${token.raw}`);
    } else if (token.type === 'link' && !token.href.startsWith('https://developers.cloudflare.com/')) {
      found.push(`link ${token.href}`);
    }
  });
  return found;
}

/** The text that a reader of Markdown sees, with HTML's entities read. */
export function shownText(markdown: string): string {
  const entities: Record<string, string> = { amp: '&', lt: '<', gt: '>', quot: '"', '#39': "'" };
  return (marked.parse(markdown, { async: false, gfm: true }) as string)
    .replaceAll(/<[^>]*>/g, '')
    .replaceAll(/&(amp|lt|gt|quot|#39);/g, (_, name: string) => entities[name] ?? '')
    .trim();
}

/** Names that would do something in Markdown or in a terminal, were they not escaped. */
export const hostileNames = [
  '![e](https://evil.example/e.png)',
  'a` ![i](https://evil.example/i.png) `',
  '``` ![i](https://evil.example/i.png)',
  '```\n![i](https://evil.example/i.png)',
  '\\![i](https://evil.example/i.png)',
  '[a](command:workbench.action.quit)',
  '![e][r]\n\n[r]: https://evil.example/r.png',
  '<img src="https://evil.example/h.png">',
  '<!-- x --><a href="https://evil.example">y</a>',
  '<https://evil.example/>',
  'https://evil.example/ and www.evil.example and a@evil.example',
  'x\n\n| a | b |\n|---|---|\n| ![i](https://evil.example/t.png) | c |',
  '*b* _i_ ~~s~~ **b** &#33;[i](https://evil.example/)',
  'a$b ${1:x} }\\} $TM_FILENAME',
  '1. x',
  '# x',
  '\u001b]52;c;eA==\u0007\u009b2J\u202e\u2028\u007f',
];
