import type { TextRange } from '../text';
import { argumentOf, callsByName } from './calls';
import type { Parameter } from './functions';
import { type CodeLanguage, contextRoot, findRoots, guessedEnv, guessedParams, type Roots } from './roots';
import { type Declaration, lookUp, type PatternSource, type Scopes } from './scopes';
import type { TokenList } from './tokenList';
import type { Token } from './tokens';

/** A value that is `params` or something below it, as the names that lead there; `undefined` for any other. */
export type Value = readonly string[] | undefined;

/** Deeper paths than this say nothing about bindings. */
export const deepest = 5;

/** Told of each step on a path. Receivers are the names below `params` of what stands before. */
export interface Steps {
  access(path: readonly string[], range: TextRange, form: 'member' | 'element'): void;
  member(receiver: readonly string[], dot: Token, name: Token | undefined): void;
  /** `isWhole`: there is nothing in the brackets but the key. */
  element(receiver: readonly string[], key: Token | undefined, isWhole: boolean): void;
}

/** Finds what expressions and names of a file stand for: the alias resolver. Expressions are named by their first token. */
export class Values {
  readonly roots: Roots;
  private readonly calls: ReadonlyMap<string, readonly number[]>;
  /** What names stand for, guesses included, and what their values say of them. */
  private readonly ofNames = new Map<Declaration, Value>();
  private readonly ofDeclarations = new Map<Declaration, Value>();
  /** Arguments whose value is followed into the function that they are handed to. */
  private readonly followedArguments = new Set<number>();

  constructor(
    private readonly text: string,
    private readonly list: TokenList,
    private readonly scopes: Scopes,
    private readonly language: CodeLanguage,
  ) {
    this.roots = findRoots(text, list.tokens, scopes, language);
    this.calls = callsByName(list, scopes);
  }

  /** Follows arguments into the functions that they are handed to. */
  followArguments(declarations: readonly Declaration[]): void {
    for (const declaration of declarations) {
      if (this.isCalled(declaration)) {
        this.ofDeclarations.set(declaration, undefined);
        this.ofDeclarations.set(declaration, this.ofDeclaration(declaration));
      }
    }
  }

  isFollowedArgument(index: number): boolean {
    return this.followedArguments.has(index);
  }

