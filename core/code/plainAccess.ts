import type { TextRange } from '../text';
import { balancedBrackets } from './brackets';
import {
  isKeyword,
  isOutsidePatterns,
  isPunctuator,
  type PlainCode,
  placeOfExpression,
  wantsValue,
} from './expressionPlace';
import { dotBefore, isDot, nameBehind } from './memberName';
import { type Declaration, findScopes, lookUp, type Scopes } from './scopes';
import type { Token } from './tokens';
import { isReference, isWellFormed } from './wellFormed';

/** A member access whose receiver is without doubt `params` or something below it, of the type that it has there. */
export interface PlainAccess {
  /** The names below `params` of what stands before the dot: `['infra', 'CACHE']`. */
  readonly receiver: readonly string[];
  /** Where the name behind the dot is; empty where there is none yet. */
  readonly name: TextRange;
  /** Where the whole expression begins. */
  readonly start: number;
  /** Whether it is a statement or the value of a variable, in an `async` function; `undefined` where that is not plain. */
  readonly wantsValue: boolean | undefined;
}

/**
 * The member access in the body of a stage file whose name, typed or not, stands at an offset. Stricter than a scan, which
 * follows what is likely: `undefined` wherever TypeScript could see another receiver, or narrow its type by a condition, or
 * read broken code in another way.
 */
export function plainAccessAt(text: string, tokens: readonly Token[], offset: number): PlainAccess | undefined {
  const dot = dotBefore(tokens, offset);
  const path = dot === undefined ? undefined : pathBefore(text, tokens, dot);
  const name = dot === undefined ? undefined : nameBehind(tokens, dot);
  if (dot === undefined || !path || !name || offset < name.start || name.end < offset || isOptionalCall(tokens, dot)) {
    return undefined;
  }
  const brackets = balancedBrackets(text, tokens, path.start);
  const code: PlainCode | undefined = brackets && { text, tokens, brackets, blocks: new Map() };
  const names = code && new Names(code);
  const base = names?.valueAt(path.start);
  if (!code || !names || !base) {
    return undefined;
  }
  const receiver = [...base, ...path.names];
  const isPlain =
    isPlainText(tokens) &&
    names.areOnlyRead(receiver) &&
    placeOfExpression(code, path.start) !== undefined &&
    isOutsidePatterns(code, path.start) &&
    isWellFormed(code, path.start);
  if (!isPlain) {
    return undefined;
  }
  const start = tokens[path.start]?.start ?? 0;
  return { receiver, name, start, wantsValue: wantsValue(code, path.start, dot) };
}

/** `?.` before what is no name belongs to a call or an element. */
function isOptionalCall(tokens: readonly Token[], dot: number): boolean {
  const after = tokens[dot + 1];
  return isPunctuator(tokens[dot], '?.') && (isPunctuator(after, '(', '[') || after?.type === 'template');
}

/** Classes, modules, JSX and what is no JavaScript read in more ways than are looked at here. */
function isPlainText(tokens: readonly Token[]): boolean {
  return tokens.every((token, index) => {
    const before = tokens[index - 1];
    switch (token.type) {
      case 'keyword':
        return !isKeyword(token, 'class', 'import', 'export', 'with') || isPunctuator(tokens[index + 1], ':');
      case 'punctuator':
        if (token.text === '<') {
          return before !== undefined && (isOperand(before) || isPunctuator(before, ')', ']'));
        }
        return token.text === '/'
          ? !isPunctuator(before, '}')
          : token.text.charCodeAt(0) < 128 && !isPunctuator(token, '\\', '#', '@');
      default:
        return true;
    }
  });
}

const isOperand = ({ type, text }: Token) =>
  type === 'identifier' || type === 'number' || type === 'string' || type === 'template' || text === 'this';

