import type { TextRange } from '../text';
import { argumentOf, callsByName } from './calls';
import type { Parameter } from './functions';
import { type CodeLanguage, findRoots, isBelowRoot, namesRoot, type Roots } from './roots';
import { type Declaration, lookUp, type PatternSource, type Scopes } from './scopes';
import { common, isUnsure, surer, type Value } from './sureness';
import type { TokenList } from './tokenList';
import type { Token } from './tokens';

/** Deeper paths than this say nothing about bindings. */
export const deepest = 5;

/** Told of each step on a path. Receivers are the names below `params` of what stands before. */
export interface Steps {
  /** `next` is the index of the token behind it. */
  access(path: readonly string[], range: TextRange, form: 'member' | 'element', next: number): void;
  member(receiver: readonly string[], dot: Token, name: Token | undefined): void;
  /** `isWhole`: there is nothing in the brackets but the key. */
  element(receiver: readonly string[], key: Token | undefined, isWhole: boolean): void;
}

/** What can stand behind an expression that is a path and nothing more. */
const expressionEnd = /^([,;)\]}!]|\?\?|\|\||as|satisfies)$/;
/** Type arguments of a call have no more tokens than this. */
const longestTypeArguments = 40;

/** Finds what expressions and names of a file stand for: the alias resolver. Expressions are named by their first token. */
export class Values {
  readonly roots: Roots;
  /** The calls of functions by name; see `callsByName`. */
  readonly calls: ReadonlyMap<string, readonly number[]>;
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
    file: string,
  ) {
    this.roots = findRoots(text, list, scopes, language, file);
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
    const ends = !after || after.newLine || expressionEnd.test(after.text);
    return ends ? value : undefined;
  }

  ofPatternSource(source: PatternSource): Value {
    return 'parameter' in source ? this.ofParameter(source.parameter) : this.ofExpression(source.initializer);
  }

  /** What properties of a value are. */
  below(value: readonly string[], path: readonly string[]): Value {
    return path.reduce<Value>((at, name) => at && this.roots.property(at, name), value);
  }

  /** Follows `name.a?.b['c']` from its first token; returns its value and the index of the token after it. */
  follow(start: number, onStep?: Steps): { readonly value: Value; readonly next: number } {
    const { list } = this;
    let index = start;
    while (list.is(index, 'await')) {
      index++;
    }
    const first = this.ofFirst(index);
    let path = first.value;
    index = first.next;
    while (path && path.length <= deepest) {
      if (list.is(index, '!') && this.language === 'typescript' && (list.isDot(index + 1) || list.is(index + 1, '['))) {
        index++;
        continue;
      }
      if (isBelowRoot(path) && path.length === deepest) {
        break;
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

  /** The value of what an expression begins with: a name, `this`, or an expression in parentheses. */
  private ofFirst(index: number): { readonly value: Value; readonly next: number } {
    const { list } = this;
    const token = list.tokens[index];
    const next = index + 1;
    if (token?.type === 'identifier') {
      return { value: this.ofName(index, token.text), next };
    }
    if (this.language === 'stage' || token?.type === 'string') {
      return { value: undefined, next };
    }
    switch (token?.text) {
      case 'this':
        return { value: this.roots.ofThis, next };
      case 'import':
        return { value: list.isDot(next) ? [namesRoot, 'import'] : undefined, next };
      case '(': {
        const inner = this.follow(next);
        const isWhole = /^(\)|as|satisfies|\?\?|\|\|)$/.test(list.tokens[inner.next]?.text ?? '');
        return { value: isWhole ? inner.value : undefined, next: list.closeOf(index) + 1 };
      }
      default:
        return { value: undefined, next };
    }
  }

  private step(path: readonly string[], index: number, onStep: Steps | undefined): Step | undefined {
    const { list } = this;
    if (!isBelowRoot(path)) {
      return this.nameStep(path, index);
    }
    const bracket = list.is(index, '?.') && list.is(index + 1, '[') ? index + 1 : index;
    if (list.is(bracket, '[')) {
      return this.elementStep(path, bracket, onStep);
    }
    return list.isDot(index) ? this.memberStep(path, index, onStep) : undefined;
  }

  /** A step on names that may lead to `env`, which is no access yet. */
  private nameStep(path: readonly string[], index: number): Step | undefined {
    const { list } = this;
    const { tokens } = list;
    if (list.isDot(index)) {
      const at = list.is(index + 1, '#') ? index + 2 : index + 1;
      const name = tokens[at];
      if (name?.type === 'identifier' && !name.newLine) {
        return { path: this.roots.property(path, name.text), next: at + 1 };
      }
      if (!list.is(at, '[') && !list.is(at, '(')) {
        return { path: undefined, next: index };
      }
    }
    const open = list.isDot(index) ? index + 1 : index;
    if (list.is(open, '[')) {
      const key = tokens[open + 1];
      const name = key && literal(key, this.text);
      const isWhole = name !== undefined && list.closeOf(open) === open + 2;
      return { path: isWhole ? this.roots.property(path, name) : undefined, next: list.closeOf(open) + 1 };
    }
    const call = list.is(open, '<') ? this.afterTypeArguments(open) : open;
    if (call !== undefined && list.is(call, '(') && !(tokens[call]?.newLine && call === index)) {
      return { path: this.roots.property(path, '()'), next: list.closeOf(call) + 1 };
    }
    return undefined;
  }

  /** The index of the parenthesis behind type arguments; `undefined` if it is a comparison. */
  private afterTypeArguments(open: number): number | undefined {
    const { list } = this;
    let depth = 0;
    for (let i = open; this.language === 'typescript' && i < open + longestTypeArguments; i++) {
      depth += list.angles(i);
      if (depth <= 0) {
        return list.is(i + 1, '(') ? i + 1 : undefined;
      }
      if (list.is(i, ';') || list.is(i, ')')) {
        return undefined;
      }
    }
    return undefined;
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
    onStep?.access(inner, { start: key.start + 1, end: Math.max(key.start + 1, key.end - 1) }, 'element', bracket + 3);
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
    onStep?.access(inner, { start: name.start, end: name.end }, 'member', index + 2);
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
    if (root && !isUnsure(root)) {
      return root;
    }
    if (!this.ofDeclarations.has(declaration)) {
      // Where a name leads to itself, it stands for nothing.
      this.ofDeclarations.set(declaration, undefined);
      this.ofDeclarations.set(declaration, this.ofDeclaration(declaration));
    }
    const value = this.ofDeclarations.get(declaration);
    if (this.language === 'stage') {
      // Where the calls of a function are known, nothing has to be guessed of its parameters.
      return value ?? (this.isCalled(declaration) ? undefined : root);
    }
    return surer(value, root);
  }

  private isCalled({ parameter }: Declaration): boolean {
    return parameter?.owner !== undefined && this.calls.has(parameter.owner);
  }

  private ofDeclaration({ parameter, initializer, assignments, path }: Declaration): Value {
    const sources = initializer === undefined ? assignments : [initializer, ...assignments];
    const value = parameter ? this.ofParameter(parameter) : common(sources.map((each) => this.ofExpression(each)));
    return value && !path.includes('[]') && !path.includes('...') ? this.below(value, path) : undefined;
  }

  /** What every call of a function of the file hands to one of its parameters, where that is the same; else what it says itself. */
  private ofParameter(parameter: Parameter): Value {
    const { owner, index } = parameter;
    const sites = (owner !== undefined && this.calls.get(owner)) || [];
    const starts = sites.map((site) => argumentOf(this.list, site, index));
    const value = common(starts.map((start) => (start === undefined ? undefined : this.ofExpression(start))));
    if (value) {
      for (const start of starts) {
        this.followedArguments.add(start ?? -1);
      }
    }
    const root = this.roots.ofParameter(parameter);
    return root && !isUnsure(root) ? root : surer(value, root);
  }
}

/** A step on a path: the path with it, and the index of the token after it. */
interface Step {
  readonly path: Value;
  readonly next: number;
}

/** The text of a string, or of a template without substitutions. */
function literal(token: Token, text: string): string | undefined {
  if (token.type === 'string') {
    return token.text;
  }
  const isWhole = token.type === 'template' && token.end - token.start > 1 && text.charAt(token.end - 1) === '`';
  return isWhole ? text.slice(token.start + 1, token.end - 1) : undefined;
}
