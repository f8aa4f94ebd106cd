import type { Access } from './scan';

/** A language of Workers that is not lexed: what to pass over, and how the name of a binding stands in it. */
interface OtherLanguage {
  readonly file: RegExp;
  /** Comments and strings, as a part of a regular expression. */
  readonly skipped: string;
  /** Parts of regular expressions of which the group `name` is the binding's name. */
  readonly uses: readonly { readonly pattern: string; readonly form: Access['form'] }[];
}

/** The methods of `Env` and `RouteContext` that take a binding's name: docs.rs/worker/latest/worker/struct.Env.html, 2026-06. */
const rustMethods =
  'get_binding|ai|analytics_engine|assets|bucket|d1|durable_object|dynamic_dispatcher|fetcher|hyperdrive|kv|object_var|queue|' +
  'rate_limiter|secret|secret_store|send_email|service|var|workflow';

/** A row a language. Sources: developers.cloudflare.com/workers/languages/python and /rust, 2026-06. */
const languages: readonly OtherLanguage[] = [
  {
    file: /\.py$/,
    skipped: `#.*|'''[\\s\\S]*?'''|"""[\\s\\S]*?"""|'(?:\\\\.|[^'\\\\\\n])*'|"(?:\\\\.|[^"\\\\\\n])*"`,
    uses: [
      { pattern: '\\benv\\s*\\.\\s*(?<name>\\w+)', form: 'member' },
      { pattern: `\\benv\\s*\\[\\s*["'](?<name>\\w+)["']`, form: 'element' },
      { pattern: `\\bgetattr\\(\\s*[\\w.]*\\benv\\s*,\\s*["'](?<name>\\w+)["']`, form: 'element' },
    ],
  },
  {
    file: /\.rs$/,
    skipped: `//.*|/\\*[\\s\\S]*?\\*/|'"'|r(#*)"[\\s\\S]*?"\\1|"(?:\\\\[\\s\\S]|[^"\\\\])*"`,
    uses: [{ pattern: `\\.\\s*(?:${rustMethods})\\s*(?:::<[^>]*>)?\\s*\\(\\s*"(?<name>\\w+)"`, form: 'element' }],
  },
];

/** Whether a file is in a language of Workers that is not lexed. */
export const isOtherLanguage = (path: string) => languages.some(({ file }) => file.test(path));

/** Where bindings may be named in Python and Rust, in the order of the text: uses only of names that the manifest declares. */
export function otherUses(path: string, text: string): readonly Access[] {
  const language = languages.find(({ file }) => file.test(path));
  const found = (language?.uses ?? []).flatMap(({ pattern, form }) =>
    [...text.matchAll(new RegExp(`${pattern}|${language?.skipped}`, 'g'))].flatMap((match): Access[] => {
      const { name } = match.groups ?? {};
      if (name === undefined) {
        return [];
      }
      const start = match.index + match[0].lastIndexOf(name);
      return [{ path: ['env', name], range: { start, end: start + name.length }, form }];
    }),
  );
  return found.sort((a, b) => a.range.start - b.range.start);
}
