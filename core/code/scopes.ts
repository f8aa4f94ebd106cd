import { bodyAfter, ownerOf, type Parameter, readParameters, typeAt } from './functions';
import { type ImportedName, importedNames } from './importedNames';
import { type DeclaredName, readTarget, type Target } from './patterns';
import type { TokenList } from './tokenList';
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
  /** The beginning of the type that is written to a variable; see `typeAt`. */
  readonly type: string | undefined;
  /** Tokens that begin the expressions assigned later. */
  readonly assignments: number[];
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
  /** `{ key = other }`, `{ key: name = other }`. */
  readonly hasDefault: boolean;
}

/** The braces of a destructuring pattern: what can be completed between them. */
export interface PatternBraces {
  /** UTF-16 offsets just inside the braces. */
  readonly start: number;
  readonly end: number;
  readonly path: readonly string[];
  readonly source: PatternSource;
}

/** Which scope declares which name, in one file. */
export interface Scopes {
  readonly all: readonly Scope[];
  /** For each token, the innermost scope. */
  readonly scopeOf: readonly Scope[];
  /** For each token, 1 if it declares a name or is a key of a pattern: it is no reference then. */
  readonly declaring: ArrayLike<number>;
  readonly patternProperties: readonly PatternProperty[];
  readonly patternBraces: readonly PatternBraces[];
  /** What the file imports, by the name it has here. */
  readonly imports: ReadonlyMap<string, ImportedName>;
}

type ParameterName = DeclaredName & { readonly parameter: Parameter };

/** Keywords whose parenthesis holds no parameters. */
const controls = new Set(['if', 'for', 'while', 'switch', 'with', 'catch']);

/**
 * Finds the scopes and declarations of a file, whose text has a length in UTF-16 units. Never fails; unclosed brackets reach
 * to the end of the text.
 */
export function findScopes(list: TokenList, textLength: number, isTypeScript: boolean): Scopes {
  const finder = new ScopeFinder(list, textLength, isTypeScript);
  finder.run();
  return finder;
}

class ScopeFinder implements Scopes {
  private readonly root: Scope = { parent: undefined, isFunction: true, declarations: new Map() };
  readonly all = [this.root];
  readonly scopeOf: Scope[] = [];
  readonly declaring: Uint8Array;
  readonly patternProperties: PatternProperty[] = [];
  readonly patternBraces: PatternBraces[] = [];
  readonly imports = new Map<string, ImportedName>();
  /** The parameters of functions, by the index of the token that opens their body. */
  private readonly bodies = new Map<number, readonly ParameterName[]>();
  /** The indexes of names that are assigned to. */
  private readonly assignments: number[] = [];
  /** The scopes around a token, and the indexes at which they end. */
  private readonly around: { readonly scope: Scope; readonly end: number }[] = [];

  constructor(
    private readonly list: TokenList,
    private readonly textLength: number,
    private readonly isTypeScript: boolean,
  ) {
    this.declaring = new Uint8Array(list.tokens.length);
  }

  run(): void {
    const { tokens } = this.list;
    for (let index = 0; index < tokens.length; index++) {
      const token = tokens[index];
      if (token) {
        this.visit(index, token);
      }
    }
    for (const index of this.assignments) {
      const name = tokens[index]?.text ?? '';
      if (!this.declaring[index]) {
        lookUp(this.scopeOf[index], name)?.assignments.push(index + 2);
      }
    }
  }

  private visit(index: number, token: Token): void {
    const { list } = this;
    const text = token.type === 'punctuator' || token.type === 'keyword' ? token.text : '';
    const scope = this.enter(index, text === '{');
    switch (text) {
      case '':
        if (token.type === 'identifier' && list.is(index + 1, '=') && !list.isDot(index - 1)) {
          this.assignments.push(index);
        }
        break;
      case '=>':
        this.readArrow(index);
        break;
      case '(':
        this.readFunction(index);
        break;
      case 'for':
        this.readFor(index);
        break;
      case 'const':
      case 'let':
      case 'var':
        this.readDeclarators(index, scope);
        break;
      case 'function':
      case 'class':
        this.readName(list.is(index + 1, '*') ? index + 2 : index + 1, scope);
        break;
      case 'catch':
        if (list.is(index + 1, '(')) {
          this.bodies.set(list.closeOf(index + 1) + 1, this.readParameters(index + 1));
        }
        break;
      case 'import':
        this.readImport(index);
        break;
    }
  }

  /** Leaves the scopes that have ended before a token and enters the one that begins with it; returns the innermost. */
  private enter(index: number, isBrace: boolean): Scope {
    const { list, around } = this;
    while ((around.at(-1)?.end ?? Number.POSITIVE_INFINITY) <= index) {
      around.pop();
    }
    const parameters = this.bodies.get(index);
    if (isBrace || parameters) {
      const end = isBrace ? list.closeOf(index) : Math.max(list.endOfExpression(index), index + 1);
      const inner = this.open(parameters !== undefined, end);
      for (const { name, path, parameter } of parameters ?? []) {
        inner.declarations.set(name, { ...withoutValue(name), path, parameter });
      }
    }
    const scope = this.innermost;
    this.scopeOf.push(scope);
    return scope;
  }

