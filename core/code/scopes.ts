import type { Token } from './tokens';

/** A name that a scope declares, and what is known of its value. */
export interface Declaration {
  readonly name: string;
  /** Index of the token that begins the value's expression; `undefined` where no expression says it (parameters, loops). */
  readonly initializer: number | undefined;
  /** Properties to follow from the initializer, for a name from a destructuring pattern. */
  readonly path: readonly string[];
  /** Where it stands among the parameters of which function, for a parameter. */
  readonly parameter: Parameter | undefined;
  /** Tokens that begin the expressions assigned later. */
  readonly assignments: number[];
}

export interface Parameter {
  readonly index: number;
  /** The name of the function, method or property that holds it, if it has one. */
  readonly owner: string | undefined;
  /** It, or the function's only name for it, has a type written to it. */
  readonly isTyped: boolean;
}

/** A token of a pattern, and the properties that lead there. */
interface PatternPart {
  readonly index: number;
  readonly path: readonly string[];
}

/** A name that a target declares, and the properties that lead to its value. */
interface Target {
  readonly name: string;
  readonly path: readonly string[];
  readonly parameter?: Parameter;
}

export interface Scope {
  readonly parent: Scope | undefined;
  readonly isFunction: boolean;
  readonly declarations: Map<string, Declaration>;
}

/** What a destructuring pattern takes apart: an expression, by its first token, or what a parameter is handed. */
export type PatternSource = { readonly initializer: number } | { readonly parameter: Parameter };

/** `{ key: … }` in a destructuring pattern: which property of what it reads. */
export interface PatternProperty {
  readonly key: Token;
  readonly path: readonly string[];
  readonly source: PatternSource;
  readonly isShorthand: boolean;
}

/** The braces of a destructuring pattern: what can be completed between them. */
export interface PatternBraces {
  /** Offsets just inside the braces. */
  readonly start: number;
  readonly end: number;
  readonly path: readonly string[];
  readonly source: PatternSource;
}

/** Who declares which name where, in one file. */
export interface Scopes {
  readonly root: Scope;
  readonly all: readonly Scope[];
  /** For each token, the innermost scope. */
  readonly scopeOf: readonly Scope[];
  /** For each token: of a bracket that opens, the index of the one that closes it, or the number of tokens; otherwise 0. */
  readonly closing: ArrayLike<number>;
  /** For each token, 1 if it declares a name or is a key of a pattern: it is no reference then. */
  readonly declaring: ArrayLike<number>;
  readonly patternProperties: readonly PatternProperty[];
  readonly patternBraces: readonly PatternBraces[];
  /** What the file imports, by the name it has here. */
  readonly imports: ReadonlyMap<string, Import>;
}

export interface Import {
  readonly module: string;
  readonly name: string;
}

const expressionEnds = new Set([',', ';', ')', ']', '}']);
const closers = new Set([')', ']', '}']);
const operatorWords = new Set(['in', 'instanceof', 'of']);
/** Keywords whose parenthesis holds no parameters. */
const controls = new Set(['if', 'for', 'while', 'switch', 'with', 'catch']);

/** Whether a token at the beginning of a line cannot go on with what stands before, so that a semicolon was left out. */
function beginsStatement(before: Token | undefined, token: Token): boolean {
  if (token.type === 'punctuator' || token.type === 'template' || operatorWords.has(token.text)) {
    return false;
  }
  return before?.type === 'punctuator' ? closers.has(before.text) : before?.type !== 'keyword';
}

