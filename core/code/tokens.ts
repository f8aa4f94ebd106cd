/** What a light scan of JavaScript needs to know of a token. Comments and white space are no tokens. */
export type TokenType = 'identifier' | 'keyword' | 'punctuator' | 'string' | 'template' | 'number' | 'regex';

export interface Token {
  readonly type: TokenType;
  /** The text of an identifier, keyword or punctuator; the content of a string; otherwise empty. */
  readonly text: string;
  /** UTF-16 offsets `[start, end)` of the whole token, quotes included. */
  readonly start: number;
  readonly end: number;
  /** A line break stands between this token and the one before. */
  readonly newLine: boolean;
}

/** Each keyword as one and the same string: such compare by identity. */
const keywords = canonical(
  (
    'await break case catch class const continue debugger default delete do else export extends finally for function if ' +
    'import in instanceof let new of return static super switch this throw try typeof var void while with yield async'
  ).split(' '),
);
/** Keywords that are ordinary names where no statement could begin with them. */
const expressionEnds = new Set(['this', 'super', 'of', 'async', 'static', 'let', 'await']);

const identifierStart = /[\p{ID_Start}$_]/u;
const identifierPart = /[\p{ID_Continue}$\u200c\u200d]/u;

/** Operators of more than one character, so that a lone `=` is always an assignment. */
const operator = /\.{3}|\?\.(?!\d)|=>|[=!]==?|\*\*=?|&&=?|\|\|=?|\?\?=?|<<=?|>>>?=?|[-+*/%&|^<>]=|\+\+|--/y;

const operators = canonical('... ?. => == === != !== ** **= && &&= || ||= ?? ??= += -= ++ --'.split(' '));

/** Punctuators that begin no longer one: most of a text's. */
const single = tableOf('()[]{},;:~');
const asciiIdentifier = tableOf('abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_$');
/** Keywords whose parenthesis a regular expression may follow. */
const controls = new Set(['if', 'while', 'for', 'with']);

const isDigit = (code: number) => code >= 48 && code <= 57;
const isAsciiIdentifier = (code: number) => asciiIdentifier[code] === 1;

/** For each ASCII character, whether it is one of some. */
function tableOf(characters: string): Uint8Array {
  const table = new Uint8Array(128);
  for (let i = 0; i < characters.length; i++) {
    table[characters.charCodeAt(i)] = 1;
  }
  return table;
}

/**
 * Splits JavaScript into tokens. Never fails: half-typed text gives the tokens that it has, an unclosed string ends at
 * its line's end. `${…}` inside a template is scanned too, between a `template` token for each piece of text.
 */
