import { escapeControls, escapeControlsInLines } from '../core/controlCharacters';

/*
 * All Markdown that editors get is made here. They render it when the user points at something, and then fetch its images:
 * text of others (names, ids, comments) must stay text. CommonMark 0.31.2, https://spec.commonmark.org, and the autolinks
 * of GFM, https://github.github.com/gfm/#autolinks-extension-; read on 2026-04-20.
 */

declare const brand: unique symbol;

/** Markdown in which text of others is escaped: what makes it is `markdown` and the functions beside it. */
export type Markdown = string & { readonly [brand]: true };

export const noMarkdown = '' as Markdown;

/** A template of our own Markdown. What it is filled with is Markdown too: text must go through `text` or `code`. */
export function markdown(template: TemplateStringsArray, ...values: readonly Markdown[]): Markdown {
  return String.raw({ raw: template }, ...values) as Markdown;
}

/** Parts below each other, each a block of its own; those without text are left out. */
export function paragraphs(parts: readonly Markdown[]): Markdown {
  return parts.filter((part) => part !== '').join('\n\n') as Markdown;
}

/** A list with a bullet for each item of one line. */
export function bullets(items: readonly Markdown[]): Markdown {
  return items.map((item) => `- ${item}`).join('\n') as Markdown;
}

/** Items in a sentence: "a, b". */
export function enumeration(items: readonly Markdown[]): Markdown {
  return items.join(', ') as Markdown;
}

/** Text as it is, on one line: no emphasis, link, image, HTML or address to click on. */
export function text(value: string): Markdown {
  return escapeControls(value)
    .trim()
    .replaceAll(/[\\`*_{}[\]()#+\-!<>|~&:@=$^]/g, '\\$&')
    .replaceAll(/^\d+(?=\.)|www(?=\.)/gi, '$&\\') as Markdown;
}

/** A code span on one line, whatever backticks its text has. */
export function code(value: string): Markdown {
  const content = escapeControls(value);
  const fence = '`'.repeat(longestRun(content) + 1);
  // A space on both sides is taken off again.
  const isPadded = /^`|`$|^ .* $/.test(content) && content.trim() !== '';
  return `${fence}${isPadded ? ` ${content} ` : content || ' '}${fence}` as Markdown;
}

/** A block of code; `language` is ours. */
export function codeBlock(value: string, language = ''): Markdown {
  const content = escapeControlsInLines(value);
  const fence = '`'.repeat(Math.max(3, longestRun(content) + 1));
  return `${fence}${language}\n${content}\n${fence}` as Markdown;
}

/** A link to a page of ours or of Cloudflare's. */
export function documentationLink(url: string): Markdown {
  return `[Documentation](${encodeURI(url).replaceAll(/[()]/g, encodeURIComponent)})` as Markdown;
}

/** A sentence of a table or a schema, where backticks make code and nothing else has a meaning. */
export function prose(sentence: string): Markdown {
  return sentence
    .split(/`([^`]+)`/)
    .map((part, index) => (index % 2 === 1 ? code(part) : spaced(part)))
    .join('') as Markdown;
}

/** `text`, with the spaces around it. */
function spaced(part: string): string {
  return part.trim() === '' ? part : `${/^ */.exec(part)?.[0]}${text(part)}${/ *$/.exec(part)?.[0]}`;
}

/** How much of a comment is shown. */
const longestComment = 20_000;

/**
 * Markdown that others wrote, a JSDoc comment say, without what an editor would load or run: images become links, links
 * lead to the web alone, HTML and tables are shown as they are written. Its code is written again, so that what is code
 * here is code to every renderer.
 */
export function markdownOfOthers(source: string): Markdown {
  const lines = escapeControlsInLines(source.slice(0, longestComment)).split('\n');
  const parts: string[] = [];
  let proseLines: string[] = [];
  const endProse = () => {
    parts.push(...(proseLines.length > 0 ? [withoutCodeBlocks(proseLines.join('\n'))] : []));
    proseLines = [];
  };
  for (let index = 0; index < lines.length; index++) {
    const [, fence, language = ''] = /^[ \t]*(`{3,}|~{3,})[ \t]*([\w+-]*)[^`]*$/.exec(lines[index] ?? '') ?? [];
    if (fence === undefined) {
      proseLines.push(lines[index] ?? '');
      continue;
    }
    endProse();
    const rest = lines.slice(index + 1);
    const length = rest.findIndex((line) => line.trim().startsWith(fence) && /^[ \t]*(`+|~+)[ \t]*$/.test(line));
    const content = length < 0 ? rest : rest.slice(0, length);
    // On lines of its own, whatever it is written behind.
    parts.push(`\n${codeBlock(content.join('\n'), language)}\n`);
    index += content.length + 1;
  }
  endProse();
  return parts.join('\n') as Markdown;
}

/** Markdown without fences: its code spans are written again, the rest is made inert. */
function withoutCodeBlocks(source: string): string {
  const runs = [...source.matchAll(/`+/g)];
  /** The next run of the same length, by the index of a run. */
  const closing = new Map<number, number>();
  const lastOfLength = new Map<number, number>();
  for (let index = runs.length - 1; index >= 0; index--) {
    const { length } = runs[index]?.[0] ?? '';
    closing.set(index, lastOfLength.get(length) ?? -1);
    lastOfLength.set(length, index);
  }
  let result = '';
  let done = 0;
  for (let index = 0; index < runs.length; index++) {
    const open = runs[index];
    const end = closing.get(index) ?? -1;
    const close = runs[end];
    const content = open && close && source.slice(open.index + open[0].length, close.index);
    const isEscaped = open && (/\\*$/.exec(source.slice(done, open.index))?.[0].length ?? 0) % 2 === 1;
    if (!open || !close || content === undefined || isEscaped || /\n[ \t]*\n/.test(content)) {
      continue;
    }
    result += withLinks(source.slice(done, open.index)) + code(content.replaceAll('\n', ' '));
    done = close.index + close[0].length;
    index = end;
  }
  return result + withLinks(source.slice(done));
}

/** A link or an image, or an address. */
const link = /!?\[([^[\]\\`]*)\]\((https?:\/\/[^\s()<>\\|`"']+)\)|https?:\/\/[^\s()[\]<>\\|`"'!]*[\w/=&#]/g;

/** Markdown without code: links to the web are written again, the rest is made inert. */
function withLinks(source: string): string {
  let result = '';
  let done = 0;
  for (const { 0: whole, 1: label, 2: url = whole, index } of source.matchAll(link)) {
    result += `${inert(source.slice(done, index))}[${text(label || url)}](${url})`;
    done = index + whole.length;
  }
  return result + inert(source.slice(done));
}

/**
 * Escapes what begins code, HTML, links, images and tables, unless it is escaped. Emphasis, lists and headings stay.
 * Addresses too: renderers take all up to the next space for a part of one, a backslash or the start of code also. A
 * backslash at the end stays one, whatever is put behind it.
 */
function inert(source: string): string {
  return source.replaceAll(
    /(?<!\\)(\\*)([`<![|~@]|:(?=-|\/\/)|(?<=-):|(?<=www)\.|$)/gi,
    (whole, slashes: string, character: string) =>
      (slashes.length % 2 === 1) === (character !== '') ? whole : `${slashes}\\${character}`,
  );
}

function longestRun(value: string): number {
  return Math.max(0, ...Array.from(value.matchAll(/`+/g), ([run]) => run.length));
}
