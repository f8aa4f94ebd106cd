import type { Declaration, Scopes } from './scopes';
import type { Token } from './tokens';

/** The body of a stage file, or a module. */
export type CodeLanguage = 'stage' | 'javascript' | 'typescript';

/** What a handler is given as one object that holds `env`: Hono's `c`, the context of a Pages function, `this`. */
export const contextRoot = '#context';
/** An `env` of which nothing says that the Worker's runtime passes it. */
export const guessedEnv = '#env';
/** A function's parameter called `params` of which nothing says that the stage's `params` is handed to it. */
export const guessedParams = '#params';

/** Where paths to bindings begin in a file. */
export interface Roots {
  /** The path of a parameter, an import or an undeclared name; `undefined` for any that leads to no binding. */
  valueOf(name: string, declaration: Declaration | undefined): readonly string[] | undefined;
  /** The path of `this`. */
  readonly ofThis: readonly string[] | undefined;
  /** The path of `.env` on a context. */
  readonly ofContext: readonly string[];
  readonly envIsTyped: boolean;
}

/** Handlers of a Worker that have `env` as their second argument. */
const workerHandler = /^(fetch|scheduled|queue|email|tail|tailStream|trace|test|constructor)$/;
/** Handlers of Pages functions: they are given a context. */
const pagesHandler = /^onRequest/;
const contextName = /^(c|ctx|context)$/;
/** Classes of the runtime whose instances have `this.env`. */
const classWithEnv =
  /^(DurableObject|WorkerEntrypoint|WorkflowEntrypoint|WorkflowEntrypointClass|Agent|AIChatAgent|McpAgent|Container)$/;
const typeForEnv =
  /@param\s*\{[^}]+\}\s*(env\b|\{)|@(type|satisfies)\s*\{[^}]*(ExportedHandler|PagesFunction)|\b(ExportedHandler|PagesFunction|Hono)\s*</;

/** Finds what `params`, `env` and `this` are in a file. A stage file has its `params`, and no `env`. */
export function findRoots(text: string, tokens: readonly Token[], scopes: Scopes, language: CodeLanguage): Roots {
  const isModule = language !== 'stage';
  const usesHono = [...scopes.imports.values()].some(({ module }) => module === 'hono' || module.startsWith('hono/'));
  const classes = isModule ? extended(tokens).filter(({ name }) => classWithEnv.test(name)) : [];
  const isGenericClass = classes.some(({ index }) => tokens[index + 2]?.text === '<');
  const typedParameter = scopes.all.some((scope) => scope.declarations.get('env')?.parameter?.isTyped);
  return {
    valueOf(name, declaration) {
      if (!declaration) {
        return name === 'params' && !isModule ? [] : undefined;
      }
      const imported = scopes.imports.get(name);
      if (imported && !declaration.parameter) {
        return isModule && imported.module === 'cloudflare:workers' && imported.originalName === 'env'
          ? ['env']
          : undefined;
      }
      const { parameter, path } = declaration;
      if (!parameter) {
        return undefined;
      }
      if (name === 'params' && path.length === 0) {
        return isModule ? [] : [guessedParams];
      }
      return isModule ? parameterValue(name, path, parameter, usesHono) : undefined;
    },
    ofThis: isModule && classes.length > 0 ? [contextRoot] : undefined,
    ofContext: ['env'],
    envIsTyped: isModule && (typedParameter || isGenericClass || typeForEnv.test(text)),
  };
}

/** What classes extend: the name, and the index of `extends`. */
function extended(tokens: readonly Token[]): readonly { readonly name: string; readonly index: number }[] {
  return tokens.flatMap((token, index) =>
    token.text === 'extends' && token.type === 'keyword' ? [{ name: tokens[index + 1]?.text ?? '', index }] : [],
  );
}

function parameterValue(
  name: string,
  path: readonly string[],
  { owner = '', index }: NonNullable<Declaration['parameter']>,
  usesHono: boolean,
): readonly string[] | undefined {
  if (path.length === 0 && name === 'env') {
    return [workerHandler.test(owner) && index === 1 ? 'env' : guessedEnv];
  }
  if (pagesHandler.test(owner) && index === 0) {
    return path.length === 0 ? [contextRoot] : path[0] === 'env' ? path : undefined;
  }
  if (usesHono && path.length === 0 && index === 0 && contextName.test(name)) {
    return [contextRoot];
  }
  return path.length === 1 && path[0] === 'env' ? [guessedEnv] : undefined;
}
