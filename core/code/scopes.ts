import type { Token } from './tokens';

/** A name that a scope declares, and what is known of its value. */
export interface Declaration {
  readonly name: string;
  /** Index of the token that begins the value's expression; `undefined` where no expression says it (parameters, loops). */
  readonly initializer: number | undefined;
  /** Properties to follow from the initializer, for a name from a destructuring pattern. */
  readonly path: readonly string[];
  readonly isParameter: boolean;
  /** Tokens that begin the expressions assigned later. */
  readonly assignments: number[];
}

export interface Scope {
  readonly parent: Scope | undefined;
  readonly isFunction: boolean;
  readonly declarations: Map<string, Declaration>;
}

/** `{ key: … }` in a destructuring pattern: which property of which expression it reads. */
export interface PatternProperty {
  readonly key: Token;
  readonly path: readonly string[];
  readonly initializer: number;
  readonly isShorthand: boolean;
}

/** The braces of a destructuring pattern: what can be completed between them. */
export interface PatternBraces {
  /** Offsets just inside the braces. */
  readonly start: number;
  readonly end: number;
  readonly path: readonly string[];
  readonly initializer: number;
}

/** Who declares which name where, in one file. */
export interface Scopes {
  /** For each token, the innermost scope. */
  readonly scopeOf: readonly Scope[];
  /** For each bracket that opens, the index of the one that closes it, or the number of tokens. */
  readonly closing: ReadonlyMap<number, number>;
  /** Indexes of tokens that declare a name or are a key of a pattern: they are no references. */
  readonly declaring: ReadonlySet<number>;
  readonly patternProperties: readonly PatternProperty[];
  readonly patternBraces: readonly PatternBraces[];
}

/** Whether a token at the beginning of a line cannot go on with what stands before, so that a semicolon was left out. */
function beginsStatement(before: Token | undefined, token: Token): boolean {
  const endsOperand = before?.type === 'punctuator' ? /^[)\]}]$/.test(before.text) : before?.type !== 'keyword';
  const isOperator =
    token.type === 'punctuator' || token.type === 'template' || /^(in|instanceof|of)$/.test(token.text);
  return endsOperand && !isOperator;
}