export function tokenize(text: string): Token[] {
  const tokens: Token[] = [];
  /** Brackets that are open; `${` marks a template to go back to, `if(` a parenthesis after which a regex may stand. */
  const open: string[] = [];
  let position = 0;
  let newLine = false;

  const push = (type: TokenType, start: number, value = '') => {
    tokens.push({ type, text: value, start, end: position, newLine });
    newLine = false;
  };

  const scanString = (quote: number) => {
    const start = position++;
    let value = '';
    let piece = position;
    while (position < text.length) {
      const code = text.charCodeAt(position);
      if (code === quote || code === 10) {
        break;
      }
      if (code === 92) {
        value += text.slice(piece, position) + unescaped(text, position + 1);
        position += text.startsWith('\r\n', position + 1) ? 3 : 2;
        piece = position;
      } else {
        position++;
      }
    }
    value += text.slice(piece, position);
    if (text.charCodeAt(position) === quote) {
      position++;
    }
    push('string', start, value);
  };

  /** From the backtick or the `}` that goes on with a template, to its `${` or its end. */
  const scanTemplate = () => {
    const start = position++;
    while (position < text.length) {
      const code = text.charCodeAt(position);
      if (code === 92) {
        position += 2;
      } else if (code === 96) {
        position++;
        break;
      } else if (code === 36 && text.charCodeAt(position + 1) === 123) {
        position += 2;
        open.push('${');
        break;
      } else {
        position++;
      }
    }
    position = Math.min(position, text.length);
    push('template', start);
  };

  const scanRegex = (): boolean => {
    let inClass = false;
    for (let i = position + 1; i < text.length; i++) {
      const code = text.charCodeAt(i);
      if (code === 10 || code === 13) {
        return false;
      }
      if (code === 92) {
        i++;
      } else if (code === 91) {
        inClass = true;
      } else if (code === 93) {
        inClass = false;
      } else if (code === 47 && !inClass) {
        const start = position;
        position = i + 1;
        while (isAsciiIdentifier(text.charCodeAt(position))) {
          position++;
        }
        push('regex', start);
        return true;
      }
    }
    return false;
  };

  let afterControl = false;
  const regexMayStart = (): boolean => {
    const last = tokens.at(-1);
    if (!last) {
      return true;
    }
    switch (last.type) {
      case 'punctuator':
        return last.text === ')' ? afterControl : last.text !== ']' && last.text !== '}';
      case 'keyword':
        return !expressionEnds.has(last.text);
      case 'template':
        return text.charAt(last.end - 1) === '{';
      default:
        return false;
    }
  };

  while (position < text.length) {
    const code = text.charCodeAt(position);
    if (code === 10 || code === 13 || code === 0x2028 || code === 0x2029) {
      newLine = true;
      position++;
    } else if (code <= 32 || code === 0xfeff || code === 0xa0) {
      position++;
    } else if (code === 47 && text.charCodeAt(position + 1) === 47) {
      const end = text.indexOf('\n', position);
      position = end < 0 ? text.length : end;
    } else if (code === 47 && text.charCodeAt(position + 1) === 42) {
      const end = text.indexOf('*/', position + 2);
      const stop = end < 0 ? text.length : end + 2;
      newLine ||= text.slice(position, stop).includes('\n');
      position = stop;
    } else if (code === 34 || code === 39) {
      scanString(code);
    } else if (code === 96) {
      scanTemplate();
    } else if (isDigit(code) || (code === 46 && isDigit(text.charCodeAt(position + 1)))) {
      const start = position++;
      while (isAsciiIdentifier(text.charCodeAt(position)) || text.charCodeAt(position) === 46) {
        position++;
      }
      push('number', start);
    } else if (isAsciiIdentifier(code) || (code > 127 && identifierStart.test(text.charAt(position)))) {
      const start = position;
      let end = start + 1;
      for (let next = text.charCodeAt(end); isAsciiIdentifier(next) || next > 127; next = text.charCodeAt(++end)) {
        if (next > 127 && !identifierPart.test(text.charAt(end))) {
          break;
        }
      }
      position = end;
      const name = text.slice(start, end);
      const last = tokens[tokens.length - 1];
      const isMember = last?.type === 'punctuator' && (last.text === '.' || last.text === '?.');
      const keyword = isMember ? undefined : keywords.get(name);
      push(keyword === undefined ? 'identifier' : 'keyword', start, keyword ?? name);
    } else if (code === 47 && regexMayStart() && scanRegex()) {
      // A whole regular expression was taken.
    } else if (code === 125 && open.at(-1) === '${') {
      open.pop();
      scanTemplate();
    } else {
      const start = position;
      const value = single[code] === 1 ? text.charAt(position) : punctuatorAt(text, position);
      position += value.length;
      if (value === '(') {
        const before = tokens.at(-1);
        open.push(before?.type === 'keyword' && controls.has(before.text) ? 'if(' : '(');
      } else if (value === '{' || value === '[') {
        open.push(value);
      } else if (value === ')' || value === ']' || value === '}') {
        const closed = open.at(-1) === '${' ? undefined : open.pop();
        afterControl = closed === 'if(';
      }
      push('punctuator', start, value);
    }
  }
  return tokens;
}

function punctuatorAt(text: string, position: number): string {
  operator.lastIndex = position;
  const found = operator.exec(text)?.[0];
  return found === undefined ? text.charAt(position) : (operators.get(found) ?? found);
}

function canonical(words: readonly string[]): ReadonlyMap<string, string> {
  return new Map(words.map((word) => [word, word]));
}

function unescaped(text: string, at: number): string {
  const escapes: Record<string, string> = { n: '\n', r: '\r', t: '\t', '\n': '', '\r': '' };
  const character = text.charAt(at);
  return escapes[character] ?? character;
}
