import type { Access } from '../../core/code/scan';
import type { Mention } from '../../core/mentions/mention';
import type { TextEdit } from '../../core/text';

const identifier = /^[\p{ID_Start}$_][\p{ID_Continue}$\u200c\u200d]*$/u;

/** Whether code can write a name as an identifier. */
export const isIdentifier = (name: string) => identifier.test(name);

/** The edit that gives a use in code another name. */
export function renamedUse(text: string, { range, form, isShorthand }: Access, newName: string): TextEdit {
  switch (form) {
    case 'element':
      return { range, newText: escaped(newName, text.charAt(range.start - 1)) };
    case 'destructuring':
      return renamedKey(text, { range, ...(isShorthand && { isShorthand }) }, newName);
    case 'member':
      return renamedMember(text, { range }, newName);
  }
}

/** The edit that gives a place that may be a use another name. */
export function renamedMention(text: string, mention: Mention, newName: string): TextEdit {
  switch (mention.form) {
    case 'string':
    case 'declaration':
      return { range: mention.range, newText: escaped(newName, text.charAt(mention.range.start - 1)) };
    case 'key':
      return renamedKey(text, mention, newName);
    case 'property':
      return renamedMember(text, mention, newName);
    case 'global':
    case 'command':
    case 'text':
      return { range: mention.range, newText: newName };
  }
}

/** The name as a string between quotes holds it. */
function escaped(name: string, quote: string): string {
  const text = name.replaceAll('\\', '\\\\');
  return quote === '' ? text : text.replaceAll(quote, `\\${quote}`);
}

function renamedKey(
  text: string,
  { range, isShorthand }: Pick<Mention, 'range' | 'isShorthand'>,
  newName: string,
): TextEdit {
  const isQuoted = /['"]/.test(text.charAt(range.start - 1));
  const key = isIdentifier(newName) || isQuoted ? newName : `'${escaped(newName, "'")}'`;
  return { range, newText: isShorthand ? `${key}: ${text.slice(range.start, range.end)}` : key };
}

function renamedMember(text: string, { range }: Pick<Mention, 'range'>, newName: string): TextEdit {
  if (isIdentifier(newName)) {
    return { range, newText: newName };
  }
  const dot = text.lastIndexOf('.', range.start - 1);
  const isOptional = text.charAt(dot - 1) === '?';
  return {
    range: { start: isOptional ? dot + 1 : dot, end: range.end },
    newText: `['${escaped(newName, "'")}']`,
  };
}
