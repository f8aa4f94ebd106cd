import type { TextRange } from '../text';
import { type CodeLanguage, contextRoot, findRoots, guessedEnv, guessedParams } from './roots';
import { type Declaration, findScopes, lookUp, type Parameter, type PatternSource, type Scopes } from './scopes';
import { type Token, tokenize } from './tokens';

/**
 * A place in code that reads something below `params` or a Worker's `env`, whatever it is called there:
 * `params.infra.CACHE`, `{ CACHE } = infra`, `this.env.CACHE`.
 */
export interface Access {
  /** The names below `params`, the one at `range` last: `['infra', 'CACHE']`. Below a Worker's `env`: `['env', 'CACHE']`. */
  readonly path: readonly string[];
  /** The last name, without quotes. */
  readonly range: TextRange;
  readonly form: 'member' | 'element' | 'destructuring';
  /** `{ CACHE }`: the key is the variable's name too. */
  readonly isShorthand?: boolean;
  /** It is called: `CACHE.get(`. */
  readonly isCalled?: boolean;
  /** What it is read from is called `env` or `params`, but nothing says that the runtime hands it over. */
  readonly isGuess?: boolean;
}

/** A place where a name below `receiver` can be typed. */
export interface AccessPoint {
  /** The names below `params` of what stands before: `['infra']`. */
  readonly receiver: readonly string[];
  readonly form: 'member' | 'element' | 'destructuring';
  /** Where a name typed here goes; empty where there is none yet. */
  readonly range: TextRange;
}

/** What a light scan of code tells. */
export interface CodeScan {
  /** In the order of the text. */
  readonly accesses: readonly Access[];
  readonly points: readonly AccessPoint[];
  /** Paths that are read with a computed name, or handed on whole, so that more may be used than the text says. */
  readonly opaque: readonly (readonly string[])[];
  /** The user has written a type for `env`. */
  readonly envIsTyped: boolean;
}

/** A value that is `params` or something below it, as the names that lead there; `undefined` for any other. */
type Value = readonly string[] | undefined;

/** Deeper paths than this say nothing about bindings. */
const deepest = 5;

/** Finds every access to `params` in the body of a stage file. */
export const scanStage = (text: string) => scanCode(text, 'stage');

/**
 * Finds every access to `params`, and in modules to a Worker's `env`: through aliases, destructuring, parameters of those
 * names, handlers' arguments, `this.env` and imports. Never fails, on half-typed text neither.
 */
