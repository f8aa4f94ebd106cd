import { type EntryHandlers, entryHandlers } from './entry';
import type { Parameter } from './functions';
import type { Declaration, Scopes } from './scopes';
import type { TokenList } from './tokenList';
import type { Token } from './tokens';
import { type Certainty, classWithEnv, fromModule, type HandlerWay, handlerWays, typeOfEnv, wayOf } from './ways';

/** The body of a stage file, or a module. */
export type CodeLanguage = 'stage' | 'javascript' | 'typescript';

/** What a handler is given as one object that holds `env`: Hono's `c`, the context of a Pages function, `this`. */
export const contextRoot = '#context';
/** An `env` of which nothing says that the Worker's runtime passes it. */
export const guessedEnv = '#env';
/** Something called `env` of which only that name says that it may be the Worker's. */
export const likelyEnv = '#likely';
/** An `env` that is not the Worker's: `process.env`. */
export const otherEnv = '#other';
/** Anything else, with the names that lead to it: they may lead on to `env`. */
export const namesRoot = '#names';
/** A function's parameter called `params` of which nothing says that the stage's `params` is handed to it. */
export const guessedParams = '#params';

const envOf = { certain: 'env', guess: guessedEnv, likely: likelyEnv, never: otherEnv } satisfies Record<
  Certainty,
  string
>;

/** Whether a value is `params` or `env`, by however little, or something below it. */
export const isBelowRoot = (value: readonly string[]) => !notBelow.has(value[0] ?? '');
const notBelow = new Set([contextRoot, namesRoot, otherEnv]);

/** Where paths to bindings begin in a file. */
export interface Roots {
  /** What a name stands for by itself; `undefined` for one that leads to no binding. */
  valueOf(name: string, declaration: Declaration | undefined): readonly string[] | undefined;
  /** What a function is given for a parameter, where its name, its place or its type says so. */
  ofParameter(parameter: Parameter): readonly string[] | undefined;
  readonly ofThis: readonly string[] | undefined;
  /** What a property of a value is; `()` is what it returns. */
  property(value: readonly string[], name: string): readonly string[] | undefined;
  readonly envIsTyped: boolean;
}

const typeForEnv =
  /@param\s*\{[^}]+\}\s*(env\b|\{)|@(type|satisfies)\s*\{[^}]*(ExportedHandler|PagesFunction)|\b(ExportedHandler|PagesFunction|Hono)\s*</;

/** Longer paths of names tell no more. */
const mostNames = 5;

/** Finds what `params`, `env` and `this` are in a file of a path. A stage file has its `params`, and no `env`. */
export function findRoots(text: string, list: TokenList, scopes: Scopes, language: CodeLanguage, file: string): Roots {
  return language === 'stage' ? stageRoots : new ModuleRoots(text, list, scopes, file);
}

const stageRoots: Roots = {
  valueOf(name, declaration) {
    if (name !== 'params') {
      return undefined;
    }
    const isOwn = declaration?.parameter && declaration.path.length === 0;
    return declaration ? (isOwn ? [guessedParams] : undefined) : [];
  },
  ofParameter: () => undefined,
  ofThis: undefined,
  property: (value, name) => [...value, name],
  envIsTyped: false,
};

class ModuleRoots implements Roots {
  readonly ofThis: readonly string[];
  readonly envIsTyped: boolean;
  private readonly entry: EntryHandlers;
  private readonly modules: readonly string[];

  constructor(
    text: string,
    list: TokenList,
    private readonly scopes: Scopes,
    private readonly file: string,
  ) {
    const { tokens } = list;
    const classes = extended(tokens).filter(({ name }) =>
      classWithEnv.test(scopes.imports.get(name)?.originalName ?? name),
    );
    const isGenericClass = classes.some(({ index }) => tokens[index + 1]?.text === '<');
    const typedParameter = scopes.all.some((scope) => scope.declarations.get('env')?.parameter?.type !== undefined);
    this.ofThis = classes.length > 0 ? [contextRoot] : [namesRoot, 'this'];
    this.envIsTyped = typedParameter || isGenericClass || typeForEnv.test(text);
    this.entry = entryHandlers(list, scopes);
    this.modules = [...new Set([...scopes.imports.values()].map(({ module }) => module))];
  }

  valueOf(name: string, declaration: Declaration | undefined): readonly string[] | undefined {
    if (!declaration) {
      return [namesRoot, name];
    }
    const imported = this.scopes.imports.get(name);
    if (imported && this.scopes.all[0]?.declarations.get(name) === declaration) {
      const module = [namesRoot, fromModule(imported.module)];
      return imported.originalName === '*' ? module : this.property(module, imported.originalName);
    }
    const { parameter, path, type } = declaration;
    if (parameter) {
      return undefined;
    }
    return type !== undefined && path.length === 0 && typeOfEnv.test(type) ? [guessedEnv] : [namesRoot, name];
  }

  ofParameter(parameter: Parameter): readonly string[] | undefined {
    const { name, type } = parameter;
    if (name === 'params') {
      return [];
    }
    const way = handlerWays.find((each) => this.fits(parameter, each));
    if (way) {
      return way.gives === 'env' ? ['env'] : [contextRoot];
    }
    const isEnv = name === 'env' || (type !== undefined && typeOfEnv.test(type));
    return isEnv ? [guessedEnv] : [namesRoot, name ?? '{}'];
  }

  property(value: readonly string[], name: string): readonly string[] | undefined {
    switch (value[0]) {
      case contextRoot:
        return name === 'env' ? ['env'] : [namesRoot, name];
      case otherEnv:
        return undefined;
      case namesRoot: {
        const way = wayOf(value, name, this.file);
        const before = value.length > mostNames ? [namesRoot, ...value.slice(1 - mostNames)] : value;
        return way ? [envOf[way.certainty]] : [...before, name];
      }
      case undefined:
        // `params` has none: it is an object of the project's own.
        return [name === 'env' ? likelyEnv : name];
      default:
        return [...value, name];
    }
  }

  private fits({ owner = '', index, name, open }: Parameter, way: HandlerWay): boolean {
    const handler = way.isEntry ? (this.entry.functions.get(open) ?? this.entry.names.get(owner) ?? '') : owner;
    return (
      way.index === index &&
      way.owner.test(handler) &&
      (way.name === undefined || way.name.test(name ?? '')) &&
      (way.imports === undefined || this.modules.some((module) => way.imports?.test(module)))
    );
  }
}

/** What classes extend: the last name of it, and its index. */
function extended(tokens: readonly Token[]): readonly { readonly name: string; readonly index: number }[] {
  const found: { name: string; index: number }[] = [];
  tokens.forEach(({ type, text }, index) => {
    if (text === 'extends' && type === 'keyword') {
      const last = tokens[index + 2]?.text === '.' ? index + 3 : index + 1;
      found.push({ name: tokens[last]?.text ?? '', index: last });
    }
  });
  return found;
}