  /** The value of an expression that is a path and nothing more; `a ?? b` and `a || b` count as `a`. */
  ofExpression(start: number): Value {
    const { value, next } = this.follow(start);
    const after = this.list.tokens[next];
    const ends = !after || after.newLine || /^([,;)\]}]|\?\?|\|\|)$/.test(after.text);
    return ends ? value : undefined;
  }

  ofPatternSource(source: PatternSource): Value {
    return 'parameter' in source ? this.ofParameter(source.parameter) : this.ofExpression(source.initializer);
  }

  /** Follows `name.a?.b['c']` from its first token; returns its value and the index of the token after it. */
  follow(start: number, onStep?: Steps): { readonly value: Value; readonly next: number } {
    const { list } = this;
    let index = start;
    while (list.is(index, 'await')) {
      index++;
    }
    let path = this.ofFirstToken(index);
    index++;
    while (path && path.length < deepest) {
      if (list.is(index, '!') && this.language === 'typescript' && list.is(index + 1, '.')) {
        index++;
        continue;
      }
      const step: Step | undefined = this.step(path, index, onStep);
      if (!step) {
        break;
      }
      path = step.path;
      index = step.next;
    }
    return { value: path, next: index };
  }

  private ofFirstToken(index: number): Value {
    const token = this.list.tokens[index];
    if (token?.type === 'identifier') {
      return this.ofName(index, token.text);
    }
    return this.list.is(index, 'this') ? this.roots.ofThis : undefined;
  }

  private step(path: readonly string[], index: number, onStep: Steps | undefined): Step | undefined {
    const { list } = this;
    const isDot = list.isDot(index);
    if (path[0] === contextRoot) {
      // Of what a handler is given, only `env` is of interest.
      const isEnv = isDot && list.tokens[index + 1]?.text === 'env';
      const isOver = list.tokens[index]?.type !== 'punctuator';
      return isEnv
        ? { path: this.roots.ofContext, next: index + 2 }
        : isOver
          ? undefined
          : { path: undefined, next: index };
    }
    const bracket = list.is(index, '?.') && list.is(index + 1, '[') ? index + 1 : index;
    if (list.is(bracket, '[')) {
      return this.elementStep(path, bracket, onStep);
    }
    return isDot ? this.memberStep(path, index, onStep) : undefined;
  }

  private elementStep(path: readonly string[], bracket: number, onStep: Steps | undefined): Step | undefined {
    const { list } = this;
    const key = list.tokens[bracket + 1];
    const name = key && literal(key, this.text);
    onStep?.element(path, key, name !== undefined && list.closeOf(bracket) === bracket + 2);
    if (!key || name === undefined || !list.is(bracket + 2, ']')) {
      return undefined;
    }
    const inner = [...path, name];
    onStep?.access(inner, { start: key.start + 1, end: Math.max(key.start + 1, key.end - 1) }, 'element');
    return { path: inner, next: bracket + 3 };
  }

  private memberStep(path: readonly string[], index: number, onStep: Steps | undefined): Step | undefined {
    const [dot, name] = [this.list.tokens[index], this.list.tokens[index + 1]];
    // A name on a later line belongs to the next statement: `params.infra.` is still being typed.
    const isTyped = name?.type === 'identifier' && !name.newLine;
    if (dot) {
      onStep?.member(path, dot, isTyped ? name : undefined);
    }
    if (!isTyped) {
      return undefined;
    }
    const inner = [...path, name.text];
    onStep?.access(inner, { start: name.start, end: name.end }, 'member');
    return { path: inner, next: index + 2 };
  }

  private ofName(index: number, name: string): Value {
    const declaration = lookUp(this.scopes.scopeOf[index], name);
    if (!declaration) {
      return this.roots.valueOf(name, undefined);
    }
    if (!this.ofNames.has(declaration)) {
      this.ofNames.set(declaration, this.ofDeclared(name, declaration));
    }
    return this.ofNames.get(declaration);
  }

  private ofDeclared(name: string, declaration: Declaration): Value {
    const root = this.roots.valueOf(name, declaration);
    const isGuess = root?.[0] === guessedEnv || root?.[0] === guessedParams;
    if ((root && !isGuess) || this.scopes.imports.has(name)) {
      return root;
    }
    if (!this.ofDeclarations.has(declaration)) {
      // Where a name leads to itself, it stands for nothing.
      this.ofDeclarations.set(declaration, undefined);
      this.ofDeclarations.set(declaration, this.ofDeclaration(declaration));
    }
    // Where the calls of a function are known, nothing has to be guessed of its parameters.
    return this.ofDeclarations.get(declaration) ?? (this.isCalled(declaration) ? undefined : root);
  }

  private isCalled({ parameter }: Declaration): boolean {
    return parameter?.owner !== undefined && this.calls.has(parameter.owner);
  }

  private ofDeclaration({ parameter, initializer, assignments, path }: Declaration): Value {
    const sources = initializer === undefined ? assignments : [initializer, ...assignments];
    const value = parameter ? this.ofParameter(parameter) : common(sources.map((each) => this.ofExpression(each)));
    return value && !path.includes('[]') && !path.includes('...') ? below(value, path) : undefined;
  }

  /** What every call of a function of the file hands to one of its parameters, where that is the same. */
  private ofParameter({ owner, index }: Parameter): Value {
    const sites = (owner !== undefined && this.calls.get(owner)) || [];
    const starts = sites.map((site) => argumentOf(this.list, site, index));
    const value = common(starts.map((start) => (start === undefined ? undefined : this.ofExpression(start))));
    if (value) {
      for (const start of starts) {
        this.followedArguments.add(start ?? -1);
      }
    }
    return value;
  }
}

/** A step on a path: the path with it, and the index of the token after it. */
interface Step {
  readonly path: Value;
  readonly next: number;
}

/** The value that all of several expressions have; `undefined` if they differ or there is none. */
function common(found: readonly Value[]): Value {
  const [first] = found;
  return found.every((value) => value?.join('\0') === first?.join('\0')) ? first : undefined;
}

/** The path of a property of a value; of what a handler is given, only `env` is of interest. */
export function below(value: readonly string[], path: readonly string[]): Value {
  if (value[0] !== contextRoot) {
    return [...value, ...path];
  }
  return path[0] === 'env' ? path : path.length === 0 ? value : undefined;
}

/** The text of a string, or of a template without substitutions. */
function literal(token: Token, text: string): string | undefined {
  if (token.type === 'string') {
    return token.text;
  }
  const isWhole = token.type === 'template' && token.end - token.start > 1 && text.charAt(token.end - 1) === '`';
  return isWhole ? text.slice(token.start + 1, token.end - 1) : undefined;
}
