import { opensSubstitution } from './brackets';
import { holdsStatements, isBlock, isControl, isKeyword, isPunctuator, type PlainCode } from './expressionPlace';
import type { Token } from './tokens';

/** What needs something to its left; two of them in a row are a gap that somebody has still to fill. */
const binary = new Set(
  '. ?. = => == === != !== < > <= >= * / % ** & | ^ && || ?? += -= *= /= %= **= <<= >>= >>>= &= |= ^= &&= ||= ??= << >> >>> ?'.split(
    ' ',
  ),
);
const closing = new Set([')', ']', '}', ',', ';', ':']);
const unary = new Set(['!', '~', '...', '+', '-']);
const statements = new Set(
  'break case catch const continue debugger default do else finally for if let return switch throw try var while'.split(
    ' ',
  ),
);
/** Keywords that a statement may follow, on the same line or the next. */
const beforeStatement = new Set(['else', 'do', 'return', 'break', 'continue', 'debugger']);
const operatorWords = new Set(['in', 'instanceof', 'of']);

/**
 * Whether the code up to a token, itself included, has nothing that a parser would have to guess at: gaps, two values in a
 * row, statements within expressions. Not a syntax check: what it lets through does not make a parser lose its place.
 */
export function isWellFormed(code: PlainCode, end: number): boolean {
  for (let index = 0; index <= end; index++) {
    if (!fits(code, index) || !fitsContainer(code, index)) {
      return false;
    }
  }
  return true;
}

/** Whether a name is without doubt read where it stands: a missing comma or operator would make it declare a variable. */
export function isReference(code: PlainCode, index: number): boolean {
  const { tokens, brackets } = code;
  const before = tokens[index - 1];
  const open = brackets.around[index] ?? -1;
  const isDeclarator = isPunctuator(before, ',') && holdsStatements(code, open);
  const isBehindBrace = isPunctuator(before, '}') && tokens[index]?.newLine === false;
  return !isDeclarator && !isBehindBrace && fits(code, index);
}

/** Whether a token can follow the one before it. */
function fits(code: PlainCode, index: number): boolean {
  const { tokens, brackets } = code;
  const token = tokens[index];
  const before = tokens[index - 1];
  if (!token) {
    return true;
  }
  const isPunctuation = token.type === 'punctuator';
  if (isPunctuator(token, '=>')) {
    const open = brackets.partner[index - 1] ?? -1;
    return (
      before?.type === 'identifier' || (isPunctuator(tokens[open], '(') && !(open > 0 && endsValue(code, open - 1)))
    );
  }
  if (isPunctuation && binary.has(token.text)) {
    return before !== undefined && endsValue(code, index - 1);
  }
  if (!before) {
    return !isPunctuation || !closing.has(token.text);
  }
  if (isPunctuator(before, '.', '?.')) {
    return isPunctuator(before, '?.') && isPunctuator(token, '(', '[') ? true : isNameOnLine(token);
  }
  if (isKeyword(before, 'const', 'let', 'var')) {
    return token.type === 'identifier' || isPunctuator(token, '{', '[');
  }
  if (isPunctuator(before, '}') && isPattern(code, index - 1) && !isPunctuator(token, '=')) {
    return operatorWords.has(token.text);
  }
  if (isPunctuation && closing.has(token.text)) {
    return !lacksValue(code, index);
  }
  if (isPunctuator(token, '++', '--')) {
    return !token.newLine;
  }
  if (isPunctuator(token, '{')) {
    return !endsValue(code, index - 1) || isBlock(code, index) || isPunctuator(before, '}');
  }
  const isApart = token.newLine ? holdsStatements(code, brackets.around[index] ?? -1) : isPunctuator(before, '}');
  return isApart || !startsValue(token) || !endsValue(code, index - 1);
}

/** Whether a `}` ends what a variable's value is taken apart with. */
function isPattern({ tokens, brackets }: PlainCode, close: number): boolean {
  return isKeyword(tokens[(brackets.partner[close] ?? 0) - 1], 'const', 'let', 'var');
}