/** `a.b['c']` before a dot: the index of `a`, and the names behind it. */
function pathBefore(text: string, tokens: readonly Token[], dot: number) {
  const names: string[] = [];
  let index = dot - 1;
  for (;;) {
    const token = tokens[index];
    const key = tokens[index - 1];
    if (isPunctuator(token, ']') && key?.type === 'string' && isPunctuator(tokens[index - 2], '[')) {
      if (text.slice(key.start, key.end).includes('\\')) {
        return undefined;
      }
      names.unshift(key.text);
      index -= isPunctuator(tokens[index - 3], '?.') ? 4 : 3;
    } else if (token?.type !== 'identifier') {
      return undefined;
    } else if (!isDot(tokens[index - 1])) {
      return { start: index, names };
    } else if (token.newLine) {
      return undefined;
    } else {
      names.unshift(token.text);
      index -= 2;
    }
  }
}

/** `a.b['c']` from its first token: the index after it, and the names behind `a`. */
function pathFrom(
  tokens: readonly Token[],
  start: number,
): { readonly names: readonly string[]; readonly end: number } {
  const names: string[] = [];
  let index = start + 1;
  for (;;) {
    const name = tokens[index + 1];
    const open = isPunctuator(tokens[index], '?.') && isPunctuator(name, '[') ? index + 1 : index;
    const key = tokens[open + 1];
    if (isPunctuator(tokens[open], '[') && key?.type === 'string' && isPunctuator(tokens[open + 2], ']')) {
      names.push(key.text);
      index = open + 3;
    } else if (isDot(tokens[index]) && name?.type === 'identifier' && !name.newLine) {
      names.push(name.text);
      index += 2;
    } else {
      return { names, end: index };
    }
  }
}

/** What names mean in a text: `params`, and variables that were given something below it. */
class Names {
  private foundScopes: Scopes | undefined;
  /** The names that were followed, and the paths that they stand for. */
  private readonly values = new Map<string, readonly string[] | undefined>();

  constructor(private readonly code: PlainCode) {}

  private get scopes(): Scopes {
    this.foundScopes ??= findScopes(this.code.tokens, this.code.text.length);
    return this.foundScopes;
  }

  /** The path below `params` that the name at a token stands for; `undefined` if it may stand for anything else. */
  valueAt(index: number): readonly string[] | undefined {
    const name = this.code.tokens[index]?.text ?? '';
    if (name === 'params') {
      // That nothing declares it anew, `areOnlyRead` sees.
      this.values.set(name, []);
      return [];
    }
    const { initializer = index } = lookUp(this.scopes.scopeOf[index], name) ?? {};
    if (initializer >= index) {
      return undefined;
    }
    if (!this.values.has(name)) {
      this.values.set(name, undefined);
      this.values.set(name, this.valueOf(name));
    }
    return this.values.get(name);
  }

  /** What all variables of a name stand for. */
  private valueOf(name: string): readonly string[] | undefined {
    const { text, tokens } = this.code;
    if (/@(type|satisfies)\b/.test(text)) {
      return undefined;
    }
    const { all, declaring } = this.scopes;
    const declarations = all.flatMap((scope) => scope.declarations.get(name) ?? []);
    const declared = tokens.filter(
      (token, index) => declaring[index] && token.text === name && !isPunctuator(tokens[index + 1], ':'),
    );
    // Of two in one scope, the scope has the last.
    if (declared.length !== declarations.length) {
      return undefined;
    }
    const values = declarations.map((declaration) => this.valueOfDeclaration(declaration));
    const [first] = values;
    return values.every((value) => value !== undefined && value.join('\0') === first?.join('\0')) ? first : undefined;
  }

  private valueOfDeclaration({ name, initializer, parameter, path }: Declaration): readonly string[] | undefined {
    const { tokens, brackets } = this.code;
    if (initializer === undefined || parameter || path.includes('[]') || path.includes('...')) {
      return undefined;
    }
    const target = initializer - 2;
    const start = path.length === 0 ? target : (brackets.partner[target] ?? -1);
    const pattern = start < 0 ? [] : tokens.slice(start, target + 1);
    const isPlain =
      isPunctuator(tokens[initializer - 1], '=') &&
      (path.length === 0 ? tokens[target]?.text === name : isPunctuator(tokens[start], '{')) &&
      !pattern.some((token) => isPunctuator(token, '=', '[')) &&
      (isKeyword(tokens[start - 1], 'const', 'let', 'var') || isPunctuator(tokens[start - 1], ','));
    const base = tokens[initializer];
    const { names, end } = pathFrom(tokens, initializer);
    if (!isPlain || base?.type !== 'identifier' || !endsValue(tokens[end])) {
      return undefined;
    }
    const value = this.valueAt(initializer);
    return value && [...value, ...names, ...path];
  }

