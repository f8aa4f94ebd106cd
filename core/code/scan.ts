import type { TextRange } from '../text';
import { findGuards, isAsked } from './absence';
import { takenArguments } from './adapters';
import { type CodeLanguage, guessedEnv, guessedParams, isBelowRoot, likelyEnv } from './roots';
import { type Declaration, findScopes, type Scopes } from './scopes';
import { TokenList } from './tokenList';
import { tokenize } from './tokens';
import { deepest, type Steps, Values } from './values';

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
  /**
   * What is read from something that only its name says to be a Worker's `env`: a use only of a name that the manifest declares.
   * In the order of the text.
   */
  readonly likely: readonly Access[];
  readonly points: readonly AccessPoint[];
  /** Names below `env` of which some code asks whether they are there, and goes on where they are not. */
  readonly maybeAbsent: readonly string[];
  /** Names below `env` that are handed to functions which take bindings. */
  readonly handedOver: readonly string[];
  /** Paths that are read with a computed name, or handed on whole, so that more may be used than the text says. */
  readonly opaque: readonly (readonly string[])[];
  /** The user has written a type for `env`. */
  readonly envIsTyped: boolean;
}

/** Finds every access to `params` in the body of a stage file. */
export const scanStage = (text: string) => scanCode(text, 'stage');

/**
 * Finds every access to `params`, and in modules to a Worker's `env`: through aliases, destructuring, parameters of those
 * names, and the ways of `ways.ts`, some of which count only in files of a path. Never fails, on half-typed text neither.
 */
export function scanCode(text: string, language: CodeLanguage, path = ''): CodeScan {
  const list = new TokenList(tokenize(text));
  const scopes = findScopes(list, text.length, language === 'typescript');
  const values = new Values(text, list, scopes, language, path);
  const declarations = scopes.all.flatMap((scope) => [...scope.declarations.values()]);
  const found: Found = { accesses: [], points: [], opaque: [], maybeAbsent: new Set(), handedOver: new Set() };
  values.followArguments(declarations);
  addReferences(found, text, list, scopes, values, declarations);
  addPatterns(found, scopes, values);
  addRests(found, values, declarations);
  const sorted = found.accesses.sort((a, b) => a.range.start - b.range.start);
  return {
    accesses: sorted.filter((each) => !isLikely(each.path)).map(named),
    likely: sorted.filter((each) => isLikely(each.path) && each.path.length > 1).map(named),
    points: found.points.map(({ receiver, form, range }) => ({ receiver: namedPath(receiver), form, range })),
    opaque: found.opaque.map(namedPath),
    maybeAbsent: [...found.maybeAbsent],
    handedOver: [...found.handedOver],
    envIsTyped: values.roots.envIsTyped,
  };
}

/** What is found, with guesses marked in the paths. */
interface Found {
  readonly accesses: Access[];
  readonly points: AccessPoint[];
  readonly opaque: (readonly string[])[];
  readonly maybeAbsent: Set<string>;
  readonly handedOver: Set<string>;
}