/** Whether something is missing before what ends or separates values. */
function lacksValue(code: PlainCode, index: number): boolean {
  const { tokens, brackets } = code;
  const before = tokens[index - 1];
  const partner = brackets.partner[index] ?? -1;
  if (isPunctuator(tokens[index], ',') && isPunctuator(before, '(', '{', ',', ';')) {
    return !isPunctuator(tokens[brackets.around[index] ?? -1], '[');
  }
  if (isKeyword(tokens[partner - 1], 'for')) {
    const header = tokens.slice(partner + 1, index);
    return !header.some((token) => isPunctuator(token, ';') || isKeyword(token, 'of', 'in'));
  }
  if (isPunctuator(before, ':')) {
    const open = brackets.around[index - 1] ?? -1;
    return !(isPunctuator(tokens[index], '}', ';') && holdsStatements(code, open));
  }
  if (isPunctuator(before, '(') && isPunctuator(tokens[index], ')')) {
    const open = index - 1;
    const owner = tokens[open - 1];
    const isFunction = isKeyword(owner, 'function', 'async') || isPunctuator(owner, '*');
    const isArrow = isPunctuator(tokens[index + 1], '=>');
    return (
      isControl(code, open) ||
      !(isArrow || isFunction || (open > 0 && endsValue(code, open - 1)) || isPunctuator(owner, '?.'))
    );
  }
  return before?.type === 'punctuator' && (binary.has(before.text) || unary.has(before.text));
}

/** Whether a token can stand directly within the bracket that it stands in. */
function fitsContainer(code: PlainCode, index: number): boolean {
  const { tokens, brackets } = code;
  const token = tokens[index];
  const before = tokens[index - 1];
  if (token?.type === 'identifier' && !isPunctuator(before, '{', ',')) {
    return true;
  }
  const open = brackets.around[index] ?? -1;
  const isOfStatements = holdsStatements(code, open);
  const isObject = isPunctuator(tokens[open], '{') && !isOfStatements;
  const isKey = isObject && (index === open + 1 || isPunctuator(before, ','));
  if (isKey) {
    return isKeyOfObject(code, index);
  }
  if (isPunctuator(token, ';')) {
    return isOfStatements || isKeyword(tokens[open - 1], 'for');
  }
  if (token?.type === 'keyword' && statements.has(token.text)) {
    const isHeader = isKeyword(tokens[open - 1], 'for') && isKeyword(token, 'const', 'let', 'var');
    const follows = before?.type === 'keyword' ? beforeStatement.has(before.text) : !isOperator(before);
    return isHeader || (isOfStatements && (follows || isKeyword(token, 'default')));
  }
  return true;
}

function isKeyOfObject({ tokens, brackets }: PlainCode, index: number): boolean {
  const token = tokens[index];
  const next = tokens[index + 1];
  if (isPunctuator(token, '[', '...', '}')) {
    return true;
  }
  if (isPunctuator(next, '(')) {
    return isPunctuator(tokens[(brackets.partner[index + 1] ?? 0) + 1], '{');
  }
  const isKey = token?.type !== 'punctuator' && token?.type !== 'template' && token?.type !== 'regex';
  const isModifier = isKeyword(token, 'async') || token?.text === 'get' || token?.text === 'set';
  return isKey && (isPunctuator(next, ',', '}', ':', '=') || (isModifier && next?.type !== 'punctuator'));
}

const isOperator = (token: Token | undefined) =>
  token?.type === 'punctuator' &&
  (binary.has(token.text) || unary.has(token.text) || isPunctuator(token, '(', '[', ','));

const isNameOnLine = (token: Token) => token.type === 'identifier' && !token.newLine;

/** Whether a value can end with a token. */
function endsValue(code: PlainCode, index: number): boolean {
  const { text, tokens, brackets } = code;
  const token = tokens[index];
  switch (token?.type) {
    case 'keyword':
      return token.text === 'this' || token.text === 'super';
    case 'template':
      return !opensSubstitution(text, token);
    case 'punctuator':
      if (token.text === ')') {
        return !isControl(code, brackets.partner[index] ?? -1);
      }
      return token.text === ']' || token.text === '}' || token.text === '++' || token.text === '--';
    default:
      return token !== undefined;
  }
}

/** Whether a value, or a statement, begins with a token. A template may belong to the value before it. */
function startsValue({ type, text }: Token): boolean {
  return type === 'keyword' ? !operatorWords.has(text) : type !== 'punctuator' && type !== 'template';
}