  /** Whether the names that were followed, and those of a path, stand nowhere where a condition or a value could change them. */
  areOnlyRead(path: readonly string[]): boolean {
    const { tokens } = this.code;
    return tokens.every((token, index) => {
      const isMember = isDot(tokens[index - 1]);
      const isElement = isPunctuator(tokens[index - 1], '[') && isPunctuator(tokens[index + 1], ']');
      if (token.type === 'string' ? isElement : token.type === 'identifier' && isMember) {
        const end = token.type === 'string' ? index + 2 : index + 1;
        return !path.includes(token.text) || this.isOnlyRead(index, end, true);
      }
      const isKey = isPunctuator(tokens[index + 1], ':') && isPunctuator(tokens[index - 1], '{', ',');
      if (token.type !== 'identifier' || isMember || isKey || !this.values.has(token.text)) {
        return true;
      }
      // What declares another `params` is no way to read it.
      const isDeclaration = token.text !== 'params' && this.foundScopes?.declaring[index] === 1;
      return isDeclaration || (isReference(this.code, index) && this.isOnlyRead(index, index + 1, false));
    });
  }

  /** Whether a use that ends before the token `end` is read from, taken apart, kept in a variable or handed on. */
  private isOnlyRead(index: number, end: number, isProperty: boolean): boolean {
    const { tokens } = this.code;
    const after = tokens[end];
    if (isDot(after) || isPunctuator(after, '[')) {
      return true;
    }
    const start = this.startOf(index, isProperty);
    if (start === undefined) {
      return false;
    }
    if (isPunctuator(tokens[start - 1], '=')) {
      const isTakenApart = isPunctuator(tokens[start - 2], '}');
      // TypeScript remembers that a variable is another, and what a condition says of the one it says of the other.
      return (isTakenApart || isProperty) && endsValue(after);
    }
    return isPunctuator(after, ',', ')') && this.isArgument(start, end);
  }

  /** The first token of the path that ends with the token at an index. */
  private startOf(index: number, isProperty: boolean): number | undefined {
    const { text, tokens } = this.code;
    if (!isProperty) {
      return index;
    }
    const behind = tokens[index]?.type === 'string' ? index + 2 : index + 1;
    return pathBefore(text, tokens, behind)?.start;
  }

  /** Whether an expression is handed to a function that is called for its result or for nothing, not as a condition. */
  private isArgument(start: number, end: number): boolean {
    const { text, tokens, brackets } = this.code;
    const open = brackets.around[start] ?? -1;
    const close = brackets.partner[open] ?? -1;
    if (!isPunctuator(tokens[open], '(') || brackets.around[end] !== (end === close ? brackets.around[open] : open)) {
      return false;
    }
    const callee = tokens[open - 1]?.type === 'identifier' ? pathBefore(text, tokens, open)?.start : undefined;
    return (
      callee !== undefined &&
      close >= 0 &&
      isPunctuator(tokens[start - 1], '(', ',') &&
      !isPunctuator(tokens[close + 1], '{', '=>') &&
      !/\basserts\b/.test(text) &&
      (isKeyword(tokens[callee - 1], 'await', 'return') || placeOfExpression(this.code, callee) === 'statement')
    );
  }
}

/** Whether a token that follows a value does not go on with it. */
function endsValue(token: Token | undefined): boolean {
  if (!token || token.type === 'punctuator') {
    return !token || isPunctuator(token, ';', ',', '}');
  }
  const goesOn = token.type === 'template' || token.type === 'regex' || /^(in|instanceof)$/.test(token.text);
  return token.newLine && !goesOn;
}