  private get innermost(): Scope {
    return this.around.at(-1)?.scope ?? this.root;
  }

  private open(isFunction: boolean, end: number): Scope {
    const scope: Scope = { parent: this.innermost, isFunction, declarations: new Map() };
    this.all.push(scope);
    this.around.push({ scope, end });
    return scope;
  }

  private readArrow(arrow: number): void {
    const { list, bodies, declaring } = this;
    const before = list.tokens[arrow - 1];
    const isName = before?.type === 'identifier';
    if (!bodies.has(arrow + 1)) {
      const begin = list.is(arrow - 2, 'async') ? arrow - 2 : arrow - 1;
      const name = before?.text;
      const parameter = { index: 0, owner: ownerOf(list, begin), name, type: undefined, open: arrow - 1 };
      bodies.set(arrow + 1, isName ? [{ name: before.text, path: [], parameter }] : []);
    }
    if (isName) {
      declaring[arrow - 1] = 1;
    }
  }

  /** A function or a method: nothing else puts `{` or `=>` right behind a parenthesis. */
  private readFunction(open: number): void {
    const before = this.list.tokens[open - 1];
    const isControl = before?.type === 'keyword' && controls.has(before.text);
    const body = isControl ? undefined : bodyAfter(this.list, this.list.closeOf(open), this.isTypeScript);
    if (body !== undefined) {
      this.bodies.set(body, this.readParameters(open));
    }
  }

  private readParameters(open: number): readonly ParameterName[] {
    const parameters = readParameters(this.list, open, this.declaring, this.isTypeScript);
    return parameters.flatMap(({ target, parameter }) => {
      this.addPattern(target, { parameter });
      return target.names.map((each) => ({ ...each, parameter }));
    });
  }

  private readFor(keyword: number): void {
    const { list } = this;
    const body = list.closeOf(list.is(keyword + 1, '(') ? keyword + 1 : keyword + 2) + 1;
    this.open(false, list.is(body, '{') ? list.closeOf(body) + 1 : list.endOfExpression(body));
  }

  private readDeclarators(keyword: number, scope: Scope): void {
    const { list } = this;
    const { declarations } = list.is(keyword, 'var') ? functionScope(scope) : scope;
    const isAmbient = this.isTypeScript && list.tokens[keyword - 1]?.text === 'declare';
    for (let index = keyword + 1; ; ) {
      const target = readTarget(list, index, this.declaring);
      if (target.next === index) {
        return;
      }
      const isTyped = this.isTypeScript && list.is(target.next, ':');
      const next = isTyped ? list.endOfType(target.next + 1) : target.next;
      const type = isTyped ? typeAt(list, target.next + 1) : undefined;
      const initializer = list.is(next, '=') ? next + 1 : undefined;
      // `declare const KV: KVNamespace` only says what a global is.
      for (const { name, path } of isAmbient ? [] : target.names) {
        declarations.set(name, { ...withoutValue(name), path, initializer, type });
      }
      if (initializer !== undefined) {
        this.addPattern(target, { initializer });
      }
      const end = list.endOfExpression(initializer ?? next);
      if (!list.is(end, ',')) {
        return;
      }
      index = end + 1;
    }
  }

  private readName(index: number, scope: Scope): void {
    const token = this.list.tokens[index];
    if (token?.type === 'identifier') {
      this.declareWithoutValue(index, token.text, scope);
    }
  }

  private readImport(keyword: number): void {
    for (const each of importedNames(this.list, keyword)) {
      this.declareWithoutValue(each.index, each.name, this.root);
      this.imports.set(each.name, each);
    }
  }

  private declareWithoutValue(index: number, name: string, { declarations }: Scope): void {
    this.declaring[index] = 1;
    declarations.set(name, withoutValue(name));
  }

  private addPattern({ keys, braces }: Target, source: PatternSource): void {
    const { list } = this;
    for (const { index, path } of keys) {
      const key = list.tokens[index];
      if (key) {
        const isShorthand = key.type !== 'string' && !list.is(index + 1, ':');
        const hasDefault = list.is(index + 1, '=') || (list.is(index + 1, ':') && list.is(index + 3, '='));
        this.patternProperties.push({ key, path, source, isShorthand, hasDefault });
      }
    }
    for (const { index, path } of braces) {
      const start = list.tokens[index]?.end ?? 0;
      const end = list.tokens[list.closeOf(index)]?.start ?? this.textLength;
      this.patternBraces.push({ start, end, path, source });
    }
  }
}

function withoutValue(name: string): Declaration {
  return { name, path: [], parameter: undefined, initializer: undefined, type: undefined, assignments: [] };
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