/** Adds what is read from names and from `this`. */
function addReferences(
  { accesses, points, opaque, maybeAbsent, handedOver }: Found,
  text: string,
  list: TokenList,
  scopes: Scopes,
  values: Values,
  declarations: readonly Declaration[],
): void {
  /** The index of the token behind the name of a binding, in the expression that is followed. */
  let bindingEnd: number | undefined;
  const steps: Steps = {
    access: (path, range, form, next) => {
      accesses.push({ path, range, form });
      bindingEnd = path.length === 2 ? next : bindingEnd;
    },
    member: (receiver, dot, name) => {
      if (isLikely(receiver)) {
        return;
      }
      const range = { start: name?.start ?? dot.end, end: name?.end ?? dot.end };
      points.push({ receiver, form: 'member', range });
    },
    element: (receiver, key, isWhole) => {
      if (key?.type === 'string' && !isLikely(receiver)) {
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
  const guards = findGuards(text, list);
  const taken = new Set(takenArguments(list, scopes, values.calls));
  list.tokens.forEach((token, index) => {
    if (token.type === 'string' && list.is(index + 1, 'in')) {
      const { value } = values.follow(index + 2);
      const isEnv = value?.length === 1 && isBelowRoot(value);
      const range = { start: token.start + 1, end: token.end - 1 };
      if (isEnv) {
        accesses.push({ path: [...value, token.text], range, form: 'element' });
        maybeAbsent.add(token.text);
      }
      return;
    }
    if (
      !(token.type === 'identifier' || list.is(index, 'this') || isGroup(list, index)) ||
      scopes.declaring[index] ||
      isProperty(list, index)
    ) {
      return;
    }
    bindingEnd = undefined;
    const { value, next } = values.follow(index, steps);
    const binding = value && isBelowRoot(value) && !isOfParams(value) ? value[1] : undefined;
    if (binding !== undefined) {
      // An alias is the binding itself.
      if (isAsked(list, guards, index, bindingEnd ?? list.skip(index))) {
        maybeAbsent.add(binding);
      }
      if (value?.length === 2 && taken.has(index)) {
        handedOver.add(binding);
      }
    }
    const last = accesses.at(-1);
    if (value && last && last.path === value && list.is(next, '(')) {
      accesses[accesses.length - 1] = { ...last, isCalled: true };
    }
    const isFollowed =
      values.isFollowedArgument(index) || (initializers.has(index) && values.ofExpression(index) !== undefined);
    const isWhole = value && value.length <= 1 && isBelowRoot(value) && !isLikely(value) && token.text !== '(';
    if (isWhole && !isFollowed && isHandedOn(list, index, next)) {
      opaque.push(value);
    }
  });
}

/** Adds what destructuring patterns read. */
function addPatterns({ accesses, points, maybeAbsent }: Found, scopes: Scopes, values: Values): void {
  for (const { key, path, source, isShorthand, hasDefault } of scopes.patternProperties) {
    const value = values.ofPatternSource(source);
    const whole = value && values.below(value, path);
    if (whole && whole.length <= deepest && isBelowRoot(whole)) {
      const quotes = key.type === 'string' ? 1 : 0;
      const range = { start: key.start + quotes, end: key.end - quotes };
      accesses.push({ path: whole, range, form: 'destructuring', isShorthand });
      if (hasDefault && whole.length === 2 && !isOfParams(whole)) {
        maybeAbsent.add(whole[1] ?? '');
      }
    }
  }
  for (const { start, end, path, source } of scopes.patternBraces) {
    const value = values.ofPatternSource(source);
    const receiver = value && values.below(value, path);
    if (receiver && isBelowRoot(receiver) && !isLikely(receiver)) {
      points.push({ receiver, form: 'destructuring', range: { start, end } });
    }
  }
}

/** Adds what `...rest` takes whole. */
function addRests({ opaque }: Found, values: Values, declarations: readonly Declaration[]): void {
  for (const { path, initializer } of declarations) {
    const value = initializer !== undefined && path.at(-1) === '...' ? values.ofExpression(initializer) : undefined;
    const whole = value && values.below(value, path.slice(0, -1));
    if (whole && isBelowRoot(whole)) {
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
    case likelyEnv:
      return ['env', ...path.slice(1)];
    case guessedParams:
      return path.slice(1);
    default:
      return path;
  }
}

/** Whether a value is below `params`: `env` alone has names that may be absent. */
const isOfParams = (value: readonly string[]) => namedPath(value)[0] !== 'env';

const isLikely = ([root]: readonly string[]) => root === likelyEnv;

/** `x.name`, `x.#name` and `{ name: … }`: a property's name, not a reference. */
function isProperty(list: TokenList, index: number): boolean {
  const isKey = list.is(index + 1, ':') && (list.is(index - 1, '{') || list.is(index - 1, ','));
  return isKey || list.isDot(index - 1) || list.is(index - 1, '#');
}

/** `(env as Env).DB`: an expression in parentheses of which something is read. */
function isGroup(list: TokenList, index: number): boolean {
  if (!list.is(index, '(')) {
    return false;
  }
  const after = list.closeOf(index) + 1;
  const before = list.tokens[index - 1];
  const isCallee = before?.type === 'identifier' || list.is(index - 1, ')') || list.is(index - 1, ']');
  return !isCallee && (list.isDot(after) || list.is(after, '[') || list.is(after, '!'));
}

/** Whether a value goes where the scan does not follow: into a call, a return, an object, another variable's default. */
function isHandedOn(list: TokenList, first: number, next: number): boolean {
  const isRead = list.isDot(next) || list.is(next, '[');
  const isAsked = list.is(first - 1, 'typeof') || list.is(first - 1, 'in');
  const isCast =
    /^(as|satisfies)$/.test(list.tokens[next]?.text ?? '') && list.is(first - 1, '(') && isGroup(list, first - 1);
  return !isRead && !isAsked && !isCast;
}
