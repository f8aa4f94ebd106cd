import type { TextRange } from '../text';
import { type CodeHabits, mentionsInCode } from './inCode';
import { mentionsInText, type TextHabits } from './inText';
import type { Mention } from './mention';

/** How files are read, by the ends of their names. What is in no row is read as text that has properties. */
const codeName = /\.([cm]?[jt]s)(x)?$/;
const markupName = /\.(vue|svelte|astro|html)$/;
const dataName = /\.(jsonc?|json5|ya?ml|toml|tf|env.*|sh|bash|ps1|bat|snap|graphql|prisma)$|(^|\/)[^./]+$|\/\.[^/]+$/;
const skippedName = new RegExp(
  [
    // Prose, styles, statements, pictures, archives, fonts, and what tools write.
    '\\.(mdx?|txt|rst|css|scss|sass|less|styl|sql|csv|tsv|svg|xml|log|map|lock|lockb|pdf|psd|ai|ps|sketch|fig)$',
    '\\.(png|jpe?g|gif|webp|avif|ico|bmp|tiff?|mp[34]|m4[av]|ogg|wav|webm|mov|woff2?|ttf|otf|eot)$',
    '\\.(zip|gz|tgz|br|bz2|xz|7z|tar|wasm|so|dylib|dll|exe|node|a|o|class|jar|pyc|sqlite3?|db|bin|dat|pem|key|crt)$',
    '\\.min\\.[cm]?js$|(^|/)(package-lock|npm-shrinkwrap|composer\\.lock)\\.json$|(^|/)pnpm-lock\\.yaml$',
  ].join('|'),
  'i',
);

/** Whether a file may hold the name of a binding, by its path. */
export const isSearched = (path: string) => !skippedName.test(path);

/**
 * Finds where a name stands in a file, by its path and text, as something that may be the binding, or the variable: those
 * are in settings and pipelines too, without quotes.
 */
export function mentionsInFile(
  path: string,
  text: string,
  name: string,
  what: 'binding' | 'variable' = 'binding',
): readonly Mention[] {
  const code = codeName.exec(path);
  if (code) {
    return mentionsInCode(text, name, { isTypeScript: code[1]?.endsWith('ts') === true, hasJsx: hasJsx(code, text) });
  }
  if (!text.includes(name)) {
    return [];
  }
  return markupName.test(path) ? mentionsInMarkup(text, name) : mentionsInText(text, name, habitsOf(path, what));
}

/** `.js` holds JSX in many projects. */
function hasJsx([, kind, x]: RegExpExecArray, text: string): boolean {
  return x !== undefined || (kind === 'js' && /<\/[A-Za-z][\w.]*>|<\/>/.test(text));
}

function habitsOf(path: string, what: 'binding' | 'variable'): TextHabits {
  return dataName.test(path)
    ? { comment: /^(#|\/\/)/, hasWords: what === 'variable' && !/\.json\w?$/.test(path) }
    : { comment: /\.(py|rb|ex|exs|r|jl|nix)$/.test(path) ? /^#/ : /^(\/\/|\/\*|\* )/, hasProperties: true };
}

/** Scripts are code; the expressions between the tags are read as text. */
function mentionsInMarkup(text: string, name: string): readonly Mention[] {
  const habits: CodeHabits = { isTypeScript: true, hasJsx: false };
  const scripts = scriptsOf(text);
  const inScripts = scripts.flatMap(({ start, end }) =>
    mentionsInCode(text.slice(start, end), name, habits).map((mention) => moved(mention, start)),
  );
  const outside = [...scripts, ...commentsOf(text)];
  const isOutside = ({ range }: Mention) => !outside.some(({ start, end }) => start <= range.start && range.end <= end);
  const between = mentionsInText(text, name, { hasProperties: true }).filter(isOutside);
  return [...inScripts, ...between].sort((a, b) => a.range.start - b.range.start);
}

function scriptsOf(text: string): readonly TextRange[] {
  const frontMatter = /^\uFEFF?\s*---\r?\n([\s\S]*?)\r?\n---/d.exec(text);
  const scripts = [...text.matchAll(/<script\b[^>]*>([\s\S]*?)(?:<\/script|$)/dgi)];
  return [...(frontMatter ? [frontMatter] : []), ...scripts].map(({ indices }) => {
    const [start, end] = indices?.[1] ?? [0, 0];
    return { start, end };
  });
}

function commentsOf(text: string): readonly TextRange[] {
  return [...text.matchAll(/<!--[\s\S]*?-->/g)].map(({ 0: { length }, index }) => ({
    start: index,
    end: index + length,
  }));
}

function moved(mention: Mention, by: number): Mention {
  const { start, end } = mention.range;
  return { ...mention, range: { start: start + by, end: end + by } };
}