/** Finds the scopes and declarations of a file. Never fails; unclosed brackets reach to the end of the text. */
export function findScopes(tokens: readonly Token[], textLength: number, isTypeScript = false): Scopes {
  const closing = matchBrackets(tokens);
  const root: Scope = { parent: undefined, isFunction: true, declarations: new Map() };
  const all = [root];
  const scopeOf: Scope[] = [];
  const declaring = new Uint8Array(tokens.length);
  const patternProperties: PatternProperty[] = [];
  const patternBraces: PatternBraces[] = [];
  /** Scopes with parameters, by the index of the token that opens their body. */
  const bodies = new Map<number, Target[]>();
  const assignments: number[] = [];
  const imports = new Map<string, Import>();
  const stack: { scope: Scope; end: number }[] = [{ scope: root, end: Number.POSITIVE_INFINITY }];

  const is = (index: number, text: string) => {
    const token = tokens[index];
    return token !== undefined && token.text === text && (token.type === 'punctuator' || token.type === 'keyword');
  };
  const closeOf = (index: number) => closing[index] || tokens.length;
  /** The index after a token, or after all that is between brackets that it opens. */
  const skip = (index: number) => (closing[index] || index) + 1;

  /** Reads the target of a declaration: a name or a pattern. Returns the index after it. */
  const readTarget = (
    index: number,
    path: readonly string[],
    found: Target[],
    patterns: PatternPart[],
    keys: PatternPart[],
  ): number => {
    const token = tokens[index];
    if (token?.type === 'identifier') {
      declaring[index] = 1;
      found.push({ name: token.text, path });
      return index + 1;
    }
    if (is(index, '[')) {
      const end = closeOf(index);
      for (let i = index + 1; i < end; i++) {
        const element = tokens[i];
        if (element?.type === 'identifier' && !is(i - 1, '=') && !is(i - 1, '.')) {
          declaring[i] = 1;
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
        declaring[i] = 1;
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
        i = skip(i);
      }
      i++;
    }
    return end + 1;
  };

  const declare = (scope: Scope, { name, path, parameter }: Target, initializer: number | undefined) => {
    scope.declarations.set(name, { name, path, parameter, initializer, assignments: [] });
  };

  const addPattern = (keys: readonly PatternPart[], braces: readonly PatternPart[], source: PatternSource) => {
    for (const { index, path } of keys) {
      const key = tokens[index];
      if (key) {
        patternProperties.push({ key, path, source, isShorthand: key.type !== 'string' && !is(index + 1, ':') });
      }
    }
    for (const { index, path } of braces) {
      const start = tokens[index]?.end ?? 0;
      patternBraces.push({ start, end: tokens[closeOf(index)]?.start ?? textLength, path, source });
    }
  };

  const readDeclarators = (keyword: number, scope: Scope) => {
    const target = is(keyword, 'var') ? functionScope(scope) : scope;
    let index = keyword + 1;
    for (;;) {
      const found: Target[] = [];
      const patterns: PatternPart[] = [];
      const keys: PatternPart[] = [];
      const afterTarget = readTarget(index, [], found, patterns, keys);
      if (afterTarget === index) {
        return;
      }
      const next = isTypeScript && is(afterTarget, ':') ? endOfType(afterTarget + 1) : afterTarget;
      const initializer = is(next, '=') ? next + 1 : undefined;
      for (const each of found) {
        declare(target, each, initializer);
      }
      if (initializer !== undefined) {
        addPattern(keys, patterns, { initializer });
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
      if (token?.type === 'punctuator' && expressionEnds.has(token.text)) {
        break;
      }
      if (i > index && token?.newLine && beginsStatement(tokens[i - 1], token)) {
        break;
      }
      i = skip(i);
    }
    return i;
  };

  /** The index after a type annotation of TypeScript: at what ends the declaration that it belongs to. */
  const endOfType = (index: number): number => {
    let i = index;
    while (i < tokens.length && !is(i, '=') && !is(i, ',') && !is(i, ';') && !is(i, ')')) {
      i = skip(i);
    }
    return i;
  };

  const readParameters = (openParenthesis: number): Target[] => {
    const found: Target[] = [];
    const owner = ownerOf(openParenthesis);
    const end = closeOf(openParenthesis);
    let i = openParenthesis + 1;
    for (let index = 0; i < end; index++) {
      while (is(i, '...') || (isTypeScript && isModifier(tokens[i], tokens[i + 1]))) {
        i++;
      }
      const names: Target[] = [];
      const patterns: PatternPart[] = [];
      const keys: PatternPart[] = [];
      const next = readTarget(i, [], names, patterns, keys);
      const isTyped = is(next, ':') || is(next + 1, ':');
      const parameter = { index, owner, isTyped };
      found.push(...names.map((each) => ({ ...each, parameter })));
      addPattern(keys, patterns, { parameter });
      i = endOfExpression(Math.max(next, i)) + 1;
    }
    return found;
  };

  /** `fetch` of `fetch(…)`, `fetch: async (…)`, `function fetch(…)`. */
  const ownerOf = (openParenthesis: number): string | undefined => {
    let i = openParenthesis - 1;
    if (tokens[i]?.type === 'keyword' && tokens[i]?.text === 'async') {
      i--;
    }
    while (is(i, 'function') || is(i, ':') || is(i, '=') || is(i, 'async') || is(i, '*')) {
      i--;
    }
    return tokens[i]?.type === 'identifier' ? tokens[i]?.text : undefined;
  };

  /** The index of the body's first token behind a parameter list, over a return type; `undefined` if it is none. */
  const bodyAfter = (closeParenthesis: number): number | undefined => {
    const after = closeParenthesis + 1;
    if (is(after, '=>')) {
      return after + 1;
    }
    if (is(after, '{')) {
      return after;
    }
    if (!isTypeScript || !is(after, ':')) {
      return undefined;
    }
    let i = after + 1;
    while (i < tokens.length && !is(i, ';') && !is(i, ',') && !is(i, ')') && !is(i, '}') && !is(i, '=')) {
      if (is(i, '=>')) {
        return i + 1;
      }
      if (is(i, '{')) {
        const next = closeOf(i) + 1;
        // Braces of a type go on with another operator, or with the body.
        if (!is(next, '{') && !is(next, '=>') && !is(next, '|') && !is(next, '&') && !is(next, '[') && !is(next, '>')) {
          return i;
        }
      }
      i = skip(i);
    }
    return undefined;
  };

  /** `import a, { b as c } from 'module'`: the names are declared with the module as their path. */
  const readImports = (keyword: number, scope: Scope) => {
    const from = tokens.findIndex(
      (token, index) => index > keyword && (token.text === 'from' || token.type === 'string'),
    );
    const module = tokens[from]?.type === 'string' ? tokens[from] : tokens[from + 1];
    if (from < 0 || module?.type !== 'string') {
      return;
    }
    for (let i = keyword + 1; i < from; i++) {
      const token = tokens[i];
      if (token?.type === 'identifier' && !(tokens[i + 1]?.text === 'as')) {
        const imported = tokens[i - 1]?.text === 'as' ? tokens[i - 2]?.text : token.text;
        declaring[i] = 1;
        declare(scope, { name: token.text, path: [] }, undefined);
        imports.set(token.text, { module: module.text, name: imported ?? '' });
      }
    }
  };

  for (let i = 0; i < tokens.length; i++) {
    let innermost = stack[stack.length - 1];
    while (innermost && innermost.end <= i) {
      stack.pop();
      innermost = stack[stack.length - 1];
    }
    const scope = innermost?.scope ?? root;
    scopeOf.push(scope);
    const token = tokens[i];
    if (!token) {
      continue;
    }
    const text = token.type === 'punctuator' || token.type === 'keyword' ? token.text : '';
    const parameters = bodies.get(i);
    if (text === '{' || parameters) {
      const inner: Scope = { parent: scope, isFunction: parameters !== undefined, declarations: new Map() };
      all.push(inner);
      for (const parameter of parameters ?? []) {
        declare(inner, parameter, undefined);
      }
      stack.push({ scope: inner, end: text === '{' ? closeOf(i) : Math.max(endOfExpression(i), i + 1) });
      scopeOf[i] = inner;
    }
    switch (text) {
      case '':
        if (token.type === 'identifier' && is(i + 1, '=') && !is(i - 1, '.') && !is(i - 1, '?.')) {
          assignments.push(i);
        }
        break;
      case '=>':
        if (!bodies.has(i + 1)) {
          const before = tokens[i - 1];
          const parameter = { index: 0, owner: ownerOf(i - 1), isTyped: false };
          bodies.set(i + 1, before?.type === 'identifier' ? [{ name: before.text, path: [], parameter }] : []);
        }
        if (tokens[i - 1]?.type === 'identifier') {
          declaring[i - 1] = 1;
        }
        break;
      case '(': {
        const before = tokens[i - 1];
        // A function or a method: nothing else puts `{` or `=>` right behind a parenthesis.
        const body = before?.type === 'keyword' && controls.has(before.text) ? undefined : bodyAfter(closeOf(i));
        if (body !== undefined) {
          bodies.set(body, readParameters(i));
        }
        break;
      }
      case 'for': {
        const open = is(i + 1, '(') ? i + 1 : i + 2;
        const body = closeOf(open) + 1;
        const end = is(body, '{') ? closeOf(body) + 1 : endOfExpression(body);
        const header: Scope = { parent: scope, isFunction: false, declarations: new Map() };
        all.push(header);
        stack.push({ scope: header, end });
        break;
      }
      case 'const':
      case 'let':
      case 'var':
        readDeclarators(i, stack.at(-1)?.scope ?? scope);
        break;
      case 'function':
      case 'class': {
        const name = is(i + 1, '*') ? i + 2 : i + 1;
        const nameToken = tokens[name];
        if (nameToken?.type === 'identifier') {
          declaring[name] = 1;
          declare(scope, { name: nameToken.text, path: [] }, undefined);
        }
        break;
      }
      case 'catch':
        if (is(i + 1, '(')) {
          bodies.set(closeOf(i + 1) + 1, readParameters(i + 1));
        }
        break;
      case 'import':
        readImports(i, root);
        break;
    }
  }
  for (const index of assignments) {
    const name = tokens[index]?.text ?? '';
    if (!declaring[index]) {
      lookUp(scopeOf[index], name)?.assignments.push(index + 2);
    }
  }
  return { root, all, scopeOf, closing, declaring, patternProperties, patternBraces, imports };
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

const modifiers = /^(public|private|protected|readonly|override)$/;

/** `private readonly env: Env` declares `env`. */
function isModifier(token: Token | undefined, next: Token | undefined): boolean {
  return token !== undefined && modifiers.test(token.text) && next?.type === 'identifier';
}

function matchBrackets(tokens: readonly Token[]): Uint32Array {
  const closing = new Uint32Array(tokens.length);
  const open: number[] = [];
  for (let index = 0; index < tokens.length; index++) {
    const token = tokens[index];
    if (token?.type !== 'punctuator') {
      continue;
    }
    switch (token.text) {
      case '(':
      case '[':
      case '{':
        open.push(index);
        closing[index] = tokens.length;
        break;
      case ')':
        close('(', index);
        break;
      case ']':
        close('[', index);
        break;
      case '}':
        close('{', index);
        break;
    }
  }
  return closing;

  /** A bracket of another kind that was left open does not swallow this one's partner. */
  function close(opening: string, index: number): void {
    let partner = open.length - 1;
    while (partner >= 0 && tokens[open[partner] ?? 0]?.text !== opening) {
      partner--;
    }
    if (partner >= 0) {
      closing[open[partner] ?? 0] = index;
      open.length = partner;
    }
  }
}
