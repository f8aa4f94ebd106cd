import { lastWord } from './lastWord';
import { expressionEnds, keywords } from './tokens';

/*
 * Where `params` stands in code, and not in a string, a template's text, a comment or a regular expression. What lies
 * between is leapt over, in a fraction of the time that tokens take.
 */

/** What may stand in the way, outside and inside of `${…}`, where brackets tell its end. */
const stop = /params|["'`/]/g;
const stopInTemplate = /params|["'`/{}()[\]]/g;
const stringEnds = { '"': /["\\\n]/g, "'": /['\\\n]/g };
const templateStop = /[`\\]|\$\{/g;
const regexLiteral = /\/(?:\\.|\[(?:\\.|[^\]\\\r\n])*\]|[^/\\[\r\n])+\/\w*/y;
/** A name's characters; beyond ASCII, each counts as one. */
const nameCharacter = /[\w$\u0080-\uffff]/;

/** UTF-16 offsets of every `params` of a text's code, in order; `undefined` where only tokens can tell. */
export function paramsInCode(text: string): readonly number[] | undefined {
  const places: number[] = [];
  /** `${`, and the brackets within it. */
  const open: string[] = [];
  let position = 0;
  let commentEnd = 0;
  for (;;) {
    const pattern = open.length > 0 ? stopInTemplate : stop;
    pattern.lastIndex = position;
    if (!pattern.test(text)) {
      return places;
    }
    const end = pattern.lastIndex;
    const at = text.charAt(end - 1) === 's' ? end - 'params'.length : end - 1;
    const found = text.charAt(at);
    position = end;
    if (end - at > 1) {
      if (!nameCharacter.test(text.charAt(at - 1)) && !nameCharacter.test(text.charAt(end))) {
        places.push(at);
      }
    } else if (found === '"' || found === "'") {
      position = afterString(text, end, found);
    } else if (found === '`' || (found === '}' && open.at(-1) === '${')) {
      if (found === '}') {
        open.pop();
      }
      position = afterTemplatePiece(text, end);
      if (text.charAt(position - 1) === '{') {
        open.push('${');
      }
    } else if (found === '/') {
      const isComment = text.charAt(end) === '/' || text.charAt(end) === '*';
      const after = isComment ? afterComment(text, at) : afterSlash(text, at, commentEnd);
      if (after === undefined) {
        return undefined;
      }
      position = after;
      commentEnd = isComment ? after : commentEnd;
    } else if (found === '{' || found === '(' || found === '[') {
      open.push(found);
    } else if (open.at(-1) !== '${') {
      open.pop();
    }
  }
}

/** Where a pattern is found next, from a position on; -1 where it is not. */
function next(pattern: RegExp, text: string, position: number): { readonly at: number; readonly end: number } {
  pattern.lastIndex = position;
  const found = pattern.exec(text);
  return found ? { at: found.index, end: pattern.lastIndex } : { at: -1, end: text.length };
}

/** The end of a string that begins before a position: its quote, or the end of its line. */
function afterString(text: string, position: number, quote: '"' | "'"): number {
  for (let from = position; ; ) {
    const { at, end } = next(stringEnds[quote], text, from);
    if (text.charAt(at) !== '\\') {
      return end;
    }
    from = text.startsWith('\r\n', end) ? end + 2 : end + 1;
  }
}

/** The end of a piece of a template that begins before a position, its backtick or `${` included. */
function afterTemplatePiece(text: string, position: number): number {
  for (let from = position; ; ) {
    const { at, end } = next(templateStop, text, from);
    if (text.charAt(at) !== '\\') {
      return end;
    }
    from = end + 1;
  }
}

function afterComment(text: string, at: number): number {
  const isLine = text.charAt(at + 1) === '/';
  const end = isLine ? text.indexOf('\n', at) : text.indexOf('*/', at + 2);
  return end < 0 ? text.length : end + (isLine ? 0 : 2);
}

/** The end of a regular expression, or of the sign of a division; `undefined` where it is not sure which. */
function afterSlash(text: string, at: number, commentEnd: number): number | undefined {
  const before = text.slice(0, at).trimEnd();
  const last = before.charAt(before.length - 1);
  const word = lastWord(before);
  const beforeWord = before.charAt(before.length - word.length - 1);
  const isAfterComment = before !== '' && before.length <= commentEnd;
  if (isAfterComment || last === ')' || last === '/' || last > '\u007f' || beforeWord > '\u007f') {
    return undefined;
  }
  const isName = word !== '' && (beforeWord === '.' || !keywords.has(word) || expressionEnds.has(word));
  if (isName || (last !== '' && `]}"'\``.includes(last))) {
    return at + 1;
  }
  regexLiteral.lastIndex = at;
  return regexLiteral.test(text) ? regexLiteral.lastIndex : at + 1;
}
