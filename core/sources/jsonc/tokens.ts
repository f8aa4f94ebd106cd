import { lineEnd } from '../lines';

/** A token: punctuation and strings are known by their first character. */
export interface JsoncToken {
  /** `{ } [ ] , :`, `"` for a string, `/` for a comment, `a` for any other word, and nothing at the end of the text. */
  readonly type: '{' | '}' | '[' | ']' | ',' | ':' | '"' | '/' | 'a' | '';
  readonly start: number;
  readonly end: number;
  /** False for a string or comment that the text ends before. */
  readonly closed: boolean;
}

const word = /[^\s{}[\],:"/]+/y;

/** The tokens of a text. */
export class JsoncTokens {
  private readonly lastCommentEnd: number;

  constructor(private readonly text: string) {
    this.lastCommentEnd = text.lastIndexOf('*/');
  }

  /** The token at or behind an offset. A string without closing quote ends with its line, and so does such a comment. */
  at(offset: number): JsoncToken {
    const { text } = this;
    let start = offset;
    while (isSpace(text.charCodeAt(start))) {
      start++;
    }
    const first = text.charAt(start);
    switch (first) {
      case '':
        return { type: '', start, end: start, closed: true };
      case '{':
      case '}':
      case '[':
      case ']':
      case ',':
      case ':':
        return { type: first, start, end: start + 1, closed: true };
      case '"':
        return string(text, start);
      case '/':
        return this.comment(start);
      default:
        word.lastIndex = start;
        return { type: 'a', start, end: word.test(text) ? word.lastIndex : start + 1, closed: true };
    }
  }

  private comment(start: number): JsoncToken {
    const { text } = this;
    if (text[start + 1] === '/') {
      return { type: '/', start, end: lineEnd(text, start), closed: true };
    }
    if (text[start + 1] !== '*') {
      return { type: 'a', start, end: start + 1, closed: true };
    }
    const closed = this.lastCommentEnd >= start + 2;
    const end = closed ? text.indexOf('*/', start + 2) + 2 : lineEnd(text, start);
    return { type: '/', start, end, closed };
  }
}

function isSpace(code: number): boolean {
  return code === 32 || code === 9 || code === 10 || code === 13 || code === 0xfeff;
}

function string(text: string, start: number): JsoncToken {
  for (let i = start + 1; i < text.length; i++) {
    const code = text.charCodeAt(i);
    if (code === 34) {
      return { type: '"', start, end: i + 1, closed: true };
    }
    if (code === 10 || code === 13) {
      return { type: '"', start, end: i, closed: false };
    }
    if (code === 92 && text[i + 1] !== '\n' && text[i + 1] !== '\r') {
      i++;
    }
  }
  return { type: '"', start, end: text.length, closed: false };
}