/** Finds the scopes and declarations of a file. Never fails; unclosed brackets reach to the end of the text. */
export function findScopes(tokens: readonly Token[], textLength: number): Scopes {
  const closing = matchBrackets(tokens);
  const root: Scope = { parent: undefined, isFunction: true, declarations: new Map() };
  const scopeOf: Scope[] = [];
  const declaring = new Set<number>();
  const patternProperties: PatternProperty[] = [];
  const patternBraces: PatternBraces[] = [];
  /** Scopes with parameters, by the index of the token that opens their body. */
  const bodies = new Map<number, string[]>();
  const assignments: number[] = [];
  const stack: { scope: Scope; end: number }[] = [{ scope: root, end: Number.POSITIVE_INFINITY }];

  const is = (index: number, text: string) => {
    const token = tokens[index];
    return token !== undefined && token.text === text && (token.type === 'punctuator' || token.type === 'keyword');
  };
  const closeOf = (index: number) => closing.get(index) ?? tokens.length;

  /** Reads the target of a declaration: a name or a pattern. Returns the index after it. */
  const readTarget = (
    index: number,
    path: readonly string[],
    found: { name: string; path: readonly string[] }[],
    patterns: { index: number; path: readonly string[] }[],
    keys: { index: number; path: readonly string[] }[],
  ): number => {
    const token = tokens[index];
    if (token?.type === 'identifier') {
      declaring.add(index);
      found.push({ name: token.text, path });
      return index + 1;
    }
    if (is(index, '[')) {
      const end = closeOf(index);
      for (let i = index + 1; i < end; i++) {
        const element = tokens[i];
        if (element?.type === 'identifier' && !is(i - 1, '=') && !is(i - 1, '.')) {
          declaring.add(i);
          found.push({ name: element.text, path: [...path, '[]'] });
        }
      }
      return end + 1;
    }
    if (!is(index, '{')) {
      return index;
    }
    patterns.push({ index, path });
    const end = closeOf(index);
    let i = index + 1;
    while (i < end) {
      const key = tokens[i];
      if (is(i, '...')) {
        i = readTarget(i + 1, [...path, '...'], found, patterns, keys);
      } else if (is(i, '[')) {
        const literal = tokens[i + 1];
        const isLiteral = literal?.type === 'string' && closeOf(i) === i + 2;
        const inner = [...path, isLiteral ? literal.text : '[]'];
        if (isLiteral) {
          keys.push({ index: i + 1, path: inner });
        }
        i = readTarget(closeOf(i) + 2, inner, found, patterns, keys);
      } else if (key && (key.type === 'identifier' || key.type === 'keyword' || key.type === 'string')) {
        const inner = [...path, key.text];
        keys.push({ index: i, path: inner });
        declaring.add(i);
        if (is(i + 1, ':')) {
          i = readTarget(i + 2, inner, found, patterns, keys);
        } else {
          found.push({ name: key.text, path: inner });
          i++;
        }
      } else {
        i++;
        continue;
      }
      // What is left up to the comma is a default value.
      while (i < end && !is(i, ',')) {
        i = closing.has(i) ? closeOf(i) + 1 : i + 1;
      }
      i++;
    }
    return end + 1;
  };

  const declare = (
    scope: Scope,
    found: { name: string; path: readonly string[] },
    initializer: number | undefined,
    isParameter: boolean,
  ) => {
    scope.declarations.set(found.name, { ...found, initializer, isParameter, assignments: [] });
  };

  const readDeclarators = (keyword: number, scope: Scope) => {
    const target = is(keyword, 'var') ? functionScope(scope) : scope;
    let index = keyword + 1;
    for (;;) {
      const found: { name: string; path: readonly string[] }[] = [];
      const patterns: { index: number; path: readonly string[] }[] = [];
      const keys: { index: number; path: readonly string[] }[] = [];
      const next = readTarget(index, [], found, patterns, keys);
      if (next === index) {
        return;
      }
      const initializer = is(next, '=') ? next + 1 : undefined;
      for (const each of found) {
        declare(target, each, initializer, false);
      }
      if (initializer !== undefined) {
        for (const { index: key, path } of keys) {
          const token = tokens[key];
          if (token) {
            const isShorthand = token.type !== 'string' && !is(key + 1, ':');
            patternProperties.push({ key: token, path, initializer, isShorthand });
          }
        }
        for (const { index: brace, path } of patterns) {
          const start = tokens[brace]?.end ?? 0;
          patternBraces.push({ start, end: tokens[closeOf(brace)]?.start ?? textLength, path, initializer });
        }
      }
      const end = endOfExpression(initializer ?? next);
      if (!is(end, ',')) {
        return;
      }
      index = end + 1;
    }
  };

  /** The index of the `,`, `;`, closing bracket or next statement that ends the expression at `index`. */
  const endOfExpression = (index: number): number => {
    let i = index;
    while (i < tokens.length) {
      const token = tokens[i];
      if (token?.type === 'punctuator' && /^[,;)\]}]$/.test(token.text)) {
        break;
      }
      if (i > index && token?.newLine && beginsStatement(tokens[i - 1], token)) {
        break;
      }
      i = closing.has(i) ? closeOf(i) + 1 : i + 1;
    }
    return i;
  };

  const parameterNames = (openParenthesis: number): string[] => {
    const found: { name: string; path: readonly string[] }[] = [];
    const end = closeOf(openParenthesis);
    let i = openParenthesis + 1;
    while (i < end) {
      if (is(i, '...')) {
        i++;
      }
      const next = readTarget(i, [], found, [], []);
      i = endOfExpression(Math.max(next, i)) + 1;
    }
    return found.map(({ name }) => name);
  };

  for (let i = 0; i < tokens.length; i++) {
    while ((stack.at(-1)?.end ?? 0) <= i) {
      stack.pop();
    }
    const scope = stack.at(-1)?.scope ?? root;
    scopeOf.push(scope);
    const token = tokens[i];
    if (!token) {
      continue;
    }
    const parameters = bodies.get(i);
    if (is(i, '{') || parameters) {
      const inner: Scope = { parent: scope, isFunction: parameters !== undefined, declarations: new Map() };
      for (const name of parameters ?? []) {
        declare(inner, { name, path: [] }, undefined, true);
      }
      stack.push({ scope: inner, end: is(i, '{') ? closeOf(i) : Math.max(endOfExpression(i), i + 1) });
      scopeOf[i] = inner;
    }
    if (token.type === 'keyword') {
      if (token.text === 'for') {
        const header = is(i + 1, '(') ? i + 1 : i + 2;
        const body = closeOf(header) + 1;
        const end = is(body, '{') ? closeOf(body) + 1 : endOfExpression(body);
        stack.push({ scope: { parent: scope, isFunction: false, declarations: new Map() }, end });
      }
      if (token.text === 'const' || token.text === 'let' || token.text === 'var') {
        readDeclarators(i, stack.at(-1)?.scope ?? scope);
      } else if (token.text === 'function' || token.text === 'class') {
        const name = is(i + 1, '*') ? i + 2 : i + 1;
        const nameToken = tokens[name];
        if (nameToken?.type === 'identifier') {
          declaring.add(name);
          declare(scope, { name: nameToken.text, path: [] }, undefined, false);
        }
      }
      if (token.text === 'catch' && is(i + 1, '(')) {
        bodies.set(closeOf(i + 1) + 1, parameterNames(i + 1));
      }
    } else if (is(i, '=>')) {
      if (!bodies.has(i + 1)) {
        const before = tokens[i - 1];
        bodies.set(i + 1, before?.type === 'identifier' ? [before.text] : []);
      }
      if (tokens[i - 1]?.type === 'identifier') {
        declaring.add(i - 1);
      }
    } else if (is(i, '(')) {
      const end = closeOf(i);
      const isControl =
        tokens[i - 1]?.type === 'keyword' && /^(if|for|while|switch|with|catch)$/.test(tokens[i - 1]?.text ?? '');
      if (is(end + 1, '=>')) {
        bodies.set(end + 2, parameterNames(i));
      } else if (is(end + 1, '{') && !isControl) {
        // A function or a method: nothing else puts `{` right behind a parenthesis.
        bodies.set(end + 1, parameterNames(i));
      }
    } else if (token.type === 'identifier' && is(i + 1, '=') && !is(i - 1, '.') && !is(i - 1, '?.')) {
      assignments.push(i);
    }
  }
  for (const index of assignments) {
    const name = tokens[index]?.text ?? '';
    if (!declaring.has(index)) {
      lookUp(scopeOf[index], name)?.assignments.push(index + 2);
    }
  }
  return { scopeOf, closing, declaring, patternProperties, patternBraces };
}

/** The declaration that a name refers to in a scope, or `undefined` for a global. */
export function lookUp(scope: Scope | undefined, name: string): Declaration | undefined {
  for (let each = scope; each; each = each.parent) {
    const declaration = each.declarations.get(name);
    if (declaration) {
      return declaration;
    }
  }
  return undefined;
}

function functionScope(scope: Scope): Scope {
  let each = scope;
  while (!each.isFunction && each.parent) {
    each = each.parent;
  }
  return each;
}

function matchBrackets(tokens: readonly Token[]): Map<number, number> {
  const closing = new Map<number, number>();
  const open: number[] = [];
  const pair: Record<string, string> = { ')': '(', ']': '[', '}': '{' };
  tokens.forEach((token, index) => {
    if (token.type !== 'punctuator') {
      return;
    }
    if (token.text === '(' || token.text === '[' || token.text === '{') {
      open.push(index);
      closing.set(index, tokens.length);
    } else if (token.text in pair) {
      // A bracket of another kind that was left open does not swallow this one's partner.
      const partner = open.findLastIndex((each) => tokens[each]?.text === pair[token.text]);
      if (partner >= 0) {
        closing.set(open[partner] ?? 0, index);
        open.length = partner;
      }
    }
  });
  return closing;
}