export function scanCode(text: string, language: CodeLanguage): CodeScan {
  const tokens = tokenize(text);
  const scopes = findScopes(tokens, text.length, language === 'typescript');
  const roots = findRoots(text, tokens, scopes, language);
  const accesses: Access[] = [];
  const points: AccessPoint[] = [];
  const opaque: (readonly string[])[] = [];
  const values = new Map<Declaration, Value>();
  const found = new Map<Declaration, Value>();

  const valueOfName = (index: number, name: string): Value => {
    const declaration = lookUp(scopes.scopeOf[index], name);
    if (!declaration) {
      return roots.valueOf(name, undefined);
    }
    if (!found.has(declaration)) {
      found.set(declaration, valueOfDeclared(name, declaration));
    }
    return found.get(declaration);
  };

  const valueOfDeclared = (name: string, declaration: Declaration): Value => {
    const root = roots.valueOf(name, declaration);
    const isGuess = root?.[0] === guessedEnv || root?.[0] === guessedParams;
    if ((root && !isGuess) || !declaration || scopes.imports.has(name)) {
      return root;
    }
    if (!values.has(declaration)) {
      values.set(declaration, undefined);
      values.set(declaration, valueOfDeclaration(declaration));
    }
    // Where the calls of a function are known, nothing has to be guessed of its parameters.
    const isCalled = declaration.parameter?.owner !== undefined && calls.has(declaration.parameter.owner);
    return values.get(declaration) ?? (isCalled ? undefined : root);
  };

  /** Arguments whose value is followed into the function that they are handed to. */
  const followedArguments = new Set<number>();
  const calls = callsByName(tokens, scopes);

  /** What every call of a function of the file hands to one of its parameters, where that is the same. */
  const valueOfParameter = ({ owner, index }: Parameter): Value => {
    const sites = (owner !== undefined && calls.get(owner)) || [];
    const starts = sites.map((site) => argumentOf(tokens, scopes, site, index));
    const found = starts.map((start) => (start === undefined ? undefined : valueOfExpression(start)));
    const value = commonValue(found);
    if (value) {
      for (const start of starts) {
        followedArguments.add(start ?? -1);
      }
    }
    return value;
  };

  const valueOfDeclaration = ({ parameter, initializer, assignments, path }: Declaration): Value => {
    const sources = initializer === undefined ? assignments : [initializer, ...assignments];
    const value = parameter ? valueOfParameter(parameter) : commonValue(sources.map((each) => valueOfExpression(each)));
    return value && !path.includes('[]') && !path.includes('...') ? below(value, path) : undefined;
  };

  /** The value of an expression that is a path and nothing more; `a ?? b` and `a || b` count as `a`. */
  const valueOfExpression = (start: number): Value => {
    const { value, next } = follow(start, undefined);
    const after = tokens[next];
    const ends = !after || after.newLine || /^([,;)\]}]|\?\?|\|\|)$/.test(after.text);
    return ends ? value : undefined;
  };

  /** Follows `name.a?.b['c']` from its first token; tells each step to `onStep`. */
  const follow = (start: number, onStep: Steps | undefined): { value: Value; next: number } => {
    let index = start;
    while (tokens[index]?.type === 'keyword' && tokens[index]?.text === 'await') {
      index++;
    }
    const first = tokens[index];
    const isThis = first?.type === 'keyword' && first.text === 'this';
    const base = isThis ? roots.ofThis : first?.type === 'identifier' ? valueOfName(index, first.text) : undefined;
    index++;
    if (!base) {
      return { value: undefined, next: index };
    }
    let path: readonly string[] = base;
    for (;;) {
      const token = tokens[index];
      if (token?.type !== 'punctuator' || path.length >= deepest) {
        break;
      }
      if (token.text === '!' && language === 'typescript' && isPunctuator(tokens[index + 1], '.')) {
        index++;
        continue;
      }
      if (path[0] === contextRoot) {
        // Of what a handler is given, only `env` is of interest.
        const isEnv = tokens[index + 1]?.text === 'env' && (token.text === '.' || token.text === '?.');
        if (!isEnv) {
          return { value: undefined, next: index };
        }
        path = roots.ofContext;
        index += 2;
        continue;
      }
      const bracket = token.text === '?.' && isPunctuator(tokens[index + 1], '[') ? index + 1 : index;
      if (isPunctuator(tokens[bracket], '[')) {
        const key = tokens[bracket + 1];
        const name = key && literal(key, text);
        onStep?.element(path, key, scopes.closing[bracket] || tokens.length, bracket);
        if (!key || name === undefined || !isPunctuator(tokens[bracket + 2], ']')) {
          break;
        }
        path = [...path, name];
        onStep?.access(path, { start: key.start + 1, end: Math.max(key.start + 1, key.end - 1) }, 'element');
        index = bracket + 3;
      } else if (token.text === '.' || token.text === '?.') {
        const name = tokens[index + 1];
        // A name on a later line belongs to the next statement: `params.infra.` is still being typed.
        const isTyped = name?.type === 'identifier' && !name.newLine;
        onStep?.member(path, token, isTyped ? name : undefined);
        if (!isTyped) {
          break;
        }
        path = [...path, name.text];
        onStep?.access(path, { start: name.start, end: name.end }, 'member');
        index += 2;
      } else {
        break;
      }
    }
    return { value: path, next: index };
  };

  const steps: Steps = {
    access: (path, range, form) => accesses.push({ path, range, form }),
    member: (receiver, dot, name) => {
      const end = name?.end ?? dot.end;
      points.push({ receiver, form: 'member', range: { start: name?.start ?? dot.end, end } });
    },
    element: (receiver, key, close, bracket) => {
      if (key?.type === 'string') {
        const closed = key.end - key.start > 1 && text.charAt(key.end - 1) === text.charAt(key.start);
        points.push({
          receiver,
          form: 'element',
          range: { start: key.start + 1, end: closed ? key.end - 1 : key.end },
        });
      }
      if (!key || literal(key, text) === undefined || close !== bracket + 2) {
        opaque.push(receiver);
      }
    },
  };

  const declarations = allDeclarations(scopes);
  for (const declaration of declarations) {
    if (declaration.parameter?.owner !== undefined && calls.has(declaration.parameter.owner)) {
      values.set(declaration, undefined);
      values.set(declaration, valueOfDeclaration(declaration));
    }
  }
  const initializers = new Set(declarations.flatMap(({ initializer, assignments }) => [initializer, ...assignments]));
  tokens.forEach((token, index) => {
    const isThis = token.type === 'keyword' && token.text === 'this';
    if ((token.type !== 'identifier' && !isThis) || scopes.declaring[index] || isProperty(tokens, index)) {
      return;
    }
    const { value, next } = follow(index, steps);
    const last = accesses.at(-1);
    if (value && last && last.path === value && isPunctuator(tokens[next], '(')) {
      accesses[accesses.length - 1] = { ...last, isCalled: true };
    }
    const isFollowed =
      followedArguments.has(index) || (initializers.has(index) && valueOfExpression(index) !== undefined);
    if (value && value.length <= 1 && value[0] !== contextRoot && !isFollowed && isHandedOn(tokens, index, next)) {
      opaque.push(value);
    }
  });
  addPatterns(scopes, valueOfExpression, valueOfParameter, accesses, points, opaque);

  accesses.sort((a, b) => a.range.start - b.range.start);
  return {
    accesses: accesses.map(named),
    points: points.map((point) => ({ ...point, receiver: namedPath(point.receiver) })),
    opaque: opaque.map(namedPath),
    envIsTyped: roots.envIsTyped,
  };
}

