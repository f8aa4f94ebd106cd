import type { TextRange } from '../text';
import { type CodeLanguage, contextRoot, guessedEnv, guessedParams } from './roots';
import { type Declaration, findScopes, type Scopes } from './scopes';
import { TokenList } from './tokenList';
import { tokenize } from './tokens';
import { below, deepest, type Steps, Values } from './values';

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

/** Finds every access to `params` in the body of a stage file. */
export const scanStage = (text: string) => scanCode(text, 'stage');

/**
 * Finds every access to `params`, and in modules to a Worker's `env`: through aliases, destructuring, parameters of those
 * names, handlers' arguments, `this.env` and imports. Never fails, on half-typed text neither.
 */
export function scanCode(text: string, language: CodeLanguage): CodeScan {
  const list = new TokenList(tokenize(text));
  const scopes = findScopes(list, text.length, language === 'typescript');
  const values = new Values(text, list, scopes, language);
  const declarations = scopes.all.flatMap((scope) => [...scope.declarations.values()]);
  const found: Found = { accesses: [], points: [], opaque: [] };
  values.followArguments(declarations);
  addReferences(found, text, list, scopes, values, declarations);
  addPatterns(found, scopes, values);
  addRests(found, values, declarations);
  return {
    accesses: found.accesses.sort((a, b) => a.range.start - b.range.start).map(named),
    points: found.points.map(({ receiver, form, range }) => ({ receiver: namedPath(receiver), form, range })),
    opaque: found.opaque.map(namedPath),
    envIsTyped: values.roots.envIsTyped,
  };
}

/** What is found, with guesses marked in the paths. */
interface Found {
  readonly accesses: Access[];
  readonly points: AccessPoint[];
  readonly opaque: (readonly string[])[];
}

/** Adds what is read from names and from `this`. */
function addReferences(
  { accesses, points, opaque }: Found,
  text: string,
  list: TokenList,
  scopes: Scopes,
  values: Values,
  declarations: readonly Declaration[],
): void {
  const steps: Steps = {
    access: (path, range, form) => accesses.push({ path, range, form }),
    member: (receiver, dot, name) => {
      const range = { start: name?.start ?? dot.end, end: name?.end ?? dot.end };
      points.push({ receiver, form: 'member', range });
    },
    element: (receiver, key, isWhole) => {
      if (key?.type === 'string') {
        const closed = key.end - key.start > 1 && text.charAt(key.end - 1) === text.charAt(key.start);
        const range = { start: key.start + 1, end: closed ? key.end - 1 : key.end };
        points.push({ receiver, form: 'element', range });
      }
      if (!isWhole) {
        opaque.push(receiver);
      }
    },
  };
  const initializers = new Set(declarations.flatMap(({ initializer, assignments }) => [initializer, ...assignments]));
  list.tokens.forEach((token, index) => {
    const isName = token.type === 'identifier' || list.is(index, 'this');
    if (!isName || scopes.declaring[index] || isProperty(list, index)) {
      return;
    }
    const { value, next } = values.follow(index, steps);
    const last = accesses.at(-1);
    if (value && last && last.path === value && list.is(next, '(')) {
      accesses[accesses.length - 1] = { ...last, isCalled: true };
    }
    const isFollowed =
      values.isFollowedArgument(index) || (initializers.has(index) && values.ofExpression(index) !== undefined);
    if (value && value.length <= 1 && value[0] !== contextRoot && !isFollowed && isHandedOn(list, index, next)) {
      opaque.push(value);
    }
  });
}

/** Adds what destructuring patterns read. */
function addPatterns({ accesses, points }: Found, scopes: Scopes, values: Values): void {
  for (const { key, path, source, isShorthand } of scopes.patternProperties) {
    const value = values.ofPatternSource(source);
    const whole = value && below(value, path);
    if (whole && whole.length <= deepest) {
      const quotes = key.type === 'string' ? 1 : 0;
      const range = { start: key.start + quotes, end: key.end - quotes };
      accesses.push({ path: whole, range, form: 'destructuring', isShorthand });
    }
  }
  for (const { start, end, path, source } of scopes.patternBraces) {
    const value = values.ofPatternSource(source);
    const receiver = value && below(value, path);
    if (receiver) {
      points.push({ receiver, form: 'destructuring', range: { start, end } });
    }
  }
}

/** Adds what `...rest` takes whole. */
function addRests({ opaque }: Found, values: Values, declarations: readonly Declaration[]): void {
  for (const { path, initializer } of declarations) {
    const value = initializer !== undefined && path.at(-1) === '...' ? values.ofExpression(initializer) : undefined;
    const whole = value && below(value, path.slice(0, -1));
    if (whole) {
      opaque.push(whole);
    }
  }
}

/** The place at an offset where a name below `params` is or can be typed. */
export function accessPointAt(scan: CodeScan, offset: number): AccessPoint | undefined {
  return scan.points.findLast(({ range }) => range.start <= offset && offset <= range.end);
}

/** A path as others see it: that something is a guess stands beside the path, not in it. */
function named(access: Access): Access {
  const path = namedPath(access.path);
  return path === access.path ? access : { ...access, path, isGuess: true };
}

function namedPath(path: readonly string[]): readonly string[] {
  switch (path[0]) {
    case guessedEnv:
      return ['env', ...path.slice(1)];
    case guessedParams:
      return path.slice(1);
    default:
      return path;
  }
}

/** `x.name` and `{ name: … }`: a property's name, not a reference. */
function isProperty(list: TokenList, index: number): boolean {
  const isKey = list.is(index + 1, ':') && (list.is(index - 1, '{') || list.is(index - 1, ','));
  return isKey || list.isDot(index - 1);
}

/** Whether a value goes where the scan does not follow: into a call, a return, an object, another variable's default. */
function isHandedOn(list: TokenList, first: number, next: number): boolean {
  const isRead = list.isDot(next) || list.is(next, '[');
  const isAsked = list.is(first - 1, 'typeof') || list.is(first - 1, 'in');
  return !isRead && !isAsked;
}
