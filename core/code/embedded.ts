const scriptTag = /(<script\b[^>]*>)([\s\S]*?)(<\/script\s*>|$)/gi;
const frontmatter = /^(\s*---[ \t]*\r?\n)([\s\S]*?)(\r?\n---[ \t]*(\r?\n|$))/;

/** Files that hold script among something else. */
export const hasEmbeddedScript = /\.(vue|svelte|astro)$/;

/**
 * The script of a Vue, Svelte or Astro file: the text with spaces for all else, so that offsets stay. Of an Astro file that is
 * its frontmatter: its script tags run in the browser.
 */
export function embeddedScript(path: string, text: string): string {
  const parts = path.endsWith('.astro') ? [frontmatter.exec(text) ?? []].flat() : undefined;
  if (parts) {
    const [, before = '', script = ''] = parts;
    return spaces(before) + script + spaces(text.slice(before.length + script.length));
  }
  let result = '';
  for (const match of text.matchAll(scriptTag)) {
    const start = match.index + (match[1]?.length ?? 0);
    result += spaces(text.slice(result.length, start)) + match[2];
  }
  return result + spaces(text.slice(result.length));
}

const spaces = (text: string) => text.replace(/[^\r\n]/g, ' ');
