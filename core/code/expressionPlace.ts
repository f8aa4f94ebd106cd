import { type Brackets, opensSubstitution } from './brackets';
import type { Token } from './tokens';

/** Code as tokens, and their brackets. */
export interface PlainCode {
  readonly text: string;
  readonly tokens: readonly Token[];
  readonly brackets: Brackets;
  /** What `isBlock` has found, by the index of the brace. */
  readonly blocks: Map<number, boolean>;
}

/** What an expression is a part of: a statement of its own, the value of a variable, or something else. */
export type ExpressionPlace = 'statement' | 'variable' | 'operand';

const control = new Set(['if', 'for', 'while', 'switch', 'with', 'catch']);
const beforeBlock = new Set(['else', 'try', 'finally', 'do', 'catch']);
const declare = new Set(['const', 'let', 'var']);
/** Operators that a value follows. */
const operators = ['&&', '||', '??', '===', '!==', '==', '!=', '+', '?'];
/** What goes on with an expression, also at the beginning of a line. */
const continuing = new Set([...operators, ...'. ?. ( [ = - * / % ** < > <= >='.split(' ')]);
const operatorWords = new Set(['in', 'instanceof', 'as', 'satisfies']);
/** Names that TypeScript may take for a keyword of its own. */
const typeScriptWords = new Set(
  'abstract accessor declare enum global interface module namespace override private protected public readonly type using'.split(
    ' ',
  ),
);

/** Whether a token is one of a few punctuators. Asked often: each has a parameter of its own. */
export function isPunctuator(token: Token | undefined, a: string, b?: string, c?: string, d?: string, e?: string) {
  return token !== undefined && token.type === 'punctuator' && isOne(token.text, a, b, c, d, e);
}

export function isKeyword(token: Token | undefined, a: string, b?: string, c?: string, d?: string, e?: string) {
  return token !== undefined && token.type === 'keyword' && isOne(token.text, a, b, c, d, e);
}

const isOne = (text: string, a: string, b?: string, c?: string, d?: string, e?: string) =>
  text === a || text === b || text === c || text === d || text === e;

const isWord = (token: Token | undefined) => token?.type === 'identifier' || token?.type === 'keyword';

/** The place of the expression that begins with a token; `undefined` where a look at the tokens before does not tell. */
export function placeOfExpression(code: PlainCode, index: number): ExpressionPlace | undefined {
  const { text, tokens, brackets } = code;
  const token = tokens[index];
  const before = tokens[index - 1];
  const open = brackets.around[index] ?? -1;
  if (!token) {
    return undefined;
  }
  if (!before) {
    return 'statement';
  }
  switch (before.type) {
    case 'keyword':
      return placeAfterKeyword(code, index);
    case 'punctuator':
      return placeAfterPunctuator(code, index);
    case 'template':
      if (opensSubstitution(text, before)) {
        return 'operand';
      }
      break;
    case 'regex':
      return undefined;
  }
  const isPlain = before.type !== 'identifier' || !typeScriptWords.has(before.text);
  return token.newLine && isPlain && holdsStatements(code, open) ? 'statement' : undefined;
}

function placeAfterKeyword(code: PlainCode, index: number): ExpressionPlace | undefined {
  const { tokens } = code;
  const isOnLine = tokens[index]?.newLine === false;
  switch (tokens[index - 1]?.text) {
    case 'await': {
      const isValue = isPunctuator(tokens[index - 2], ':') || placeOfExpression(code, index - 1) !== undefined;
      return isValue ? 'operand' : undefined;
    }
    case 'return':
    case 'throw':
      return isOnLine && placeOfExpression(code, index - 1) === 'statement' ? 'operand' : undefined;
    case 'typeof':
    case 'void':
      return isOnLine && placeOfExpression(code, index - 1) ? 'operand' : undefined;
    case 'else':
    case 'do':
      return 'statement';
    default:
      return undefined;
  }
}

function placeAfterPunctuator(code: PlainCode, index: number): ExpressionPlace | undefined {
  const { tokens, brackets } = code;
  const open = brackets.around[index] ?? -1;
  const isNewLine = tokens[index]?.newLine === true;
  const kind = tokens[index - 1]?.text ?? '';
  const ofBracket = brackets.partner[index - 1] ?? -1;
  switch (kind) {
    case ';':
      return holdsStatements(code, open) ? 'statement' : undefined;
    case '{':
      return isBlock(code, open) && !isKeyword(tokens[keywordOfBlock(code, open)], 'switch') ? 'statement' : undefined;
    case '}':
      return holdsStatements(code, open) && (isNewLine || isControlled(code, ofBracket)) ? 'statement' : undefined;
    case ')':
      return holdsStatements(code, open) && (isNewLine || isKeyword(tokens[ofBracket - 1], 'if', 'while', 'for'))
        ? 'statement'
        : undefined;
    case ']':
      return isNewLine && holdsStatements(code, open) ? 'statement' : undefined;
    case '(':
    case '[':
      return holdsValues(code, open) ? 'operand' : undefined;
    case ',':
      return isPunctuator(tokens[open], '(', '[') && holdsValues(code, open) ? 'operand' : undefined;
    case '=':
      return placeAfterEquals(code, index - 1);
    case '!':
      return placeOfExpression(code, index - 1) ? 'operand' : undefined;
    default:
      return kind === '=>' || operators.includes(kind) ? 'operand' : undefined;
  }
}