/** Paths as others see them: that something is a guess stands beside the path, not in it. */
function named(access: Access): Access {
  const path = namedPath(access.path);
  return path === access.path ? access : { ...access, path, isGuess: true };
}

function namedPath(path: readonly string[]): readonly string[] {
  const [first, ...rest] = path;
  return first === guessedEnv ? ['env', ...rest] : first === guessedParams ? rest : path;
}

/** The value that all of several expressions have; `undefined` if they differ or there is none. */
function commonValue(found: readonly Value[]): Value {
  const [first] = found;
  return found.every((value) => value?.join('\0') === first?.join('\0')) ? first : undefined;
}

/** The indexes of the opening parentheses of calls, by the name of the function that is called. */
function callsByName(tokens: readonly Token[], scopes: Scopes): ReadonlyMap<string, readonly number[]> {
  const calls = new Map<string, number[]>();
  tokens.forEach((token, index) => {
    if (token.type === 'identifier' && isPunctuator(tokens[index + 1], '(') && !scopes.declaring[index]) {
      const before = tokens[index - 1];
      const isMember = isPunctuator(before, '.') || isPunctuator(before, '?.');
      const declaration = lookUp(scopes.scopeOf[index], token.text);
      if (!isMember && declaration && !declaration.parameter) {
        calls.set(token.text, [...(calls.get(token.text) ?? []), index + 1]);
      }
    }
  });
  return calls;
}

/** The index of the first token of an argument; `undefined` if the call has fewer, or spreads them. */
function argumentOf(tokens: readonly Token[], scopes: Scopes, open: number, position: number): number | undefined {
  const close = scopes.closing[open] || tokens.length;
  let index = open + 1;
  for (let left = position; left > 0; left--) {
    while (index < close && !isPunctuator(tokens[index], ',')) {
      index = (scopes.closing[index] || index) + 1;
    }
    index++;
  }
  return index < close && !isPunctuator(tokens[index], '...') ? index : undefined;
}