function placeAfterEquals(code: PlainCode, equals: number): ExpressionPlace | undefined {
  const { tokens, brackets } = code;
  const target = tokens[equals - 1];
  const start = target?.type === 'identifier' ? equals - 1 : (brackets.partner[equals - 1] ?? -1);
  const before = tokens[start - 1];
  if (start < 0) {
    return undefined;
  }
  if (before?.type === 'keyword' && declare.has(before.text)) {
    return placeOfExpression(code, start - 1) === 'statement' ? 'variable' : undefined;
  }
  if (target?.type !== 'identifier') {
    return undefined;
  }
  let base = start;
  while (isPunctuator(tokens[base - 1], '.') && tokens[base - 2]?.type === 'identifier') {
    base -= 2;
  }
  return placeOfExpression(code, base) === 'statement' ? 'operand' : undefined;
}

/** Whether statements stand directly within a bracket, or outside of all. */
export const holdsStatements = (code: PlainCode, open: number) => open < 0 || isBlock(code, open);

/** Whether a `{` begins a block: of control flow, of a function or of a method. */
export function isBlock(code: PlainCode, open: number): boolean {
  if (!isPunctuator(code.tokens[open], '{')) {
    return false;
  }
  const known = code.blocks.get(open);
  const found = known ?? looksLikeBlock(code, open);
  code.blocks.set(open, found);
  return found;
}

function looksLikeBlock(code: PlainCode, open: number): boolean {
  const { tokens, brackets } = code;
  const before = tokens[open - 1];
  if (before?.type === 'keyword') {
    return beforeBlock.has(before.text);
  }
  if (!isPunctuator(before, ')')) {
    return isPunctuator(before, '=>') || placeOfExpression(code, open) === 'statement' || isAfterCase(code, open);
  }
  const parenthesis = brackets.partner[open - 1] ?? -1;
  const isNamed = tokens[parenthesis - 1]?.type === 'identifier';
  const owner = isNamed ? parenthesis - 2 : parenthesis - 1;
  const around = brackets.around[open] ?? -1;
  const isMethod = isNamed && isPunctuator(tokens[around], '{') && !isBlock(code, around);
  return isControl(code, parenthesis) || isMethod || isKeyword(tokens[owner], 'function') || isGenerator(tokens, owner);
}

/** Whether a `{` begins a block that ends its statement. */
const isControlled = (code: PlainCode, open: number) =>
  isBlock(code, open) &&
  (code.tokens[open - 1]?.type === 'keyword' || isControl(code, code.brackets.partner[open - 1] ?? -1));

/** Whether a `{` stands behind `case …:` or `default:`. */
function isAfterCase({ tokens, brackets }: PlainCode, open: number): boolean {
  if (!isPunctuator(tokens[open - 1], ':')) {
    return false;
  }
  for (let index = open - 2; index >= 0 && brackets.around[index] === brackets.around[open]; index--) {
    if (isKeyword(tokens[index], 'case', 'default')) {
      return true;
    }
    if (isPunctuator(tokens[index], ';', '?', '{', '}', ':')) {
      return false;
    }
  }
  return false;
}

const isGenerator = (tokens: readonly Token[], star: number) =>
  isPunctuator(tokens[star], '*') && isKeyword(tokens[star - 1], 'function');

/** Whether a parenthesis belongs to `if`, `for` and their like. */
export function isControl({ tokens }: PlainCode, parenthesis: number): boolean {
  const before = tokens[parenthesis - 1];
  const keyword = isKeyword(before, 'await') ? tokens[parenthesis - 2] : before;
  return keyword?.type === 'keyword' && control.has(keyword.text) && (keyword === before || keyword.text === 'for');
}

/** The index of the token before the parenthesis before a block, `if` or `function` or a name. */
function keywordOfBlock({ brackets }: PlainCode, open: number): number {
  return (brackets.partner[open - 1] ?? 0) - 1;
}

/** Whether every brace around a token that is no block is an object's, not a pattern's. */
export function isOutsidePatterns(code: PlainCode, index: number): boolean {
  const { tokens, brackets } = code;
  for (let open = brackets.around[index] ?? -1; open >= 0; open = brackets.around[open] ?? -1) {
    const isObject = placeOfExpression(code, open) !== undefined || isPunctuator(tokens[open - 1], ':');
    if (isPunctuator(tokens[open], '{') && !isBlock(code, open) && !isObject) {
      return false;
    }
  }
  return true;
}