/** What `follow` tells of each step. */
interface Steps {
  access(path: readonly string[], range: TextRange, form: 'member' | 'element'): void;
  member(receiver: readonly string[], dot: Token, name: Token | undefined): void;
  element(receiver: readonly string[], key: Token | undefined, close: number, bracket: number): void;
}

/** The place at an offset where a name below `params` is or can be typed. */
export function accessPointAt(scan: CodeScan, offset: number): AccessPoint | undefined {
  return scan.points.findLast(({ range }) => range.start <= offset && offset <= range.end);
}

/** The access whose name stands at an offset. */
export function accessAt(scan: CodeScan, offset: number): Access | undefined {
  return scan.accesses.find(({ range }) => range.start <= offset && offset <= range.end);
}

function addPatterns(
  scopes: Scopes,
  valueOfExpression: (start: number) => Value,
  valueOfParameter: (parameter: Parameter) => Value,
  accesses: Access[],
  points: AccessPoint[],
  opaque: (readonly string[])[],
): void {
  const valueOfSource = (source: PatternSource) =>
    'parameter' in source ? valueOfParameter(source.parameter) : valueOfExpression(source.initializer);
  for (const { key, path, source, isShorthand } of scopes.patternProperties) {
    const value = valueOfSource(source);
    const whole = value && below(value, path);
    if (whole && whole.length <= deepest) {
      const quotes = key.type === 'string' ? 1 : 0;
      const range = { start: key.start + quotes, end: key.end - quotes };
      accesses.push({ path: whole, range, form: 'destructuring', isShorthand });
    }
  }
  for (const { start, end, path, source } of scopes.patternBraces) {
    const value = valueOfSource(source);
    const receiver = value && below(value, path);
    if (receiver) {
      points.push({ receiver, form: 'destructuring', range: { start, end } });
    }
  }
  for (const { path, initializer } of allDeclarations(scopes)) {
    const value = initializer !== undefined && path.at(-1) === '...' ? valueOfExpression(initializer) : undefined;
    const whole = value && below(value, path.slice(0, -1));
    if (whole) {
      opaque.push(whole);
    }
  }
}

const allDeclarations = (scopes: Scopes): readonly Declaration[] =>
  scopes.all.flatMap((scope) => [...scope.declarations.values()]);

/** The path of a property of a value; of what a handler is given, only `env` is of interest. */
function below(value: readonly string[], path: readonly string[]): Value {
  if (value[0] !== contextRoot) {
    return [...value, ...path];
  }
  return path[0] === 'env' ? path : path.length === 0 ? value : undefined;
}

const isPunctuator = (token: Token | undefined, text: string) => token?.type === 'punctuator' && token.text === text;

/** The text of a string, or of a template without substitutions. */
function literal(token: Token, text: string): string | undefined {
  if (token.type === 'string') {
    return token.text;
  }
  const isWhole = token.type === 'template' && token.end - token.start > 1 && text.charAt(token.end - 1) === '`';
  return isWhole ? text.slice(token.start + 1, token.end - 1) : undefined;
}

/** `x.name` and `{ name: … }`: a property's name, not a reference. */
function isProperty(tokens: readonly Token[], index: number): boolean {
  const before = tokens[index - 1];
  if (isPunctuator(before, '.') || isPunctuator(before, '?.')) {
    return true;
  }
  return isPunctuator(tokens[index + 1], ':') && (isPunctuator(before, '{') || isPunctuator(before, ','));
}

/** Whether a value goes where the scan does not follow: into a call, a return, an object, another variable's default. */
function isHandedOn(tokens: readonly Token[], first: number, next: number): boolean {
  const before = tokens[first - 1];
  const after = tokens[next];
  const isRead = isPunctuator(after, '.') || isPunctuator(after, '?.') || isPunctuator(after, '[');
  const isAsked = before?.type === 'keyword' && (before.text === 'typeof' || before.text === 'in');
  return !isRead && !isAsked;
}