/** Whether values stand within a parenthesis or a square bracket: not parameters, not a pattern. */
function holdsValues(code: PlainCode, open: number): boolean {
  const { tokens, brackets } = code;
  const before = tokens[open - 1];
  if (isPunctuator(tokens[open], '[')) {
    const isAccess = before?.type === 'identifier' || isPunctuator(before, ')', ']');
    return (isAccess && tokens[open]?.newLine === false) || placeOfExpression(code, open) !== undefined;
  }
  if (isKeyword(before, 'if', 'while', 'switch')) {
    return true;
  }
  const around = brackets.around[open] ?? -1;
  const isMethod =
    !holdsStatements(code, around) && isPunctuator(tokens[around], '{') && isPunctuator(tokens[open - 2], '{', ',');
  if (isMethod) {
    return false;
  }
  const isFunction = isControl(code, open) || isKeyword(before, 'function', 'async', 'for', 'catch', 'await');
  const isNamedFunction = isKeyword(tokens[open - 2], 'function') || isPunctuator(tokens[open - 2], '*');
  const close = brackets.partner[open] ?? -1;
  const after = close < 0 ? undefined : tokens[close + 1];
  return !isFunction && !isNamedFunction && !isPunctuator(after, '=>', '{');
}

/**
 * Whether `receiver.name`, or a call of it, stands where its value is wanted: as a statement, or the value of a variable, of
 * a function that can wait for it. `start` is the receiver's first token, `dot` the one behind it. `undefined` where that is
 * not plain.
 */
export function wantsValue(code: PlainCode, start: number, dot: number): boolean | undefined {
  const place = placeOfExpression(code, start);
  if (place === undefined || place === 'operand') {
    return place && false;
  }
  const isAsync = isInAsyncFunction(code, start);
  return isAsync === true ? isWhole(code, dot) : isAsync;
}

/** Whether nothing but a call follows the name behind a dot. */
function isWhole({ tokens, brackets }: PlainCode, dot: number): boolean | undefined {
  const name = tokens[dot + 1];
  const next = tokens[dot + 2];
  // A word on a later line is the name, unless it begins a statement that TypeScript knows by the word behind it.
  const isName = name?.type === 'identifier' && !(name.newLine && isWord(next) && next?.newLine === false);
  const end = isName ? dot + 2 : dot + 1;
  const close = isPunctuator(tokens[end], '(') ? (brackets.partner[end] ?? -1) : undefined;
  if (close === -1) {
    return undefined;
  }
  const afterCall = close === undefined ? end : close + 1;
  const after = tokens[afterCall];
  const isGap = afterCall === dot + 1 && isPunctuator(after, '.', '?.');
  if (isGap || (isPunctuator(after, '?.') && isPunctuator(tokens[afterCall + 1], '('))) {
    return undefined;
  }
  switch (after?.type) {
    case 'punctuator':
      return continuing.has(after.text) ? false : isPunctuator(after, ';', '}', '{') || undefined;
    case 'template':
    case 'regex':
      return undefined;
    default:
      // Nothing else goes on with an expression: a statement begins, be it on the same line.
      return after !== undefined && operatorWords.has(after.text) ? undefined : true;
  }
}

/** Whether the innermost function around a statement is `async`, as a stage itself is. */
function isInAsyncFunction(code: PlainCode, index: number): boolean | undefined {
  const { tokens, brackets } = code;
  let open = brackets.around[index] ?? -1;
  while (open >= 0) {
    const before = tokens[open - 1];
    if (isPunctuator(before, '=>')) {
      return isAsyncArrow(code, open - 1);
    }
    if (!isBlock(code, open)) {
      return undefined;
    }
    if (isPunctuator(before, ')') && !isControl(code, brackets.partner[open - 1] ?? -1)) {
      return isAsyncFunction(code, keywordOfBlock(code, open));
    }
    open = brackets.around[open] ?? -1;
  }
  return true;
}

function isAsyncArrow({ tokens, brackets }: PlainCode, arrow: number): boolean | undefined {
  const partner = brackets.partner[arrow - 1] ?? -1;
  const start = partner >= 0 ? partner : arrow - 1;
  const before = tokens[start - 1];
  if (isKeyword(before, 'async')) {
    return tokens[start]?.newLine ? undefined : true;
  }
  return isPunctuator(before, '(', ',', '=', ':') ? false : undefined;
}

/** `last` is the token before the parameters: `function`, or the function's name. */
function isAsyncFunction({ tokens }: PlainCode, last: number): boolean | undefined {
  const keyword = tokens[last]?.type === 'identifier' ? last - 1 : last;
  if (!isKeyword(tokens[keyword], 'function')) {
    return undefined;
  }
  return isKeyword(tokens[keyword - 1], 'async') ? (tokens[keyword]?.newLine ? undefined : true) : false;
}
